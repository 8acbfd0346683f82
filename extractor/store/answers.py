"""Answers as JSON and CSV, for programs: every column, numbers exact, days in ISO 8601."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from typing import TextIO

from extractor.export.words import number_words
from extractor.store.queries import Answer


def write_answer(answer: Answer, format: str, stream: TextIO) -> None:
    """A list of objects, or a header and a row a row; what is not told is null, or empty."""
    if format == "json":
        stream.write(json.dumps(answer.rows, ensure_ascii=False, indent=2, default=_json) + "\n")
        return
    rows = csv.DictWriter(stream, answer.columns)
    rows.writeheader()
    rows.writerows({name: _cell(value) for name, value in row.items()} for row in answer.rows)


def _json(value: object) -> str | float:
    return float(value) if isinstance(value, Decimal) else str(value)


def _cell(value: object) -> object:
    return number_words(value) if isinstance(value, Decimal) else value
