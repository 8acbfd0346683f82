"""Markdown markup out of a piece of text, with the way back to the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TARGET = r"""\((?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
_MARKUP = re.compile(
    rf"""
    (?P<escape> \\(?=[!-/:-@\[-`{{-~]) ) .
  | (?P<drop> <!--.*?--> | !\[[^\]]*\](?:{_TARGET}|\[[^\]]*\]) | \[\^[^\]\s]+\] )
  | &(?P<amp>amp); | (?P<entity> &(?:[A-Za-z][A-Za-z0-9]{{1,31}}|\#[A-Za-z0-9]{{1,7}}); )
  | \[ (?P<label> (?: !\[[^\]]*\]{_TARGET} | [^\[\]] | \[[^\[\]]*\] )* ) \] (?: {_TARGET} | \[[^\[\]]*\] )
  | (?P<ticks>`+) (?P<code>.+?) (?<!`)(?P=ticks)(?!`)
  | (?P<hard> (?:(?<![ ])[ ]{{2,}}|\\)\r?\n(?:[ \t]*>)*[ \t]* | <br\s*/?> )
  | (?P<soft> (?<![ \t])[ \t]*(?:\r\n|\r|\n)(?:[ \t]*>)*[ \t]* )
  | (?P<tag> </?[A-Za-z][^<>]*> )
  | (?P<marks> \*\*+ | ~~ | (?<![A-Za-z0-9])__+(?=\S) | (?<=\S)__+(?![A-Za-z0-9]) )
  | \*(?=\S) (?P<star>[^*\n]+?) (?<=\S)\*
  | (?<![A-Za-z0-9_])_(?=\S) (?P<line>[^_\n]+?) (?<=\S)_(?![A-Za-z0-9_])
    """,
    re.VERBOSE | re.DOTALL,
)
_INNER = ("label", "code", "star", "line")
_STRAIGHT = re.compile(r'"(?=[^\s"、。])([^"\n]{1,40})(?<![\s、。])"')


@dataclass(frozen=True, slots=True)
class Clean:
    """Text without markup; `offsets[i]` is where `text[i]` stands in the source, the last one more where it ends.

    Every character is the source's, but for the space or newline that stands for a line's break, and for a pair of
    straight quotes, which is read as one that opens and one that closes.
    """

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source's span of `text[start:end]`, without markup at either end."""
        if start == end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def clean(text: str, start: int, end: int, markdown: bool) -> Clean:
    """`text[start:end]`, in Markdown without link targets, images, emphasis, ticks, tags, entities and soft breaks."""
    if not markdown or not _MARKUP.search(text, start, end):
        return Clean(_curled(text[start:end]), range(start, end + 1))
    kept: list[str] = []
    offsets: list[int] = []
    for at, words in _pieces(text, start, end):
        kept.append(words)
        offsets.extend(range(at, at + len(words)))
    offsets.append(end)
    return Clean(_curled("".join(kept)), offsets)


def _curled(text: str) -> str:
    """製品 "X" → 製品 “X”."""
    return _STRAIGHT.sub(r"“\1”", text) if '"' in text else text


def enclosures(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of links, code, emphasised words and escapes: half of one would not be read as markup any more."""
    found = _MARKUP.finditer(text, start, end)
    return [one.span() for one in found if any(one[name] for name in (*_INNER, "escape"))]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The parts to keep, each with its place."""
    at = start
    for found in _MARKUP.finditer(text, start, end):
        yield at, text[at : found.start()]
        at = found.end()
        if found["escape"]:
            yield at - 1, text[at - 1]
        elif found["amp"]:
            yield found.start(), "&"
        elif found["hard"]:
            yield found.start(), "\n"
        elif found["soft"]:
            # Latin words are parted by the break between their lines, Japanese ones are not.
            if found.start() > start and at < end and (text[found.start() - 1] + text[at]).isascii():
                yield found.start(), " "
        elif inner := next((name for name in _INNER if found[name]), None):
            if inner == "code":
                yield found.start(inner), found[inner]
            else:
                yield from _pieces(text, *found.span(inner))
    yield at, text[at:end]
