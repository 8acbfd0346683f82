"""A document's own date as its metadata tells it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from extractor.errors import InputError

# Asia/Tokyo, which has had no other offset since 1951; a fixed one needs no time zone data on the machine.
JAPAN = timezone(timedelta(hours=9), "JST")

_SPACED_ZONE = re.compile(r"\s+(?=(?:[+-]\d\d:?\d\d|Z)$)")
_YEAR_MONTH_DAY = re.compile(r"(\d{4})(?:[/.]|年)(\d{1,2})(?:[/.]|月)(\d{1,2})日?")


def parse_published(told: str) -> date | datetime:
    """The date or time told (ISO 8601, 2026/4/7, 2026年4月7日), with a zone moved to Japan's; ValueError if none."""
    words = told.strip()
    if found := _YEAR_MONTH_DAY.fullmatch(words):
        year, month, day = (int(digits) for digits in found.groups())
        return date(year, month, day)
    try:
        return date.fromisoformat(words)
    except ValueError:
        return _to_japan(datetime.fromisoformat(_SPACED_ZONE.sub("", words)))


def read_published(told: object, where: str) -> date | datetime | None:
    """A document's date as a record or a caller tells it, None where it tells none; InputError if it is no date."""
    if told is None or told == "":
        return None
    if isinstance(told, date):
        return _to_japan(told) if isinstance(told, datetime) else told
    try:
        return parse_published(str(told))
    except ValueError:
        raise InputError(where, f"published {told!r} is no date", "write it as 2026-04-07") from None


def _to_japan(moment: datetime) -> datetime:
    return moment.astimezone(JAPAN) if moment.tzinfo else moment
