"""The words around a number that make it 約, 最大, 以上 and so on (FACTS §2). All functions take folded text."""

from __future__ import annotations

import re
from typing import cast

from extractor.model import Bound
from extractor.normalise.fold import compiled

_WINDOW = 24  # code points before a number in which its bound words stand

# 過去最大30億円: a record, no limit.
_NO_RECORD = "(?<!過去)(?<!史上)(?<!世界)(?<!国内)(?<!業界)(?<!今年)(?<!国)"
_BEFORE: dict[Bound, str] = {
    # 契約30億円, 予約5台: the 約 of another word.
    "about": "(?<![契予制条公規婚節集要解成特盟売誓確])約|およそ|おおよそ|おおむね|概ね|ほぼ|ざっと",
    "at_most": f"{_NO_RECORD}(?:最大でも|最大で|最大限|最大|最高で|上限|MAX)",
    "at_least": "少なくとも|最低でも|最低で|最低限|最低|下限",
}
_AFTER: dict[Bound, str] = {
    "at_least": "を(?:超える|超す|上回る)|以上|超え?(?![音伝電低高過])|強(?![化気みい制力調まめ者引])"
    "|余り|あまり|余(?![剰裕力地波計暇儀])",
    # 10億円まで引き上げる tells the figure reached, no limit.
    "at_most": "に満たない|を下回る|以下|未満|以内|弱(?![点小体まめい気者])"
    "|まで(?!に?[、 ]?(?:引き?[上下]げ|増|拡大|高|積み|縮|減|下|上|落|膨|伸|回復))",
    "about": "程度|前後|規模|近[くい]|内外|級|クラス(?!ター)|ほど|くらい|ぐらい",
}
# Here the verb is the clause's own predicate (評価額は1000億円を超えた): it bounds the amount without being part of it.
_AFTER_VERB: dict[Bound, str] = {
    "at_least": "を?(?:優に)?(?:超え|超し|上回[っりら]|突破)|を下限",
    "at_most": "[をが]上限|に(?:は|も)?(?:満た|届か|達し(?:ない|なか|ていな|ておら))|を(?:下回|割[りっ]|切[りっ])",
    "about": "に(?:迫|近[いづか])",
}


def _any(table: dict[Bound, str]) -> str:
    return "|".join(f"(?P<{bound}>{words})" for bound, words in table.items())


_WORD_BEFORE = compiled(f"(?:{_any(_BEFORE)}) ?\\Z")
# 最大で総額100億円, 少なくとも計5億円, 上限は1億円: said of the amount without touching it.
_APART = compiled(
    f"(?:{_any({bound: words for bound, words in _BEFORE.items() if bound != 'about'})})"
    "額?(?:は|を|が|に)?[、 ]?(?:総額|合計|累計|計|年間|年)?(?:で|は)?[、 ]?\\Z"
)
_ANY_BEFORE = compiled("[約最上下少概MAX]|およそ|おおむね|ほぼ|ざっと")  # most numbers have none of them before
_WORD_AFTER = compiled(_any(_AFTER))
_VERB_AFTER = compiled(_any(_AFTER_VERB))


def read_before(text: str, start: int) -> tuple[int, tuple[Bound, ...]]:
    """Where the bound words that touch `start` from the left begin, and all bounds told there."""
    window = max(0, start - _WINDOW)
    told: list[Bound] = []
    if not _ANY_BEFORE.search(text, window, start):
        return start, ()
    while match := _WORD_BEFORE.search(text, window, start):
        told.append(_bound(match))
        start = match.start()
    if apart := _APART.search(text, window, start):
        told.append(_bound(apart))
    return start, tuple(told)


def read_after(text: str, end: int) -> tuple[int, tuple[Bound, ...]]:
    """Where the bound words that follow `end` are over, and all bounds told there."""
    told = []
    for _ in range(2):  # 100億円程度まで
        if match := _WORD_AFTER.match(text, end):
            told.append(_bound(match))
            end = match.end()
    if not told and (verb := _VERB_AFTER.match(text, end)):
        told.append(_bound(verb))
    return end, tuple(told)


def strongest(before: tuple[Bound, ...], after: tuple[Bound, ...]) -> Bound:
    """One bound of all: a limit tells more than 約, and 最大 governs what follows it (最大で約30億円 is `at_most`)."""
    if "at_most" in before:
        return "at_most"
    told = {*before, *after}
    order: tuple[Bound, ...] = ("at_least", "at_most", "about")
    return next((bound for bound in order if bound in told), "exact")


def _bound(match: re.Match[str]) -> Bound:
    return cast(Bound, match.lastgroup)
