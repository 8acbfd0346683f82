"""What a date counts from, and what reads one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.model import Date
from extractor.normalise.date.interval import Interval, days_in
from extractor.normalise.date.tense import tense_after

SLACK = timedelta(days=1)  # publishing days are often told in UTC: the day after one is still the day of the news


class Unanchored(Exception):
    """A relative date without the date that it counts from."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a date may count from: the document's date, the date told last, the first date of the same range."""

    text: str
    anchor: date | None
    last: Date | None
    first: Interval | None = None

    @property
    def today(self) -> date:
        if self.anchor is None:
            raise Unanchored
        return self.anchor

    @property
    def told(self) -> date:
        if self.first:
            return self.first.begins
        if self.last is None or self.last.start is None:
            raise Unanchored
        return date.fromisoformat(self.last.start)


Resolver = Callable[[re.Match[str], Context], Interval | None]
"""The days that a match means, None where it is no date; raises Unanchored or ValueError (no such day)."""


def year_of_month(context: Context, month: int, day: int | None, end: int) -> int:
    """The year of a month told without one: past months lie before the document's date, coming ones after it."""
    if context.first:
        year, *rest = context.first.first
        return year + (bool(rest) and month < rest[0])
    today = context.today
    tense = tense_after(context.text, end)
    begins = date(today.year, month, min(day or 1, days_in(today.year, month)))
    if tense == "past" and begins > today + SLACK:
        return today.year - 1
    if tense == "future" and (month, day or 31) < (today.month, today.day):
        return today.year + 1
    return today.year
