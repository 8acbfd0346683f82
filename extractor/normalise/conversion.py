"""Which amounts only convert another one, and which are exchange rates. All functions take folded text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.normalise.bounds import read_after, strongest
from extractor.normalise.fold import compiled
from extractor.normalise.measure import Measure

_OPEN, _CLOSE = "([〔", ")]〕\n"
_BRACKET_LIMIT = 60  # code points; a longer bracket holds more than a conversion
# What a bracket may say beside the converted amount: 日本円で, 円換算で, 1ドル=150円で計算, 7月時点のレートで.
_BESIDE = compiled(
    "(?:日本円?|円|米ドル|ドル|邦貨|換算|相当|当時|現在|直近|為替|相場|レート|計算|時点|発表|以下|同じ|同|すると|にして|して"
    "|に直すと|では|だと|約|[0-9]{1,2}[月日]|[のにで、,;:・/= ])*"
)
_LEAD = compiled(
    "(?:=|/)|[、,]? ?(?:日本円|米ドル|円|ドル)(?:換算|建て)?"
    "(?:に換算すると|に直すと|に換算して|にすると|にして|では|だと|で)[、,は]?"
)
_RATE_JOINT = re.compile("(?:=|は|が|、|[当あ]たり|につき| )?")


def find_rates(text: str, measures: Sequence[Measure]) -> frozenset[int]:
    """The indices of both sides of 1ドル=150円, 1ユーロ160円, 100円=1ドル: prices of money, no amounts."""
    rates: set[int] = set()
    for index, (left, right) in enumerate(pairwise(measures)):
        joint = text[left.end : right.start]
        if left.name == right.name or not _RATE_JOINT.fullmatch(joint):
            continue
        by_hundred = left.value == 100 and left.name in ("JPY", "KRW")
        if left.value == 1 or by_hundred or (joint == "=" and right.value == 1):
            rates |= {index, index + 1}
    return frozenset(rates)


def read_conversions(
    text: str, measures: Sequence[Measure], index: int, rates: frozenset[int]
) -> tuple[Measure, list[Measure], int]:
    """The amount at `index` with a bound told after its bracket, its conversions, and where the next amount is."""
    measure = measures[index]
    if text[measure.end : measure.end + 1] in (*_OPEN,):
        return _bracketed(text, measures, index, rates)
    lead = _LEAD.match(text, measure.end)
    if lead and index + 1 < len(measures):
        other = measures[index + 1]
        if other.start == lead.end() and other.name != measure.name and index + 1 not in rates:
            return measure, [other], index + 2
    return measure, [], index + 1


def _bracketed(
    text: str, measures: Sequence[Measure], index: int, rates: frozenset[int]
) -> tuple[Measure, list[Measure], int]:
    measure = measures[index]
    closing = _closing(text, measure.end)
    after = index + 1
    beside, at = "", measure.end + 1
    while after < len(measures) and measures[after].end <= closing:
        beside += text[at : measures[after].start]
        at = measures[after].end
        after += 1
    converted = [measures[inside] for inside in range(index + 1, after) if inside not in rates]
    is_foreign = bool(converted) and all(one.name != measure.name for one in converted)
    if not is_foreign or not _BESIDE.fullmatch(beside + text[at:closing]):
        return measure, [], index + 1
    _, told = read_after(text, closing + 1)  # 1億ドル（約160億円）規模
    if told and measure.value is not None:
        measure = replace(measure, bound=strongest((measure.bound,), told))
    return measure, converted, after


def _closing(text: str, opening: int) -> int:
    """The end of a bracket's inside; the end of a text that is cut off in the middle is one too."""
    limit = min(len(text), opening + _BRACKET_LIMIT)
    closing = next((at for at in range(opening + 1, limit) if text[at] in _CLOSE), None)
    if closing is None:
        return limit if limit == len(text) else opening
    return closing
