"""Counted and measured things: 10万基, 1GW, 50万キロワット, 1500万株, 2万平方メートル."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from extractor.model import Quantity, ValueMention
from extractor.normalise.fold import compiled, fold, located
from extractor.normalise.measure import Unit, read_measures
from extractor.normalise.number import NumberToken, find_numbers

# By the unit's usual spelling: the other spellings of it. What facilities (power, floor, output, machines), supply and
# shares are counted in; people, shops and cases are no capacity.
_UNITS = {
    "基": "", "台": "", "機": "", "枚": "", "個": "", "本": "", "株": "", "棟": "", "隻": "", "両": "",
    "ラック": "", "ノード": "",
    "W": "ワット",
    "kW": "KW ㎾ キロワット", "MW": "㎿ メガワット", "GW": "ギガワット", "TW": "テラワット",
    "Wh": "ワット時", "kWh": "KWh KWH キロワット時 キロワットアワー", "MWh": "MWH メガワット時 メガワットアワー",
    "GWh": "GWH ギガワット時 ギガワットアワー", "TWh": "TWH テラワット時",
    "平方メートル": "㎡ 平米 m2 m²", "坪": "", "ヘクタール": "ha", "立方メートル": "㎥ m3 m³",
    "トン": "㌧ t", "kg": "㎏ キログラム", "バレル": "", "リットル": "", "キロリットル": "kL kl",
    "PFLOPS": "ペタフロップス", "EFLOPS": "エクサフロップス ExaFLOPS",
}  # fmt: skip
# 基地, 台湾, 機能, 本社, 株主: the unit's character begins another word.
_NOT_BEFORE = {
    "基": "[地金本準礎板盤づ調]",
    "台": "[湾頭本帳風所]",
    "機": "[能器種関械体会動構内長]",
    "枚": "挙",
    "個": "[人別性々室]",
    "本": "[柱社部店田格業当人件州体町郷館営日来拠]",
    "株": "[主式価高安券連]",
    "両": "[社者行国日]",
    "トン": "[ァ-ヶ]",
    "ノード": "[ァ-ヶ]",
    "ラック": "[ァ-ヶ]",
}
_CODES = {spelling: unit for unit, others in _UNITS.items() for spelling in (unit, *others.split())}


def _pattern(spelling: str) -> str:
    if spelling.isascii():
        return re.escape(spelling) + "(?![A-Za-z0-9])"
    not_before = _NOT_BEFORE.get(spelling)
    return spelling + (f"(?!{not_before})" if not_before else "")


_UNIT = compiled(f" ?(?:{'|'.join(_pattern(word) for word in sorted(_CODES, key=len, reverse=True))})")
# 1株あたり, 1枚185ドル and 1台につき tell a price by the piece; 3台目 an ordinal.
_RATE_AFTER = re.compile("(?:あたり|当たり|につき|に付き|ごと|目|=)")
_PRICE_AFTER = re.compile("[0-9]")
_KANJI_WORD = re.compile("[〇一二三四五六七八九]+")


def find_quantities(text: str, *, start: int = 0, end: int | None = None) -> list[ValueMention]:
    """Every number with a unit in `text[start:end]`; 万 is in the value, and units have one spelling (MW)."""
    return located(text, start, end, lambda piece: read_quantities(folded := fold(piece), list(find_numbers(folded))))


def read_quantities(text: str, tokens: Sequence[NumberToken]) -> list[ValueMention]:
    """The quantities among the numbers of folded text."""
    return [
        ValueMention(one.start, one.end, Quantity(one.value, one.name, one.bound, one.low, one.high))
        for one in read_measures(text, tokens, _unit_of)
    ]


def _unit_of(text: str, token: NumberToken, first: Unit | None) -> Unit | None:
    unit = _UNIT.match(text, token.end)
    if not unit or token.glued or text[token.start - 1 : token.start] == "第" or _RATE_AFTER.match(text, unit.end()):
        return None
    if token.low == 1 and _PRICE_AFTER.match(text, unit.end()):
        return None
    if _KANJI_WORD.fullmatch(text[token.start : token.end]):  # 一本化, 三本柱
        return None
    return Unit(token.start, unit.end(), _CODES[unicodedata.normalize("NFC", unit[0].strip(" "))])
