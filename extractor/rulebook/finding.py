"""What a look at the rules tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractor.errors import RuleError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: `file:line rule: message; hint`. An error keeps a rule from working; a warning does not."""

    where: str
    rule: str
    message: str
    hint: str = ""
    severity: Literal["error", "warning"] = "error"

    @classmethod
    def of(cls, error: RuleError) -> Finding:
        """What the loader refuses, as a finding; its `where` is `file:line rule`."""
        where, _, rule = error.where.partition(" ")
        return cls(where, rule, error.what, error.fix)

    @property
    def order(self) -> tuple[str, int]:
        file, _, line = self.where.rpartition(":")
        return (file, int(line)) if line.isdigit() else (self.where, 0)

    def __str__(self) -> str:
        place = f"{self.where} {self.rule}".rstrip()
        mark = "" if self.severity == "error" else "warning: "
        return f"{place}: {mark}{self.message}" + (f"; {self.hint}" if self.hint else "")
