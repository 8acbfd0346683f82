"""Rows of Markdown tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.split.block import Block, Span, trim
from extractor.split.sentences import LIMIT

_PREFIX = re.compile(r"(?:[\s>]|[-*+][ \t]|\d+[.)][ \t])*\|?")
_BAR = re.compile(r"(?<!\\)\|")


def row_cells(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The cells of a row's line, without the bars and white space around them; an empty cell has an empty span."""
    begin = start
    if prefix := _PREFIX.match(text, start, end):
        begin = prefix.end()
    bars = [found.start() for found in _BAR.finditer(text, begin, end)]
    if not bars or bars[-1] != end - 1:
        bars.append(end)
    cells = []
    for bar in bars:
        cells.append(trim(text, begin, bar))
        begin = bar + 1
    return tuple(cells)


def row_block(cells: tuple[Span, ...], header: tuple[Span, ...]) -> Iterator[Block]:
    """The row as one block; one too long for a sentence comes cell by cell, without its columns."""
    missing = len(header) - len(cells)
    cells += ((cells[-1][1],) * 2,) * missing
    told = [cell for cell in cells if cell[0] < cell[1]]
    if told and told[-1][1] - told[0][0] <= LIMIT:
        yield Block("row", told[0][0], told[-1][1], cells, header)
    else:
        yield from (Block("paragraph", *cell) for cell in told)
