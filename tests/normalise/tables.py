"""Tables of marked-up sentences: «…» marks the one mention that a row's text holds."""

from __future__ import annotations

import csv
from pathlib import Path

from extractor.model import ValueMention

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `NAME.tsv` by column; an empty cell at the end may be left out, a line with # is a heading."""
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    reader = csv.DictReader(
        (line for line in lines if not line.startswith("#")), delimiter="\t", restval="", quoting=csv.QUOTE_NONE
    )
    return list(reader)


def unmark(text: str) -> tuple[str, int, int]:
    """The text without its marks, and where the marked words stand in it."""
    before, rest = text.split("«")
    words, after = rest.split("»")
    return before + words + after, len(before), len(before) + len(words)


def only(found: list[ValueMention], start: int, end: int) -> ValueMention:
    """The one mention that was found, at the marked words."""
    assert [(one.start, one.end) for one in found] == [(start, end)], found
    return found[0]
