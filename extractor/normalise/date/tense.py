"""Whether a month or day told without its year lies behind or ahead: read off the predicate that follows it."""

from __future__ import annotations

import re
from typing import Literal

Tense = Literal["past", "future"] | None

_REACH = 200  # code points after the date in which its predicate is looked for
_SENTENCE_END = re.compile("。(?!」)|[!?\n]")

# した, った, 終えた; not したい, したら, したがって
_PAST = (
    "(?:[いえきぎけげしせぜちってでにねびべみめりれ]た(?!い|く|ち|ら|り|る|す|め|がっ|がう)|[んい]だ(?![けろ])|だった"
    # 調達しており, 重ねている; but 計画しており tells of what is to come
    "|(?:(?<!予定|計画|検討|目指|調整|準備|想定|期待|希望)し|(?<!進)め|(?<!続)け|(?<!狙)っ)て(?:おり|いる))"
)
_PLAIN_VERB = "(?:[いえきぎけげしじすせちてにねひびべみめりれ作始至送売がかまわ]る|[うくぐすつぬぶむ])"
_PLAN = "予定|見込|見通|計画|方針|方向|意向|考え"
_AHEAD = (
    f"{_PLAN}|目指|めざ|めど|だろう|でしょう|ます|たい(?=[。とい])|へ(?=[。」、 ]|$)"
    f"|{_PLAIN_VERB}(?=。|」|[とよ](?![うり])|こと|ため|{_PLAN}|$)"
)
# する before a noun (4月に部品を作るA社を買収した) may belong to the noun alone: it leaves the tense open.
_OPEN = "[うくぐすつぬぶむる](?=[一-龠ァ-ヶA-Z])"
_MARK = re.compile(f"(?P<past>{_PAST})|(?P<future>{_AHEAD})|(?P<open>{_OPEN})")


def tense_after(text: str, end: int) -> Tense:
    """The tense of the predicate that a date ending at `end` belongs to, None where it is unclear.

    `X日、…すると発表した` hangs on the sentence's last predicate, `9月に稼働すると発表した` on the next one.
    """
    limit = min(len(text), end + _REACH)
    stop = _SENTENCE_END.search(text, end, limit)
    clause = text[end : stop.end() if stop else limit]
    marks = [match.lastgroup for match in _MARK.finditer(clause)]
    if not marks:
        return None
    # In the news 16日までに is the day by which something was told.
    is_topic = clause.startswith(("、", ",", ")、")) or (text[end - 1 : end] == "日" and clause.startswith("までに"))
    mark = marks[-1] if is_topic else marks[0]
    return "past" if mark == "past" else "future" if mark == "future" else None
