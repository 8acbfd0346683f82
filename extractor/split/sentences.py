"""Where sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterator

LIMIT = 3000
"""Characters: Sudachi refuses an input over 49,149 bytes, and nobody reads a fact out of a longer sentence."""

_BRACKET_REACH = 400
_PAIRS = dict(zip("」』）)｣】〉》”", "「『（(｢【〈《“", strict=True))
_OPENERS = frozenset(_PAIRS.values())
_SIGN = re.compile("[。！？!?\n" + "".join(re.escape(mark) for pair in _PAIRS.items() for mark in pair) + "]")
_END = re.compile(r"[。！？!?]+[」』）)｣】〉》”]*|\n")
# 何だろう？って、 / 真意はどこに？が示すもの: no sentence begins with these particles.
_GOES_ON = re.compile(r"って|とい|との|と(?=[思言考聞語述問])|を|の(?!ち)|が(?![、んっらば])")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of a block's text, without white space at their ends; none is blank or over LIMIT."""
    start = 0
    for end in (*_ends(text), len(text)):
        yield from _pieces(text, start, end)
        start = end


def _ends(text: str) -> Iterator[int]:
    """Offsets behind 。！？ and newlines outside brackets: 「…。」と述べた goes on."""
    closing = _matches(text)
    passed = 0
    for sign in _SIGN.finditer(text):
        at = sign.start()
        if at < passed:
            continue
        if at in closing:
            passed = closing[at]
        elif (end := _END.match(text, at)) and not _in_latin_name(text, at):
            passed = end.end()
            if text[at] in "。\n" or not _GOES_ON.match(text, passed):
                yield passed


def _matches(text: str) -> dict[int, int]:
    """Opening brackets → their closing ones; one that is not closed within 400 characters is a slip and no bracket."""
    matches: dict[int, int] = {}
    stack: list[int] = []
    for sign in _SIGN.finditer(text):
        mark, at = sign[0], sign.start()
        if mark == "\n":
            stack.clear()
        elif mark in _OPENERS:
            stack.append(at)
        elif opener := _PAIRS.get(mark):
            depth = next((i for i in range(len(stack) - 1, -1, -1) if text[stack[i]] == opener), None)
            if depth is not None:
                if at - stack[depth] <= _BRACKET_REACH:
                    matches[stack[depth]] = at
                del stack[depth:]
    return matches


def _in_latin_name(text: str, at: int) -> bool:
    """Yahoo!ニュース, https://a.jp/?p=1: an ASCII mark right behind a Latin letter ends no Japanese sentence."""
    return text[at] in "!?" and at > 0 and text[at - 1].isascii() and (text[at - 1].isalnum() or text[at - 1] == "/")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while True:
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start >= end:
            return
        if end - start <= LIMIT:
            yield start, end
            return
        cut = text.rfind("、", start, start + LIMIT) + 1 or start + LIMIT
        yield start, cut
        start = cut
