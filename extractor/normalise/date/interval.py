"""Days, months, years and stretches of them, as EDTF."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from extractor.model import Date

Partial = tuple[int, ...]
"""A year, (year, month) or (year, month, day)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From the first day of `first` to the last day of `last`."""

    first: Partial
    last: Partial

    @property
    def begins(self) -> date:
        return date(*(*self.first, 1, 1)[:3])

    @property
    def ends(self) -> date:
        year, month, *day = (*self.last, 12)[:2] if len(self.last) == 1 else self.last
        return date(year, month, day[0] if day else days_in(year, month))

    def to_date(self) -> Date:
        """Raises ValueError where it is no real date (2月30日) or ends before it begins."""
        begins, ends = self.begins, self.ends
        if begins > ends:
            raise ValueError(f"{ends} is before {begins}")
        codes = [_code(self.first)] if self.first == self.last else [_code(self.first), _code(self.last)]
        return Date("/".join(codes), begins.isoformat(), ends.isoformat())


def point(*parts: int) -> Interval:
    """One year, month or day."""
    return Interval(parts, parts)


def months(year: int, month: int, length: int) -> Interval:
    """`length` months from `month` of `year`, which may lie beyond 12 (13 is next January)."""
    first, last = _month(year, month), _month(year, month + length - 1)
    return Interval(first, last)


def join(first: Interval, last: Interval) -> Interval:
    """From the beginning of `first` to the end of `last`."""
    return Interval(first.first, last.last)


def days_in(year: int, month: int) -> int:
    """The number of days of a month; raises ValueError for a month that is none."""
    if not 1 <= month <= 12:
        raise ValueError(f"month {month}")
    return calendar.monthrange(year, month)[1]


def _month(year: int, month: int) -> Partial:
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def _code(partial: Partial) -> str:
    return "-".join([f"{partial[0]:04}", *(f"{part:02}" for part in partial[1:])])
