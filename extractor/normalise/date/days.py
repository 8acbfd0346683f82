"""Months, days and weeks."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractor.normalise.date import grammar
from extractor.normalise.date.context import SLACK, Context, Unanchored, year_of_month
from extractor.normalise.date.interval import Interval, months, point
from extractor.normalise.date.parts import month_range, number, part_of_month, part_of_year
from extractor.normalise.date.tense import Tense, tense_after

_MONTH_WORDS = {"今月": 0, "先月": -1, "先々月": -2, "来月": 1, "再来月": 2}
_DAY_WORDS = {"本日": 0, "今日": 0, "昨日": -1, "一昨日": -2, "明日": 1}
_WEEK_WORDS = {"今週": 0, "先週": -1, "来週": 1}


def read_month(match: re.Match[str], context: Context) -> Interval | None:
    if grammar.EVERY_BEFORE.search(context.text, max(0, match.start() - 3), match.start()):
        return None
    month, day = number(match["m"]), number(match["d"]) if match["d"] else None
    if context.first and len(context.first.first) == 1:  # 2025年から5月
        return None
    return part_of_month(year_of_month(context, month, day, match.end()), month, match["d"], match["third"])


def read_month_range(match: re.Match[str], context: Context) -> Interval | None:
    if "から" in match[0] and grammar.CHANGED.match(context.text, match.end()):
        return None
    first = number(match["ma"])
    return month_range(year_of_month(context, first, None, match.end()), first, number(match["mb"]))


def read_month_word(match: re.Match[str], context: Context) -> Interval:
    if match["mrel"] in _MONTH_WORDS:
        base, offset = context.today, _MONTH_WORDS[match["mrel"]]
    else:
        base, offset = context.told, int(match["mrel"] == "翌月")
    year, month = months(base.year, base.month + offset, 1).first
    return part_of_month(year, month, match["d"], match["third"])


def read_day(match: re.Match[str], context: Context) -> Interval | None:
    if grammar.DAYS_BEFORE.search(context.text, max(0, match.start() - 3), match.start()):
        return None
    day = number(match["d"])
    if day == 1 and grammar.DAILY.match(context.text, match.end()):
        return None
    return point(*_nearest(day, context.today, tense_after(context.text, match.end())))


def _nearest(day: int, today: date, tense: Tense) -> tuple[int, int, int]:
    """The day of that number that the tense points to; where it is unclear, this month's or the nearer one before."""
    here = [found for offset in (-2, -1, 0, 1, 2) if (found := _day_of_month(day, today, offset))]
    if not here:
        raise ValueError(day)
    behind = [one for one in here if one <= today + SLACK]
    ahead = [one for one in here if one >= today]
    if tense == "past" and behind:
        chosen = behind[-1]
    elif tense == "future" and ahead:
        chosen = ahead[0]
    else:
        chosen = min(
            (one for one in here if one <= today + SLACK or (one.year, one.month) == (today.year, today.month)),
            key=lambda one: abs(one - today),
        )
    return chosen.year, chosen.month, chosen.day


def _day_of_month(day: int, today: date, offset: int) -> date | None:
    year, month = months(today.year, today.month + offset, 1).first
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_day_word(match: re.Match[str], context: Context) -> Interval:
    word = match["dayrel"]
    if word in _DAY_WORDS:
        day = context.today + timedelta(days=_DAY_WORDS[word])
    else:
        if context.last and context.last.start != context.last.end:
            raise Unanchored  # 同日 of a month
        day = context.told + timedelta(days=word == "翌日")
    return point(day.year, day.month, day.day)


def read_week_word(match: re.Match[str], context: Context) -> Interval:
    monday = context.today + timedelta(weeks=_WEEK_WORDS[match["week"]], days=-context.today.weekday())
    sunday = monday + timedelta(days=6)
    return Interval((monday.year, monday.month, monday.day), (sunday.year, sunday.month, sunday.day))


def read_numeric(match: re.Match[str], context: Context) -> Interval:
    return point(int(match["y"]), int(match["m"]), int(match["d"]))


def read_numeric_month(match: re.Match[str], context: Context) -> Interval:
    return point(int(match["y"]), int(match["m"]))


def read_numeric_day(match: re.Match[str], context: Context) -> Interval:
    month, day = int(match["m"]), int(match["d"])
    return point(year_of_month(context, month, day, match.end()), month, day)


# --- the last date of a range ------------------------------------------------------------------------


def read_last_day(match: re.Match[str], context: Context) -> Interval | None:
    if not context.first or len(context.first.last) < 3:
        return None
    year, month, day = context.first.last
    last = number(match["d"])
    return point(*months(year, month + (last < day), 1).first, last)


def read_last_part(match: re.Match[str], context: Context) -> Interval | None:
    if not context.first:
        return None
    year, *rest = context.first.first
    if match["third"]:
        return part_of_month(year, rest[0], None, match["third"]) if len(rest) == 2 else None
    return part_of_year(match, year, 1)
