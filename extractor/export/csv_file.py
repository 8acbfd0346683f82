"""CSV: a fact a row, a role a column, for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TextIO

from extractor.export.flat import COLUMNS, flat_rows
from extractor.export.rows import Kind, Row
from extractor.export.words import number_words
from extractor.model import CorpusView

_SEPARATOR = " | "


def write(corpus: CorpusView, stream: TextIO) -> None:
    """A header and a row a fact; texts are exact, so a spreadsheet should import them as text."""
    write_rows(flat_rows(corpus), COLUMNS, stream)


def write_rows(rows: Iterable[Row], columns: Mapping[str, Kind], stream: TextIO) -> None:
    """Any table; numbers have all their digits, several texts in one cell are parted by ` | `."""
    table = csv.DictWriter(stream, columns, restval="")
    table.writeheader()
    table.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


def _cell(value: object) -> object:
    match value:
        case Decimal():
            return number_words(value)
        case date():
            return value.isoformat()
        case list():
            return _SEPARATOR.join(value)
    return "" if value is None else value
