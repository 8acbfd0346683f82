"""Parquet, written by duckdb from rows that go through a file, so that memory does not grow with them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

from extractor.errors import OutputError
from extractor.export.flat import COLUMNS, flat_rows
from extractor.export.rows import Kind, Row
from extractor.export.words import number_words
from extractor.model import CorpusView

_TYPES: Mapping[Kind, str] = {
    "text": "VARCHAR",
    "texts": "VARCHAR[]",
    "integer": "BIGINT",
    "number": "DECIMAL(38, 9)",  # the same in every file, so that files can be read together
    "real": "DOUBLE",
    "day": "DATE",
}
_DIGITS, _PLACES = 38, 9


def check_parquet(where: str) -> None:
    """Raises OutputError where duckdb is not installed."""
    if find_spec("duckdb") is None:
        raise OutputError(where, "Parquet needs duckdb", "pip install 'fundex[parquet]'")


def write(corpus: CorpusView, path: Path) -> None:
    """A fact a row, the columns of the CSV with their types; `path` is a place to write to, see atomic.whole_file."""
    write_rows(flat_rows(corpus), COLUMNS, path)


def write_rows(rows: Iterable[Row], columns: Mapping[str, Kind], path: Path) -> None:
    """Any table. The same rows make the same bytes."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder, "rows.ndjson")
        with lines.open("w", encoding="utf-8") as stream:
            for row in rows:
                stream.write(json.dumps({name: _plain(value) for name, value in row.items()}) + "\n")
        types = ", ".join(f"{_quoted(name)}: {_quoted(_TYPES[kind])}" for name, kind in columns.items())
        table = f"read_json({_quoted(str(lines))}, format = 'newline_delimited', columns = {{{types}}})"
        with duckdb.connect(config={"threads": 1}) as connection:
            connection.execute(f"COPY (FROM {table}) TO {_quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)")


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            _, digits, exponent = value.as_tuple()
            if not isinstance(exponent, int) or -exponent > _PLACES or len(digits) + exponent > _DIGITS - _PLACES:
                raise OutputError("Parquet", f"the number {value} has more than {_PLACES} decimal places", "use JSON")
            return number_words(value)
    return value


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
