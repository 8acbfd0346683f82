"""What people type to narrow an answer → a filter: amounts as articles tell them, days in ISO 8601."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from extractor.contract import STATUSES
from extractor.errors import FundexError
from extractor.model import Money, Number
from extractor.normalise import find_money


@dataclass(frozen=True, slots=True)
class Filter:
    """What an answer is narrowed to: days, statuses, a currency, and limits in it that are both included."""

    first: date | None = None
    last: date | None = None
    statuses: frozenset[str] = frozenset()
    currency: str | None = None
    over: Number | None = None
    under: Number | None = None


def read_filter(
    status: str | None,
    first: str | None = None,
    last: str | None = None,
    *,
    over: str | None = None,
    under: str | None = None,
    currency: str | None = None,
) -> Filter:
    """What the options say; FundexError names the one that says nothing that can be read."""
    limits = _money(over, "--over"), _money(under, "--under")
    codes = {one.currency for one in limits if one} | ({currency.upper()} if currency else set())
    if len(codes) > 1:
        fix = "nothing is converted: ask in one currency"
        raise FundexError("fundex query", f"amounts in several currencies ({', '.join(sorted(codes))})", fix)
    days = _days(first, "--from"), _days(last, "--to")
    return Filter(
        first=days[0][0] if days[0] else None,
        last=days[1][1] if days[1] else None,
        statuses=_statuses(status),
        currency=next(iter(codes), None),
        over=limits[0].value if limits[0] else None,
        under=limits[1].value if limits[1] else None,
    )


def _statuses(told: str | None) -> frozenset[str]:
    statuses = frozenset(one.strip() for one in told.split(",")) if told else frozenset()
    for one in sorted(statuses - set(STATUSES)):
        raise FundexError("--status", f"no status {one!r}", f"use some of: {', '.join(STATUSES)}")
    return statuses


def _money(told: str | None, option: str) -> Money | None:
    """An amount as the articles tell it."""
    if told is None:
        return None
    match find_money(told.strip()):
        case [one] if one.end - one.start == len(told.strip()) and isinstance(one.value, Money):
            if one.value.value is not None:
                return one.value
    raise FundexError(option, f"{told!r} is no amount", "write it with its currency: 10億円, '$5 million'")


def _days(told: str | None, option: str) -> tuple[date, date] | None:
    """The first and last day of a year, month or day in ISO 8601."""
    if told is None:
        return None
    whole = re.fullmatch(r"\d{4}(-\d\d){0,2}", told)
    try:
        first = date.fromisoformat(f"{told}-01-01"[:10]) if whole else None
    except ValueError:
        first = None
    if first is None:
        raise FundexError(option, f"{told!r} is no date", "write it as 2025, 2025-01 or 2025-01-31")
    month = 12 if len(told) == len("2025") else first.month
    day = first.day if len(told) == len("2025-01-31") else monthrange(first.year, month)[1]
    return first, date(first.year, month, day)
