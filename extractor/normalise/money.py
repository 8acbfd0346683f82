"""Amounts of money: 約30億円, 17.4億ドル, $1.5 billion, 50億〜100億ユーロ, 200億ドル（約3兆円）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from extractor.model import Money, Number, ValueMention
from extractor.normalise.bounds import read_after
from extractor.normalise.currency import NAME_AFTER, SIGN_BEFORE, WORDLIKE, code_of
from extractor.normalise.fold import fold, located
from extractor.normalise.measure import Measure, Unit, read_measures
from extractor.normalise.number import NumberToken, find_numbers

_LATIN_SCALE = re.compile(
    "(?: ?(?i:(trillion|tn)|(billion|bn)|(million|mn)|(thousand))|(T)|([Bb])|([Mm])|([Kk]))(?![A-Za-z])"
)
_SCALES = (10**12, 10**9, 10**6, 10**3) * 2
_CENTS = re.compile("([0-9]{1,2})(?:銭|セント)")
_BARE_KANJI = re.compile("[〇一二三四五六七八九]+")

_OPEN, _CLOSE = "([〔", ")]〕"
_BRACKET_LIMIT = 60  # code points; a longer bracket holds more than a conversion
# What a bracket may say beside the converted amount: 日本円で, 円換算で, 1ドル=150円で計算, 7月時点のレートで.
_LEAD_WORDS = (
    "日本円|日本|円|米ドル|ドル|邦貨|換算|相当|当時|現在|直近|為替|相場|レート|計算|時点|発表|以下|同じ|同|すると|にして|して"
    "|にすると|に直すと|では|だと|[0-9]{1,2}[月日]|[のにでは、,;:・/= ]|約"
)
_CONVERSION_WORDS = re.compile(f"(?:{_LEAD_WORDS})*")
_LEAD = re.compile(
    "(?:=|/)|[、,]? ?(?:日本円|米ドル|円|ドル)(?:換算|建て)?(?:に換算すると|に直すと|に換算して|にすると|にして|では|だと|で)[、,は]?"
)
_RATE_JOINT = re.compile("=|は|が|、|あたり|当たり|につき| ")


@dataclass(frozen=True, slots=True)
class _Amount:
    measure: Measure
    rate: bool = False


def find_money(text: str, *, start: int = 0, end: int | None = None) -> list[ValueMention]:
    """Every amount in `text[start:end]`; a conversion (in brackets, after ＝ or 日本円で) becomes an equivalent of its amount.

    The span covers the amount with the bound words that touch it (約30億円, 数十億円規模), not 総額 and not the conversion.
    """
    return located(text, start, end, lambda piece: read_money(folded := fold(piece), list(find_numbers(folded))))


def read_money(text: str, tokens: Sequence[NumberToken]) -> list[ValueMention]:
    """The amounts among the numbers of folded text."""
    amounts = _mark_rates(text, read_measures(text, tokens, _unit_of))
    found = []
    index = 0
    while index < len(amounts):
        amount = amounts[index]
        index += 1
        if amount.rate:
            continue
        measure, converted, index = _with_conversion(text, amount.measure, amounts, index)
        found.append(ValueMention(measure.start, measure.end, _money(measure), tuple(_money(one) for one in converted)))
    return found


def _money(measure: Measure) -> Money:
    return Money(measure.value, measure.name, measure.bound, measure.low, measure.high)


# --- one amount --------------------------------------------------------------------------------------


def _unit_of(text: str, token: NumberToken, first: Unit | None) -> Unit | None:
    scale = _LATIN_SCALE.match(text, token.end)
    factor = _SCALES[(scale.lastindex or 1) - 1] if scale else 1
    end = scale.end() if scale else token.end
    sign = SIGN_BEFORE.search(text, max(0, token.start - 6), token.start)
    name = NAME_AFTER.match(text, end)
    if sign and _looks_like_money(text, token, sign[0], factor):
        return _signed(text, token, sign, factor, end)
    if name and _follows(text, token, name[0], factor):
        extra, end = _cents(text, name.end())
        return Unit(token.start, end, code_of(name[0]), factor, extra)
    if first and first.before:  # the million of $5–10 million
        return Unit(token.start, end, first.name, factor)
    return None


def _signed(text: str, token: NumberToken, sign: re.Match[str], factor: int, end: int) -> Unit:
    code = code_of(sign[0])
    name = NAME_AFTER.match(text, end)
    if name and not name[0].startswith(" "):  # told twice: ￥1,000万円, $20億香港ドル
        end = name.end()
        code = code_of(name[0]) if sign[0].strip() == "$" else code
    return Unit(sign.start(), end, code, factor, before=True)


def _follows(text: str, token: NumberToken, name: str, factor: int) -> bool:
    if token.glued and token.scale == 1 and factor == 1:
        return False
    written = text[token.start : token.end]
    # 関東一円, 一元化, 二元論: with 円 and 元 a bare kanji digit is part of a word.
    if name.endswith(("円", "元")) and _BARE_KANJI.fullmatch(written):
        return False
    return _looks_like_money(text, token, name, factor)


def _looks_like_money(text: str, token: NumberToken, name: str, factor: int) -> bool:
    return name.strip() not in WORDLIKE or factor > 1 or token.scale > 1 or "," in text[token.start : token.end]


def _cents(text: str, end: int) -> tuple[Number, int]:
    cents = _CENTS.match(text, end)
    return (Decimal(cents[1]) / 100, cents.end()) if cents else (0, end)


# --- rates and conversions ---------------------------------------------------------------------------


def _mark_rates(text: str, measures: list[Measure]) -> list[_Amount]:
    """Marks both sides of 1ドル=150円, 1ユーロ160円, 100円=1ドル: prices of money, no amounts."""
    rate = [False] * len(measures)
    for index, (left, right) in enumerate(pairwise(measures)):
        joint = text[left.end : right.start]
        if left.name == right.name or (joint and not _RATE_JOINT.fullmatch(joint)):
            continue
        if (
            left.value == 1
            or (joint == "=" and right.value == 1)
            or (left.value == 100 and left.name in ("JPY", "KRW"))
        ):
            rate[index] = rate[index + 1] = True
    return [_Amount(measure, is_rate) for measure, is_rate in zip(measures, rate, strict=True)]


def _with_conversion(
    text: str, measure: Measure, amounts: Sequence[_Amount], index: int
) -> tuple[Measure, list[Measure], int]:
    """The amount with the bound told after its conversion, its equivalents, and the index of the first amount after them."""
    end = measure.end
    if text[end : end + 1] and text[end] in _OPEN:
        return _bracketed(text, measure, amounts, index)
    lead = _LEAD.match(text, end)
    if lead and index < len(amounts):
        other = amounts[index].measure
        if other.start == lead.end() and other.name != measure.name and not amounts[index].rate:
            return measure, [other], index + 1
    return measure, [], index


def _bracketed(
    text: str, measure: Measure, amounts: Sequence[_Amount], index: int
) -> tuple[Measure, list[Measure], int]:
    opening = measure.end
    closing = _closing(text, opening)
    inside = []
    after = index
    while after < len(amounts) and amounts[after].measure.end <= closing:
        inside.append(amounts[after])
        after += 1
    converted = [amount.measure for amount in inside if not amount.rate]
    rest = text[opening + 1 : closing]
    for amount in reversed(inside):
        at = amount.measure.start - opening - 1
        rest = rest[:at] + rest[amount.measure.end - opening - 1 :]
    foreign = converted and all(one.name != measure.name for one in converted)
    if not foreign or not _CONVERSION_WORDS.fullmatch(rest):
        return measure, [], index
    _, told = read_after(text, closing + 1)  # 1億ドル（約160億円）規模
    if told and measure.bound == "exact":
        measure = replace(measure, bound=told[0])
    return measure, converted, after


def _closing(text: str, opening: int) -> int:
    """The end of a bracket's inside; a text cut off in the middle ends it too."""
    limit = min(len(text), opening + _BRACKET_LIMIT)
    for at in range(opening + 1, limit):
        if text[at] in _CLOSE or text[at] == "\n":
            return at
    return len(text) if limit == len(text) else opening
