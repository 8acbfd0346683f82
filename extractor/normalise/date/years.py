"""Years, fiscal years and their parts."""

from __future__ import annotations

import re

from extractor.normalise.date import grammar
from extractor.normalise.date.context import Context, year_of_month
from extractor.normalise.date.interval import Interval, join, months, point
from extractor.normalise.date.parts import (
    FISCAL,
    SEASONS,
    fiscal_year,
    month_range,
    number,
    part_of_month,
    part_of_year,
)
from extractor.normalise.date.tense import tense_after

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_YEAR_WORDS = {"今年": 0, "本年": 0, "昨年": -1, "去年": -1, "来年": 1, "再来年": 2, "一昨年": -2, "おととし": -2}
_SEASON_YEARS = {"今": 0, "昨": -1, "来": 1}
_YEARS = range(1500, 2200)


def read_year(match: re.Match[str], context: Context) -> Interval | None:
    fiscal = bool(match["fiscal"] or match["fy"])
    year = _year_number(match, context, fiscal=fiscal)
    if year is None:
        return None
    if year not in _YEARS:
        raise ValueError(year)
    if match["term"]:  # 2027年3月期 ends in that month
        begins = number(match["term"]) - 11
        return part_of_year(match, year, begins) or months(year, begins, 12)
    if match["m"] or match["ma"]:
        return _months_of_year(match, year, fiscal=fiscal)
    part = part_of_year(match, year, FISCAL if fiscal else 1)
    return part or (months(year, FISCAL, 12) if fiscal else point(year))


def _year_number(match: re.Match[str], context: Context, *, fiscal: bool) -> int | None:
    if match["y4"]:
        return number(match["y4"])
    if match["era"]:
        return _ERAS[match["era"]] + number(match["ey"])
    if match["fy"]:
        return 2000 + int(match["fy"][-2:])
    if match["y2"]:
        return _two_digit_year(match, context)
    if match["yrel"] in ("同年", "翌年"):
        told = fiscal_year(context.told) if fiscal else context.told.year
        return told + (match["yrel"] == "翌年")
    today = context.today
    return (fiscal_year(today) if fiscal else today.year) + _YEAR_WORDS[match["yrel"]]


def _two_digit_year(match: re.Match[str], context: Context) -> int | None:
    """26年 as a year, or None where it is a length of time."""
    short = int(match["y2"])
    year = short + (2000 if short <= 60 else 1900)
    if match["decade"]:
        return short + (2000 if short < 30 else 1900)
    anchor = context.anchor
    if match["within"]:  # 26年内; 10年内 is a length
        return year if anchor and -1 <= year - anchor.year <= 9 else None
    is_plain = match[0].endswith("年") and not match["mark"] and not context.first
    if is_plain and not _is_in_company(match, context.text):
        return None
    # 48年に創業した: what is over did not happen in 2048.
    over = anchor and year > anchor.year and context.text.startswith("に", match.end())
    return year - 100 if over and tense_after(context.text, match.end()) == "past" else year


def _is_in_company(match: re.Match[str], text: str) -> bool:
    before = (text, max(0, match.start() - 4), match.start())
    if grammar.LENGTH_BEFORE.search(*before):
        return False
    if grammar.YEAR_FIRM.match(text, match.end()):
        return True
    return bool(grammar.YEAR_LOOSE.match(text, match.end())) and not grammar.LENGTH_LIKELY.search(*before)


def _months_of_year(match: re.Match[str], year: int, *, fiscal: bool) -> Interval:
    month = number(match["m"] or match["ma"])
    year += fiscal and month < FISCAL
    if match["ma"]:
        return month_range(year, month, number(match["mb"]))
    return part_of_month(year, month, match["d"], match["third"])


def read_years(match: re.Match[str], context: Context) -> Interval | None:
    short = match["sa"] is not None
    first, last = (int(match["sa" if short else "ya"]), int(match["sb" if short else "yb"]))
    first += 2000 if short else 0
    last += first // 100 * 100 if last < 100 else 0
    if first not in _YEARS or last not in _YEARS:
        return None
    if match["fiscal"] or match["sfiscal"]:
        return join(months(first, FISCAL, 12), months(last, FISCAL, 12))
    return Interval((first,), (last,))


def read_year_word(match: re.Match[str], context: Context) -> Interval:
    today = context.today
    year, fiscal = today.year, fiscal_year(today)
    return {
        "年内": point(year),
        "年末": point(year, 12),
        "年初": point(year, 1),
        "年央": months(year, 5, 4),
        "年度内": months(fiscal, FISCAL, 12),
        "年度末": point(fiscal + 1, 3),
        "年明け": point(year + (today.month > 1), 1),
        "月内": point(year, today.month),
        "月末": part_of_month(year, today.month, None, "末"),
    }[match["word"]]


def read_part_word(match: re.Match[str], context: Context) -> Interval | None:
    # 上半期 is of the calendar year, 上期 and 第1四半期 are of the fiscal year.
    if match["half"] in ("上半期", "下半期"):
        return part_of_year(match, context.today.year, 1)
    return part_of_year(match, fiscal_year(context.today), FISCAL)


def read_season_word(match: re.Match[str], context: Context) -> Interval:
    today = context.today
    year = today.year + _SEASON_YEARS[match["when"]]
    if match["season"] == "冬" and today.month < 3:  # in January 今冬 began last December
        year -= 1
    return months(year, SEASONS[match["season"]], 3)


def read_season(match: re.Match[str], context: Context) -> Interval:
    month = SEASONS[match["season"]]
    return months(year_of_month(context, month, None, match.end()), month, 3)


def read_ahead(match: re.Match[str], context: Context) -> Interval:
    year = context.today.year
    return Interval((year,), (year + number(match["n"]),))


def read_ago(match: re.Match[str], context: Context) -> Interval | None:
    before = context.text[max(0, match.start() - 4) : match.start()]
    if before.endswith(("から", "の", "後", "より")):  # 設立から3年後 counts from elsewhere
        return None
    years = number(match["n"])
    return point(context.today.year + (years if match["way"] == "後" else -years))
