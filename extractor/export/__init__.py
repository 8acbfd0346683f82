"""Facts → files, one module a format: `write(corpus, stream)` and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path, PurePath
from typing import TextIO

from extractor.errors import OutputError
from extractor.export import csv_file, json_file, jsonl, parquet
from extractor.export.atomic import check_place, whole_file
from extractor.export.load import read_corpus
from extractor.export.remote import check_url, sent
from extractor.model import CorpusView
from extractor.read.remote import is_url

__all__ = ["FORMATS", "check_writable", "read_corpus", "write_corpus"]

FORMATS: Mapping[str, Callable[[CorpusView, TextIO], None]] = {
    "json": json_file.write,
    "jsonl": jsonl.write,
    "csv": csv_file.write,
}


_PARQUET = "parquet"  # the one format that is no text


def write_corpus(corpus: CorpusView, path: Path | str | None = None, format: str | None = None) -> None:
    """Writes the corpus to a file that appears whole or not at all, or to standard output; OutputError.

    A file of this machine, or one at an address (s3://…).

    The format is the one named, else the one the path ends in, else JSON.
    """
    name = _format(path, format)
    if path is not None and name == _PARQUET:
        with _whole(path) as part:
            parquet.write(corpus, part)
        return
    write = FORMATS[name]
    if path is None:
        write(corpus, sys.stdout)
        return
    with _whole(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
        write(corpus, stream)


def check_writable(path: Path | str | None, format: str | None = None) -> None:
    """Raises OutputError if write_corpus would, so that it is known before the work and not after."""
    if _format(path, format) == _PARQUET:
        parquet.check_parquet(str(path))
    if isinstance(path, str) and is_url(path):
        check_url(path)
    elif path is not None:
        check_place(Path(path))


def _whole(path: Path | str) -> AbstractContextManager[Path]:
    return sent(path) if isinstance(path, str) and is_url(path) else whole_file(Path(path))


def _format(path: Path | str | None, format: str | None) -> str:
    name = format or (PurePath(path).suffix.lower().removeprefix(".") if path else "json")
    if name == _PARQUET and path is None:
        raise OutputError("--format parquet", "is no text for standard output", "name a file: -o facts.parquet")
    if name in (*FORMATS, _PARQUET):
        return name
    known = ", ".join((*FORMATS, _PARQUET))
    if format:
        raise OutputError(f"--format {format}", "no such format", f"use one of: {known}")
    raise OutputError(str(path), "no format ends like this", f"name the format with --format (one of: {known})")
