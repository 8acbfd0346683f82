"""What the parts of a year and of a month are in days: halves, quarters, seasons, 旬."""

from __future__ import annotations

import re
from datetime import date

from extractor.normalise.date.interval import Interval, days_in, join, months, point
from extractor.normalise.number import parse_number

FISCAL = 4  # a fiscal year begins in April
SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
_THIRDS = {  # days; 0 is the month's last
    **dict.fromkeys(("上旬", "初旬", "初め", "はじめ"), (1, 10)),
    **dict.fromkeys(("中旬", "半ば", "なかば"), (11, 20)),
    **{"前半": (1, 15), "後半": (16, 0), "下旬": (21, 0)},
}
_MIDDLE = frozenset({"半ば", "なかば", "中頃", "中ごろ", "中盤", "央"})


def number(text: str) -> int:
    """A month's, day's or year's number; raises ValueError where `text` is none (十十月)."""
    value = 1 if text == "元" else parse_number(text)
    if not isinstance(value, int):
        raise ValueError(text)
    return value


def fiscal_year(day: date) -> int:
    """The Japanese fiscal year that `day` lies in: 2026年3月 belongs to 2025年度."""
    return day.year if day.month >= FISCAL else day.year - 1


def part_of_year(match: re.Match[str], year: int, begins: int) -> Interval | None:
    """What the groups half, q, season, edge and decade name of the year that begins in month `begins` of `year`."""
    told = match.groupdict()
    if told.get("decade"):
        first, last = {"前半": (0, 4), "後半": (5, 9), None: (0, 9)}[told["decade_half"]]
        return Interval((year + first,), (year + last,))
    if season := told.get("season"):
        return months(year, SEASONS[season], 3)
    stretch = _stretch(told, begins)
    return months(year, *stretch) if stretch else None


def _stretch(told: dict[str, str | None], begins: int) -> tuple[int, int] | None:
    """The first month and the number of months."""
    if half := told.get("half"):
        # 上期 and 下期 are of the fiscal year even where a calendar year is told.
        begins = FISCAL if half in ("上期", "下期") and begins == 1 else begins
        return begins + (0 if half[0] in "上前" else 6), 6
    if quarter := told.get("q") or told.get("q2") or told.get("q3"):
        return begins + 3 * (number(quarter) - 1), 3
    if edge := told.get("edge"):
        return (begins + 4, 4) if edge in _MIDDLE else (begins + (11 if edge == "末" else 0), 1)
    return None


def part_of_month(year: int, month: int, day: str | None, third: str | None) -> Interval:
    """A day (16), a third (中旬) or the end (末) of a month, else the month."""
    if day:
        return point(year, month, number(day))
    if not third:
        return point(year, month)
    last = days_in(year, month)
    if third.startswith("末"):
        return point(year, month, last)
    first, end = _THIRDS[third]
    return Interval((year, month, first), (year, month, end or last))


def month_range(year: int, first: int, last: int) -> Interval:
    """From one month to another, in the next year where it comes first there (11月〜1月)."""
    return join(point(year, first), point(year + (last < first), last))
