"""Patterns that backtrack: each is run on texts made to mislead it, ever longer, until it takes too long or holds.

A text is what the pattern wants up to one of its repetitions, then what that repeats, over and over, then an end that
fits nothing. It grows by small steps, so that a pattern of exponential time is found out while it still takes little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from time import process_time
from typing import Any

LIMIT = 0.1  # seconds of CPU for one text
LETTERS = 400  # of the longest text
SAMPLES = 24  # of what a repetition repeats
TRIES = 3  # a machine that was busy elsewhere once makes no pattern slow
ENDS = ("", "\0")
# Letters that classes are tried with, in this order, so that classes that overlap are given the same one.
COMMON = "亜アあa1、 "

REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s", op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip

Attack = tuple[str, str]  # what stands before, and what is repeated


def slowest(pattern: re.Pattern[str], sentences: Iterable[str] = ()) -> str | None:
    """A text on which a search takes more than LIMIT, or None. `sentences` that it matches mislead it cut short."""
    texts = (text for attack in dict.fromkeys(attacks(pattern)) for end in ENDS for text in _growing(*attack, end))
    cut = (text for one in sentences for text in (*(one[:at] for at in range(len(one))), *_growing("", one[:-1], "")))
    return next((text for text in chain(texts, cut) if _is_slow(pattern, text)), None)


def attacks(pattern: re.Pattern[str]) -> Iterator[Attack]:
    """What to repeat for each repetition in a pattern, and what to put before it."""
    yield from _attacks(_parser.parse(pattern.pattern, pattern.flags), "")


def _growing(before: str, repeated: str, end: str) -> Iterator[str]:
    times = 1
    while repeated and len(text := before + repeated * times + end) <= LETTERS:
        yield text
        times += max(1, times // 5)


def _is_slow(pattern: re.Pattern[str], text: str) -> bool:
    return all(_seconds(pattern, text) > LIMIT for _ in range(TRIES))


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    begun = process_time()
    for _ in pattern.finditer(text):
        pass
    return process_time() - begun


def _attacks(items: Iterable[tuple[Any, Any]], before: str) -> Iterator[Attack]:
    for code, told in items:
        for inner in _inside(code, told):
            yield from _attacks(inner, before)
        if code in REPEATS and told[1] > 1:
            yield from ((before, repeated) for repeated in islice(_samples(told[2]), SAMPLES))
        before += next(_samples([(code, told)]), "")


def _inside(code: Any, told: Any) -> Sequence[Any]:
    """The sequences that an item of a parsed pattern holds."""
    if code is op.BRANCH:
        return told[1]  # type: ignore[no-any-return]
    if code is op.SUBPATTERN:
        return (told[3],)
    if code in REPEATS:
        return (told[2],)
    if code is op.ATOMIC_GROUP:
        return (told,)
    return (told[1],) if code in (op.ASSERT, op.ASSERT_NOT) else ()


def _samples(items: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """Texts that a sequence matches: one for each way through its alternatives, repetitions as few as may be."""
    items = list(items)
    if not items:
        yield ""
        return
    for first in _item_samples(*items[0]):
        yield from (first + rest for rest in _samples(items[1:]))


def _item_samples(code: Any, told: Any) -> Iterator[str]:
    if code is op.LITERAL:
        yield chr(told)
    elif code is op.ANY or code is op.NOT_LITERAL:
        yield next(letter for letter in COMMON if code is op.ANY or ord(letter) != told)
    elif code is op.IN:
        yield from _letters(told)
    elif code in (op.ASSERT, op.ASSERT_NOT, op.AT, op.GROUPREF):
        yield ""
    else:
        times = max(1, told[0]) if code in REPEATS else 1
        for inner in _inside(code, told):
            yield from (sample * times for sample in _samples(inner))


def _letters(told: Sequence[tuple[Any, Any]]) -> Iterator[str]:
    """Letters of a class: the first of COMMON, then those that it names."""
    own = [chr(value if kind is op.LITERAL else value[0]) for kind, value in told if kind in (op.LITERAL, op.RANGE)]
    outside = told[0][0] is op.NEGATE
    common = (letter for letter in COMMON if any(_fits(letter, one) for one in told) is not outside)
    yield from islice(common, 1)
    yield from () if outside else own


def _fits(letter: str, one: tuple[Any, Any]) -> bool:
    kind, value = one
    if kind is op.LITERAL:
        return letter == chr(value)
    if kind is op.RANGE:
        return chr(value[0]) <= letter <= chr(value[1])
    if kind is op.CATEGORY:
        return re.fullmatch(CATEGORIES[value], letter) is not None
    return False
