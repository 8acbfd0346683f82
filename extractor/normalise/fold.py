"""Width folding that never moves an offset: each character becomes exactly one character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace

from extractor.model import ValueMention

# Kangxi radicals (⽉ in text taken from PDF), compatibility ideographs, full and half width forms. ① and ² are no
# digits: they stay.
_RANGES = ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0xFF01, 0xFFEF))
_SPACES = "\u3000\u00a0\u2009\u202f"


def _table() -> dict[int, str]:
    table = {}
    for low, high in _RANGES:
        for code in range(low, high):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    table |= {ord(space): " " for space in _SPACES}
    table |= {ord("萬"): "万", ord("零"): "〇"}
    return table


_TABLE = _table()
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]+")  # most of a text needs no folding: find what does


def fold(text: str) -> str:
    """`text` with width variants folded; `len(fold(text)) == len(text)`."""
    return _FOLDED.sub(lambda run: run[0].translate(_TABLE), text)


_VOICED = {
    chr(code): apart for code in range(0x3041, 0x3100) if len(apart := unicodedata.normalize("NFD", chr(code))) == 2
}


def compiled(pattern: str) -> re.Pattern[str]:
    """A regex whose voiced kana match as two characters too (half width ﾄﾞﾙ, NFD); inside `[...]` it may have none."""
    return re.compile("".join(f"(?:{letter}|{_VOICED[letter]})" if letter in _VOICED else letter for letter in pattern))


def any_of(words: Iterable[str]) -> str:
    """A regex for any of `words`, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def located(text: str, start: int, end: int | None, read: Callable[[str], list[ValueMention]]) -> list[ValueMention]:
    """The mentions that `read` finds in `text[start:end]`, with offsets in `text`."""
    return moved(read(text[start:end]), start)


def moved(mentions: list[ValueMention], by: int) -> list[ValueMention]:
    """The mentions of a piece of text that begins there, with offsets in the text."""
    return [replace(one, start=one.start + by, end=one.end + by) for one in mentions] if by else mentions
