"""Which regex and reader to try at which first character."""

from __future__ import annotations

import re

from extractor.normalise.date import days, grammar, years
from extractor.normalise.date.context import Resolver

Readers = tuple[tuple[re.Pattern[str], Resolver], ...]

LAST_READERS: Readers = (
    (grammar.LAST_DAY, days.read_last_day),
    (grammar.LAST_PART, days.read_last_part),
)
_DIGITS = "0123456789"
_KANJI_DIGITS = "一二三四五六七八九十"
_BY_FIRST: tuple[tuple[str, re.Pattern[str], Resolver], ...] = (
    (_DIGITS, grammar.NUMERIC, days.read_numeric),
    (_DIGITS, grammar.NUMERIC_MONTH, days.read_numeric_month),
    (_DIGITS, grammar.NUMERIC_DAY, days.read_numeric_day),
    (_DIGITS, grammar.YEARS, years.read_years),
    (_DIGITS + _KANJI_DIGITS, grammar.AGO, years.read_ago),
    (_DIGITS + "一二令平昭大明今本昨去来再お同翌F'’", grammar.YEAR, years.read_year),
    (_DIGITS + _KANJI_DIGITS, grammar.MONTHS, days.read_month_range),
    (_DIGITS + _KANJI_DIGITS, grammar.MONTH, days.read_month),
    (_DIGITS + _KANJI_DIGITS, grammar.DAY, days.read_day),
    ("今先来再同翌", grammar.MONTH_WORD, days.read_month_word),
    ("一昨本今明同翌", grammar.DAY_WORD, days.read_day_word),
    ("今昨来", grammar.SEASON_WORD, years.read_season_word),
    ("今先来", grammar.WEEK_WORD, days.read_week_word),
    ("今向こ", grammar.AHEAD, years.read_ahead),
    ("年月", grammar.YEAR_WORD, years.read_year_word),
    ("上下第", grammar.PART_WORD, years.read_part_word),
    ("春夏秋冬", grammar.SEASON, years.read_season),
)
READERS: dict[str, Readers] = {
    letter: tuple((pattern, resolve) for first, pattern, resolve in _BY_FIRST if letter in first)
    for letter in {letter for first, _, _ in _BY_FIRST for letter in first}
}
# A kanji digit inside a longer number (三百十日) or an ordinal begins no date.
CUE = re.compile(f"[{''.join(sorted(READERS))}](?<![〇一二三四五六七八九十百千万億第].)")
