"""The line a press release service puts before a release, and the day a text says it was announced."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

_REACH = 600  # characters: a header stands at the top, a later mention tells of another release
_DAY = r"(?P<year>\d{4})(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?"
_HEADER = re.compile(
    r"^[\s#>*]*(?P<header>(?P<company>[^\n]{1,80}?)のプレスリリース[ \u3000]*[（(][ \u3000]*"
    + _DAY
    + r"(?:[ \u3000]*(?P<hour>\d{1,2})(?:時|:)(?P<minute>\d{2})分?)?[ \u3000]*[）)])",
    re.MULTILINE,
)
_ANNOUNCED = re.compile(r"(?:発表|配信|公開|掲載)日時?[ \u3000]*[:：][ \u3000]*" + _DAY)


class PressHeader(NamedTuple):
    """「株式会社Xのプレスリリース（2026年4月7日 11時00分）」: the company's span, the time, the whole header's span."""

    company: tuple[int, int]
    published: date | datetime
    span: tuple[int, int]


def find_press_header(text: str, start: int = 0) -> PressHeader | None:
    """The press header in the first 600 characters from `start`; a date alone where no time is told."""
    for found in _HEADER.finditer(text, start, start + _REACH):
        if published := _moment(found):
            return PressHeader(found.span("company"), published, found.span("header"))
    return None


def find_announcement_date(text: str, start: int = 0) -> date | None:
    """The day of 「発表日：2026年4月7日」 in the first 600 characters from `start`."""
    found = _ANNOUNCED.search(text, start, start + _REACH)
    return _moment(found) if found else None


def _moment(found: re.Match[str]) -> date | datetime | None:
    told = found.groupdict()
    try:
        day = date(int(told["year"]), int(told["month"]), int(told["day"]))
        if told.get("hour") is None:
            return day
        return datetime(day.year, day.month, day.day, int(told["hour"]), int(told["minute"]))
    except ValueError:  # 2月31日
        return None
