"""A corpus as a folder of tables that join by their ids: documents, entities, facts, arguments, evidence."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from extractor.errors import OutputError
from extractor.export import csv_file, parquet
from extractor.export.rows import TABLES, Row, corpus_rows
from extractor.model import Corpus

FORMATS = ("parquet", "csv")


def check_folder(folder: Path, format: str) -> None:
    """Raises OutputError if write_tables would."""
    if format not in FORMATS:
        raise OutputError(f"--format {format}", "no such format", f"use one of: {', '.join(FORMATS)}")
    if format == "parquet":
        parquet.check_parquet(str(folder))
    if folder.exists():
        raise OutputError(str(folder), "is there already", "name a new folder, or remove this one")
    if not folder.resolve().parent.is_dir():
        raise OutputError(str(folder), "there is no folder to make it in", "make it first, or choose another place")


def write_tables(corpus: Corpus, folder: Path, format: str = "parquet") -> None:
    """Makes the folder, with a file a table; it appears whole or not at all. Raises OutputError."""
    check_folder(folder, format)
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for name, row in corpus_rows(corpus):
        rows[name].append(row)
    part = folder.resolve().with_name(f".fundex-{secrets.token_hex(4)}.part")
    try:
        part.mkdir()
        for name, columns in TABLES.items():
            path = part / f"{name}.{format}"
            if format == "parquet":
                parquet.write_rows(rows[name], columns, path)
                continue
            with path.open("w", encoding="utf-8", newline="") as stream:
                csv_file.write_rows(rows[name], columns, stream)
        os.rename(part, folder)
    except OSError as error:
        raise OutputError(str(folder), f"cannot be written ({error.strerror})", "choose another place") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
