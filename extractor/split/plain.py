"""Plain text → blocks: every line is one, since nothing tells a wrapped line from the next paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.split.block import Block, trim
from extractor.split.headline import is_heading, is_headline
from extractor.split.items import bullet_end, item_blocks

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SECTION = re.compile(r"[■□]|(【[^】]*】|＜[^＞]*＞|〈[^〉]*〉|《[^》]*》)([（(][^（）()]*[）)])?$")


def plain_blocks(text: str, start: int, end: int) -> Iterator[Block]:
    """The blocks of `text[start:end]`, headings and list items told from paragraphs."""
    lines = [trim(text, *found.span()) for found in _LINE.finditer(text, start, end)]
    blank = [True, *(first == last for first, last in lines), True]
    top = blank.index(False) if False in blank else 0
    for number, (first, last) in enumerate(lines, start=1):
        if blank[number]:
            continue
        line = text[first:last]
        alone = (blank[number - 1] and blank[number + 1]) or _SECTION.match(line)
        is_title = (number == top and is_headline(line)) or (alone and is_heading(line))
        if is_title and bullet_end(text, first, last) is None:
            yield Block("heading", first, last, markdown=False)
        else:
            yield from item_blocks(text, Block("paragraph", first, last, markdown=False))
