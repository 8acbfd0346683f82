"""Numbers as written in Japanese: 二十億, 1億2000万, 1,200, 17.4億, 数十億. All functions take folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.model import Number

_KANJI_DIGITS = "〇一二三四五六七八九"
_SMALL = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}
_LONGEST = 48  # code points of a kanji number up to 京
_SERIAL = re.compile("[0-9,]{22}")  # longer runs of digits are serial numbers

# Atomic throughout: a number is read once from left to right, so no input makes the scan quadratic. Groups rather than
# possessive quantifiers, which Python before 3.11.5 matches wrongly when they are nested.
_ARABIC = r"(?>[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?)"
_KANJI_POINT = f"(?<=[{_KANJI_DIGITS}])・(?=[{_KANJI_DIGITS}])"  # 一・五億
_GROUP = f"(?>(?:{_ARABIC}|[{_KANJI_DIGITS}十百千数]|{_KANJI_POINT})+)"
NUMBER = rf"(?>{_GROUP}(?: ?[万億兆京](?:{_GROUP}| {_GROUP}(?= ?[万千])))*(?: ?[万億兆京])?)"
_NUMBER = re.compile(f"(?=[0-9{_KANJI_DIGITS}十百千数])(?:{NUMBER})")  # most letters begin none
_MYRIAD_GROUP = re.compile(r"([^万億兆京]*)([万億兆京]?)")
_PLACE = re.compile(rf"([0-9][0-9.]*|[{_KANJI_DIGITS}][{_KANJI_DIGITS}・]*|数)?([十百千]?)")
_FEW_ROUND = re.compile("数(10{1,3})(?![0-9])")


@dataclass(frozen=True, slots=True)
class NumberToken:
    """A number at `start:end`; `low == high` unless it is vague (数十億).

    `scale` is its last myriad (億: 10**8), else 1. `glued`: stuck to a Latin letter before it, as the 100 of H100.
    """

    start: int
    end: int
    low: Number
    high: Number
    scale: int
    glued: bool

    @property
    def vague(self) -> bool:
        return self.low != self.high


def whole(value: Number) -> Number:
    """An int where `value` is whole."""
    return int(value) if value == int(value) else value


def parse_number(text: str) -> Number | None:
    """The value of one folded number (`二億五千万` is 250000000), or None where it is none or is vague."""
    if not _NUMBER.fullmatch(text):
        return None
    bounds = _parse(text)
    return bounds[0] if bounds and bounds[0] == bounds[1] else None


def find_numbers(text: str) -> Iterator[NumberToken]:
    """Every number in folded text, in order."""
    for match in _NUMBER.finditer(text):
        bounds = _parse(match[0])
        if bounds:
            start = match.start()
            before = text[start - 1 : start]
            yield NumberToken(
                start,
                match.end(),
                *bounds,
                scale=_MYRIADS.get(match[0][-1], 1),
                glued=before.isascii() and before.isalpha(),
            )


def _parse(text: str) -> tuple[Number, Number] | None:
    if len(text) > _LONGEST or _SERIAL.search(text):
        return None
    text = text.replace(",", "").replace(" ", "")
    # 数10億 is 数十億, while 10数億 is 十数億.
    text = _FEW_ROUND.sub(lambda match: "数" + "十百千"[len(match[1]) - 2], text)
    if text.count("数") > 1:
        return None
    low = _value(text, least=True)
    high = _value(text, least=False) if "数" in text else low
    return None if low is None or high is None else (whole(low), whole(high))


def _value(text: str, *, least: bool) -> Number | None:
    total: Number = 0
    last = 10**20
    for group, myriad in _MYRIAD_GROUP.findall(text):
        if not group and not myriad:
            continue
        unit = _MYRIADS.get(myriad, 1)
        value = _small(group, least=least)
        if value is None or unit >= last:  # units only go down: 3万2億 is no number
            return None
        total, last = total + value * unit, unit
    return total


def _small(group: str, *, least: bool) -> Number | None:
    total: Number = 0
    last = 10**20
    for digits, unit in _PLACE.findall(group):
        if not digits and not unit:
            continue
        place = _SMALL.get(unit, 1)
        if place >= last and digits != "数":  # 十百
            return None
        if digits == "数":
            # 数十億 is 20億 to 90億, but 十数億 is 11億 to 19億: 数 added to a larger place may be one.
            few = (1 if total and place == 1 else 2) if least else 9
            total += few * place
        else:
            total += (_digits(digits) if digits else 1) * place
        last = place
    return total


def _digits(text: str) -> Number:
    plain = "".join(str(_KANJI_DIGITS.index(letter)) if letter in _KANJI_DIGITS else letter for letter in text)
    plain = plain.replace("・", ".").rstrip(".")
    return Decimal(plain) if "." in plain else int(plain)
