"""Errors that a user sees: each says where, what is wrong, and what to do."""

from __future__ import annotations


class FundexError(Exception):
    """Base of every error we raise on bad input; the command line prints it and exits with 2."""

    def __init__(self, where: str, what: str, fix: str = "") -> None:
        super().__init__(where, what, fix)  # what an error is pickled by, on its way out of a worker
        self.where, self.what, self.fix = where, what, fix

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"

    @property
    def message(self) -> str:
        """What is wrong and what to do, without the place."""
        return self.what + (f"; {self.fix}" if self.fix else "")


class InputError(FundexError):
    """An input that cannot be read: a missing file, unreadable bytes, a line that is no JSON, an id told twice."""


class RuleError(FundexError):
    """A mistake in a rule file; `where` is `file:line rule`."""


class OutputError(FundexError):
    """An output that cannot be written."""


class FormatError(FundexError):
    """A facts file, rates file or other data file of ours that breaks its format."""


class StoreError(FundexError):
    """A research database that cannot be reached, read or written; `where` is its address without a password."""
