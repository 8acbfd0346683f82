"""Lists as Japanese texts write them, one item a line or all in one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.split.block import Block, trim

# ▲5億円 and ▼3% are losses and falls, ○○社 hides a name, 1.5億円 is an amount: none of them starts an item.
_BULLET = re.compile(
    r"(?:[・･◇◆◎•‣◦]|([●○▽])(?!\1)|[▲△▼](?!\d)|[-*+–—－](?=[ \t\u3000])"
    r"|[①-⑳]|[(（]\d{1,2}[)）]|\d{1,2}[.．)）](?!\d))\s*"
)
_DIGEST = re.compile(r"[▽◆]|▼(?!\d)")  # wherever they stand, they part
_REPEATED = re.compile(r"([●◇■□◎★☆○])(?!\1)")  # these part where the line begins with one and holds it again


def bullet_end(text: str, start: int, end: int) -> int | None:
    """Where an item's words begin, if a bullet or number stands at `start`."""
    found = _BULLET.match(text, start, end)
    return found.end() if found and found.end() < end else None


def item_blocks(text: str, block: Block) -> Iterator[Block]:
    """The block, or its items: one behind a bullet, several in a digest's line 「▽A、Bを買収▽C、10億円調達」."""
    marks = [found.start() for found in _marks(text, block)]
    if len(marks) < 2 and marks != [block.start]:
        words = bullet_end(text, block.start, block.end)
        yield block if words is None else Block("item", words, block.end, markdown=block.markdown)
        return
    lead = trim(text, block.start, marks[0])
    if lead[0] < lead[1]:
        yield Block(block.kind, *lead, markdown=block.markdown)
    for mark, following in zip(marks, [*marks[1:], block.end], strict=True):
        start, end = trim(text, mark + 1, following)
        if start < end:
            yield Block("item", start, end, markdown=block.markdown)


def _marks(text: str, block: Block) -> list[re.Match[str]]:
    """The marks that part a digest's line."""
    first = _REPEATED.match(text, block.start, block.end)
    same = [m for m in _REPEATED.finditer(text, block.start, block.end) if first and m[1] == first[1]]
    return same if len(same) > 1 else list(_DIGEST.finditer(text, block.start, block.end))
