"""Whether a month or day told without its year lies behind or ahead: read off the predicate that follows it."""

from __future__ import annotations

import re
from typing import Literal

Tense = Literal["past", "future"] | None

_REACH = 200  # code points after the date in which its predicate is looked for
_SENTENCE_END = re.compile("。(?!」)|[｡!?\n]")

_PAST = r"(?:し|っ|い|え|け|げ|せ|ぜ|て|で|ね|べ|め|れ|り|き|ぎ|ち|び|み|に)た(?!い|く|ち|ら|り|る|す|め|がっ|がう)|[んい]だ(?![けろ])|だった"
# 〜する before a noun (4月に部品を作るA社を買収した) may belong to the noun alone: it tells nothing.
_AHEAD = (
    "予定|見込|見通|計画|方針|目指|めざ|めど|だろう|でしょう|ます(?![。」]?」?とし)|たい(?=[。とい])|へ(?=[。」、 ]|$)"
    "|(?:する|[いきぎしじちにびみりえけげせてねべめれ]る|[うくぐすつぬぶむ]|が?あがる|[売送作始至]る)(?=。|」|[とよ](?![うり])|こと|ため|$)"
)
_MARK = re.compile(f"(?P<past>{_PAST})|(?P<future>{_AHEAD})|(?P<open>[すくぐつぬぶむるう](?=[一-龠ァ-ヶA-Z]))")


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
    mark = marks[-1] if clause.startswith(("、", ",", ")、")) else marks[0]
    return "past" if mark == "past" else "future" if mark == "future" else None
