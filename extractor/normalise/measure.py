"""A number with its unit, bounds and range: what money, percentages and quantities share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.model import Bound, Number
from extractor.normalise.bounds import read_after, read_before, strongest
from extractor.normalise.number import NumberToken, whole


@dataclass(frozen=True, slots=True)
class Unit:
    """A number's unit: the number with it stands at `start:end` and is worth `number * factor + extra` of `name`.

    `before`: the unit is written before the number ($20B).
    """

    start: int
    end: int
    name: str
    factor: Number = 1
    extra: Number = 0
    before: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured amount at `start:end`, its bound words included."""

    start: int
    end: int
    name: str
    value: Number | None
    bound: Bound
    low: Number | None = None
    high: Number | None = None


UnitReader = Callable[[str, NumberToken, Unit | None], Unit | None]
"""Reads a token's unit; the third argument is the unit of the range's first number ($5–10 million)."""

_RANGE = re.compile(" ?(?:[〜~‐‑–—―−ー-]|から|ないし|乃至|以上|超) ?(?:約|およそ)?")
# 1億円から3億円に引き上げ: a change from one to the other, two amounts.
_CHANGE = re.compile("程?度?[にへ](?!わた|及|のぼ|上る|上った)")
_BELOW = re.compile("未満|以下")
_BAND = re.compile("台(?![湾頭本場所風])")


def read_measures(text: str, tokens: Sequence[NumberToken], unit_of: UnitReader) -> list[Measure]:
    """Every measured amount among the numbers of `text`, in order."""
    found = []
    index = 0
    while index < len(tokens):
        first = unit_of(text, tokens[index], None)
        pair = _read_range(text, tokens, index, first, unit_of)
        if pair:
            found.append(pair)
            index += 2
            continue
        if first:
            found.append(_read_one(text, tokens[index], first))
        index += 1
    return found


def _read_one(text: str, token: NumberToken, unit: Unit) -> Measure:
    start, before = read_before(text, unit.start)
    end, after = read_after(text, unit.end)
    low, high = (whole(number * unit.factor + unit.extra) for number in (token.low, token.high))
    if token.vague:
        return Measure(start, end, unit.name, None, "vague", low, high)
    if band := _BAND.match(text, unit.end):  # 10億円台
        return Measure(start, band.end(), unit.name, None, "vague", low, whole(low + _last_place(low)))
    return Measure(start, end, unit.name, low, strongest(before, after))


def _read_range(
    text: str, tokens: Sequence[NumberToken], index: int, first: Unit | None, unit_of: UnitReader
) -> Measure | None:
    if index + 1 == len(tokens):
        return None
    low_token, high_token = tokens[index : index + 2]
    joint = _RANGE.match(text, first.end if first else low_token.end)
    if not joint or high_token.start - joint.end() not in range(6):
        return None
    second = unit_of(text, high_token, first)
    if not second or not _is_range(text, joint, first, second):
        return None
    high = whole(high_token.high * second.factor + second.extra)
    low = _low_end(low_token, high_token, first, second, high)
    if low > high:
        return None
    start, _ = read_before(text, first.start if first else low_token.start)
    end, _ = read_after(text, second.end)
    return Measure(start, end, second.name, None, "range", low, high)


def _is_range(text: str, joint: re.Match[str], first: Unit | None, second: Unit) -> bool:
    if second.start != joint.end() or (first and first.name != second.name):
        return False
    joining = joint[0].strip(" ")
    if joining.startswith("から"):
        return not _CHANGE.match(text, second.end)
    # 1億円以上3億円未満
    return not joining.startswith(("以上", "超")) or bool(_BELOW.match(text, second.end))


def _low_end(low_token: NumberToken, high_token: NumberToken, first: Unit | None, second: Unit, high: Number) -> Number:
    """The low end takes over the scale that only the high end spells out: 50〜100億ドル, $5–10 million."""
    own = whole(low_token.low * (first.factor if first else second.factor) + (first.extra if first else 0))
    if low_token.scale == 1 and (first is None or (first.before and first.factor == 1)):
        scaled = whole(low_token.low * high_token.scale * second.factor)
        return scaled if scaled <= high else own
    return own


def _last_place(value: Number) -> Number:
    """The place of the last digit that is not zero: 10億 of 130億, 1 of 1009."""
    _, digits, exponent = Decimal(value).normalize().as_tuple()
    return Decimal(10) ** int(exponent) if digits != (0,) else 0
