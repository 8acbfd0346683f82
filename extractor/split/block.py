"""A block of a document: what lies between two blank lines, an item, a row."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model import BlockKind

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """`start` and `end` are offsets into the document; `cells` and `header` are a row's, as in Sentence."""

    kind: BlockKind
    start: int
    end: int
    cells: tuple[Span, ...] = ()
    header: tuple[Span, ...] = ()
    markdown: bool = True


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends, which is empty if nothing else is in it."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, max(start, end - len(words) + len(words.rstrip()))
