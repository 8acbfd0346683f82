"""Published exchange rates → an amount in one currency, with the rate and its date; nothing is guessed."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from decimal import Context, Decimal, InvalidOperation, localcontext
from pathlib import Path

from extractor.errors import FormatError
from extractor.link.workspace import Record

STALE = 7  # days that the last rate published before a day holds: weekends and holidays
DIGITS = Context(prec=10)  # of a rate between two currencies that are quoted against a third
FIX = "use the ECB's eurofxref-hist.csv (Date,USD,JPY,…) or date,currency,rate"


class Rates:
    """Units of each currency for one unit of a base, by day."""

    def __init__(self, quotes: dict[str, list[tuple[date, Decimal]]], base: str) -> None:
        self.base = base
        self._days = {currency: [day for day, _ in sorted(told)] for currency, told in quotes.items()}
        self._rates = {currency: dict(told) for currency, told in quotes.items()}

    def quote(self, currency: str, day: date) -> tuple[Decimal, date] | None:
        """The rate of the day, else the last one published in the week before it."""
        days = self._days.get(currency, [])
        at = bisect_right(days, day)
        if not at or (day - days[at - 1]).days > STALE:
            return None
        return self._rates[currency][days[at - 1]], days[at - 1]

    def rate(self, currency: str, into: str, day: date) -> tuple[Decimal, date] | None:
        """Units of `into` for one of `currency`, both of one day; None if there is none."""
        if currency == into:
            return Decimal(1), day
        told = [self.quote(one, day) for one in (currency, into) if one != self.base]
        if not told or any(one is None for one in told):
            return None
        on = min(one[1] for one in told if one)
        again = [Decimal(1) if one == self.base else self._on(one, on) for one in (currency, into)]
        if again[0] is None or again[1] is None:
            return None
        with localcontext(DIGITS):
            return again[1] / again[0], on

    def _on(self, currency: str, day: date) -> Decimal | None:
        return self._rates[currency].get(day)

    def convert(self, money: Record, into: str, day: date) -> Record | None:
        """The `converted` of an amount told, rounded to hundredths; None without a rate."""
        found = self.rate(money["currency"], into, day)
        if found is None:
            return None
        rate, on = found
        return {
            "value": _times(money["value"], rate),
            "currency": into,
            "rate": _plain(rate),
            "rate_date": on.isoformat(),
            "low": _times(money["low"], rate),
            "high": _times(money["high"], rate),
        }


def _times(value: float | None, rate: Decimal) -> int | float | None:
    return None if value is None else _plain((Decimal(str(value)) * rate).quantize(Decimal("0.01")))


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def read_rates(path: Path, base: str = "EUR") -> Rates:
    """The ECB's table (against EUR), or lines of date, currency and units of it for one `base`; FormatError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream)
            head = [cell.strip() for cell in next(rows, [])]
            if [cell.lower() for cell in head[:3]] == ["date", "currency", "rate"]:
                return Rates(_plain_quotes(rows, path), base)
            if head[:1] == ["Date"] and len(head) > 1:
                return Rates(_table_quotes(rows, head, path), "EUR")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(str(path), f"cannot be read ({getattr(error, 'strerror', 'no UTF-8')})", FIX) from None
    raise FormatError(f"{path}:1", "no head that is known", FIX)


def _plain_quotes(rows: Iterable[list[str]], path: Path) -> dict[str, list[tuple[date, Decimal]]]:
    quotes: dict[str, list[tuple[date, Decimal]]] = {}
    for number, row in enumerate(rows, start=2):
        if row:
            where = f"{path}:{number}"
            if len(row) < 3:
                raise FormatError(where, "a line of fewer than three cells", FIX)
            quotes.setdefault(row[1].strip().upper(), []).append((_day(row[0], where), _rate(row[2], where)))
    return quotes


def _table_quotes(rows: Iterable[list[str]], head: list[str], path: Path) -> dict[str, list[tuple[date, Decimal]]]:
    quotes: dict[str, list[tuple[date, Decimal]]] = {}
    for number, row in enumerate(rows, start=2):
        for currency, cell in zip(head[1:], row[1:], strict=False):
            if currency and cell.strip() not in ("", "N/A"):
                where = f"{path}:{number} {currency}"
                quotes.setdefault(currency, []).append((_day(row[0], where), _rate(cell, where)))
    return quotes


def _day(cell: str, where: str) -> date:
    try:
        return date.fromisoformat(cell.strip())
    except ValueError:
        raise FormatError(where, f"{cell!r} is no date", "write it as 2025-10-08") from None


def _rate(cell: str, where: str) -> Decimal:
    try:
        rate = Decimal(cell.strip())
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or rate <= 0:
        raise FormatError(where, f"{cell!r} is no rate", "write a positive number") from None
    return rate


def add_converted(record: Record, published: str | None, rates: Rates, into: str) -> None:
    """Gives each amount of a fact its `converted`, by the rate of the day of the deal or of its telling."""
    day = rate_day(record, published)
    if day is None:
        return
    for fillers in record["roles"].values():
        for filler in fillers:
            if filler.get("money") and (converted := rates.convert(filler["money"], into, day)):
                filler["converted"] = converted


def rate_day(record: Record, published: str | None) -> date | None:
    """The day told of the deal; else that of its announcement or article, unless the deal is told to lie before it."""
    spans = {
        role: (date.fromisoformat(told["start"]), date.fromisoformat(told["end"]))
        for role in ("date", "announced")
        for filler in record["roles"].get(role, ())[:1]
        if (told := filler["date"])["start"] and told["end"]
    }
    if (
        "date" in spans
        and spans["date"][0] == spans["date"][1]
        and (published is None or spans["date"][0].isoformat() <= published[:10])
    ):
        return spans["date"][0]
    told_on = None
    if "announced" in spans and spans["announced"][0] == spans["announced"][1]:
        told_on = spans["announced"][0]
    elif published:
        told_on = date.fromisoformat(published[:10])
    if told_on is None or ("date" in spans and spans["date"][1] < told_on):
        return None
    return told_on
