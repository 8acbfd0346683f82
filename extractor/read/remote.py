"""Inputs that an address names (s3://, gs://, https://, memory:// …), through fsspec."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO

from extractor.errors import FundexError, InputError


def is_url(given: str) -> bool:
    """Whether this is an address and no path."""
    return "://" in given


def find_urls(given: str, suffixes: Sequence[str]) -> list[str]:
    """The addresses of the files that one names, in order and without hidden ones; InputError."""
    with _named(given):
        from fsspec.core import url_to_fs

        store, path = url_to_fs(given)
        if glob.has_magic(path):
            found = {one: PurePosixPath(one).name for one in store.glob(path)}
        elif store.isdir(path):
            found = {one: one.removeprefix(path.rstrip("/") + "/") for one in store.find(path)}
        else:
            found = {store.info(path)["name"]: ""}  # raises where there is none
        shown = (one for one, below in found.items() if "/." not in f"/{below}")
        return sorted(store.unstrip_protocol(one) for one in shown if one.lower().endswith(tuple(suffixes)))


@contextmanager
def opened(url: str) -> Iterator[IO[bytes]]:
    """A file to read; InputError."""
    with _named(url):
        import fsspec

        with fsspec.open(url, "rb") as stream:
            yield stream


@contextmanager
def _named(url: str) -> Iterator[None]:
    try:
        yield
    except FundexError:
        raise
    except ModuleNotFoundError as error:
        raise InputError(url, f"needs {error.name}", "pip install 'fundex[dask]'") from None
    except Exception as error:  # each store has errors of its own
        what = f"cannot be read ({type(error).__name__}: {error})"
        raise InputError(url, what, "check the address and your access to it") from None
