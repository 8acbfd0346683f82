"""Amounts of money: 約30億円, 17.4億ドル, $1.5 billion, 50億〜100億ユーロ, 200億ドル（約3兆円）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractor.model import Money, Number, ValueMention
from extractor.normalise.conversion import find_rates, read_conversions
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


def find_money(text: str, *, start: int = 0, end: int | None = None) -> list[ValueMention]:
    """Every amount in `text[start:end]`; conversions (in brackets, after ＝) are `equivalents`.

    The span covers the amount with the bound words that touch it (約30億円, 数十億円規模), not 総額, not a conversion.
    """
    return located(text, start, end, lambda piece: read_money(folded := fold(piece), list(find_numbers(folded))))


def read_money(text: str, tokens: Sequence[NumberToken]) -> list[ValueMention]:
    """The amounts among the numbers of folded text."""
    measures = read_measures(text, tokens, _unit_of)
    rates = find_rates(text, measures)
    found = []
    index = 0
    while index < len(measures):
        if index in rates:
            index += 1
            continue
        measure, converted, index = read_conversions(text, measures, index, rates)
        found.append(ValueMention(measure.start, measure.end, _money(measure), tuple(_money(one) for one in converted)))
    return found


def _money(measure: Measure) -> Money:
    return Money(measure.value, measure.name, measure.bound, measure.low, measure.high)


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
