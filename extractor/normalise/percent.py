"""Percentages and stakes: 14%, 約33.4%, 2割強, 3割5分, 3分の1, 過半数, 全株式. Growth (7割増, 前年比5%増) is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from extractor.model import Bound, Number, Percent, ValueMention
from extractor.normalise.bounds import read_after, read_before, strongest
from extractor.normalise.fold import compiled, fold, located
from extractor.normalise.measure import Unit, read_measures
from extractor.normalise.number import NumberToken, find_numbers, parse_number, whole

_PERCENT = compiled(" ?(?:%(?![0-9A-F]{2})|㌫|パーセント)(?!ポイント|pt)")
# 割引, 割り当て, 割合, 割安 are other words.
_TENTHS = re.compile("割(?![引り当合安高る])(?:([1-9一二三四五六七八九])分)?(?:([1-9一二三四五六七八九])厘)?")
_WHOLE = (
    r"完全子会社|全額出資|(?:発行済み?)?全(?:発行済み?)?株(?:式)?(?!主)|(?:全て|すべて|全部)の(?:発行済み?)?株式"
    r"|(?:発行済み?)?株式の(?:全て|すべて|全部|全株|全数)|株式を(?:全て|すべて|全部)(?=取得|買|譲|売|保有)"
)
_WORDS = re.compile(f"(?=[完全発株過半折])(?:(?P<all>{_WHOLE})|(?P<majority>過半数?)|(?P<half>半数|半分|折半))")

_CHANGE_WORDS = (
    "増(?!資)|減(?!資|税)|上昇|上が|上げ|上回|上振|上乗|下落|下が|下げ|下回|下振|低下|低い|低く|高[いくまめ。、]|高$|安|伸|拡大|縮小|成長"
    "|改善|悪化|改定|引き?上げ|引き?下げ|値上|値下|値引|割引|引き|オフ|OFF|アップ|ダウン|プラス|マイナス|急増|急減|急騰|急落|反発|反落|続[伸落]"
)
_CHANGE_AFTER = compiled(f"(?:[の、)]|ほど)? ?(?:大幅(?:に|な)?)?(?:{_CHANGE_WORDS})")
# 前年比5%, 前の期比8%; 出資比率30% and 構成比30% are shares.
_CHANGE_BEFORE = re.compile("(?:前[^、。 ]{0,8}|[年月期日度])比(?:で|は|、)?\\Z|(?:プラス|マイナス|[▲△+])\\Z")


def find_percents(text: str, *, start: int = 0, end: int | None = None) -> list[ValueMention]:
    """Every percentage, tenth (割), fraction and word for a share in `text[start:end]`; growth is none."""
    return located(text, start, end, lambda piece: read_percents(folded := fold(piece), list(find_numbers(folded))))


def read_percents(text: str, tokens: Sequence[NumberToken]) -> list[ValueMention]:
    """The percentages among the numbers and the words of folded text."""
    found = [
        ValueMention(one.start, one.end, Percent(one.value, one.bound, one.low, one.high))
        for one in read_measures(text, tokens, _unit_of)
        if not _is_change(text, one.start, one.end)
    ]
    found += _fractions(text, tokens)
    found += _words(text)
    return sorted(found, key=lambda mention: mention.start)


def _unit_of(text: str, token: NumberToken, first: Unit | None) -> Unit | None:
    if token.glued:
        return None
    if sign := _PERCENT.match(text, token.end):
        return Unit(token.start, sign.end(), "%")
    if tenths := _TENTHS.match(text, token.end):
        parts = [int(parse_number(part) or 0) if part else 0 for part in tenths.groups()]
        return Unit(token.start, tenths.end(), "割", 10, whole(parts[0] + Decimal(parts[1]) / 10))
    return None


def _fractions(text: str, tokens: Sequence[NumberToken]) -> list[ValueMention]:
    found = []
    for below, above in pairwise(tokens):
        if text[below.end : above.start] == "分の" and not above.vague and 0 < above.low <= below.low:
            share = (Decimal(above.low) * 100 / Decimal(below.low)).quantize(Decimal("0.01"), ROUND_HALF_UP)
            found.append(_bounded(text, below.start, above.end, whole(share)))
    return found


def _words(text: str) -> list[ValueMention]:
    found = []
    for match in _WORDS.finditer(text):
        if match.lastgroup == "all":
            found.append(ValueMention(match.start(), match.end(), Percent(100)))
        else:
            found.append(_bounded(text, *match.span(), 50, ("at_least",) if match.lastgroup == "majority" else ()))
    return found


def _bounded(text: str, start: int, end: int, value: Number, told: tuple[Bound, ...] = ()) -> ValueMention:
    start, before = read_before(text, start)
    end, after = read_after(text, end)
    return ValueMention(start, end, Percent(value, strongest(before, (*told, *after))))


def _is_change(text: str, start: int, end: int) -> bool:
    before = _CHANGE_BEFORE.search(text, max(0, start - 12), start)
    return bool(before or _CHANGE_AFTER.match(text, end))
