"""Documents → blocks → sentences, with offsets into the source."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.model import Document, Sentence
from extractor.read.press_header import find_press_header
from extractor.split.block import Block, Span
from extractor.split.clean import Clean, clean, enclosures
from extractor.split.headline import find_headline, press_headline
from extractor.split.markdown import markdown_blocks
from extractor.split.plain import plain_blocks
from extractor.split.sentences import LIMIT, sentence_spans

__all__ = ["Clean", "clean", "find_headline", "split"]


def split(document: Document) -> tuple[Sentence, ...]:
    """The sentences of the title and the body in order; none is blank and none is longer than 3,000 characters."""
    sentences: list[Sentence] = []
    first_told: dict[tuple[str, ...], int] = {}
    number = 0
    for block in _blocks(document):
        spans = _spans(document.text, block)
        if not spans:
            continue
        key = tuple(document.text[start:end] for start, end in (*block.header, *spans))
        repeat_of = first_told.get(key)
        first_told.setdefault(key, number)
        for start, end in spans:
            sentences.append(Sentence(start, end, number, block.kind, block.cells, block.header, repeat_of))
        number += 1
    return tuple(sentences)


def _blocks(document: Document) -> Iterator[Block]:
    text, body = document.text, document.body
    in_format = markdown_blocks if document.format == "markdown" else plain_blocks
    if document.title:
        yield Block("title", *document.title, markdown=False)
    header = find_press_header(text, body)
    if header:
        yield from in_format(text, body, header.span[0])
        yield Block("press_header", *header.span, markdown=False)
        body = header.span[1]
        if released := press_headline(text, header):
            yield Block("heading", *released, markdown=document.format == "markdown")
            body = released[1]
    yield from in_format(text, body, len(text))


def _spans(text: str, block: Block) -> list[Span]:
    """The spans of a block's sentences."""
    cleaned = clean(text, block.start, block.end, block.markdown)
    if block.kind == "row":
        return [(block.start, block.end)] if cleaned.text.strip() else []
    spans = [cleaned.span(*span) for span in sentence_spans(cleaned.text)]
    for opened, closed in enclosures(text, block.start, block.end) if block.markdown else ():
        # A sentence takes a link whole, and two that share one are one: half a link would be read as text.
        touching = [number for number, (start, end) in enumerate(spans) if start < closed and opened < end]
        if touching:
            start, end = min(opened, spans[touching[0]][0]), max(closed, spans[touching[-1]][1])
            if end - start <= LIMIT:
                spans[touching[0] : touching[-1] + 1] = [(start, end)]
    return spans
