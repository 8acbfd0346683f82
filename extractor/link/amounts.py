"""Whether two sums told are one figure: equal, rounded, converted, or one within what the other leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from extractor.link.workspace import Record

Relation = Literal["same", "other", "unknown"]
CONVERTED = Decimal("0.08")  # two papers' exchange rates of one deal lie this close
CLOSE = Decimal("0.01")
ABOUT = Decimal("0.05")
OVER = Decimal("1.5")  # 10億円超 is less than half as much again


def compare(a: Record, b: Record) -> Relation:
    """Two fillers with money: the same figure, another, or nothing to compare (no currency in common)."""
    pairs = [
        (x, y, first and other)
        for first, x in _figures(a)
        for other, y in _figures(b)
        if x["currency"] == y["currency"]
    ]
    if not pairs:
        return "unknown"
    return "same" if any(_one(x, y, CLOSE if told else CONVERTED) for x, y, told in pairs) else "other"


def ratio(a: Record, b: Record) -> float | None:
    """The larger of two sums by the smaller; None without a currency in common."""
    found = [
        max(x["value"], y["value"]) / min(x["value"], y["value"])
        for _, x in _figures(a)
        for _, y in _figures(b)
        if x["currency"] == y["currency"] and x["value"] and y["value"]
    ]
    return min(found, default=None)


def digits(money: Record) -> int:
    """Significant digits: how precise a figure is."""
    return len(str(_number(money["value"])).replace(".", "").strip("0")) if money["value"] is not None else 0


def _figures(filler: Record) -> Iterator[tuple[bool, Record]]:
    """The sum told (True) and its conversions."""
    yield True, filler["money"]
    for money in filler.get("equivalents", ()):
        yield False, money


def _one(x: Record, y: Record, slack: Decimal) -> bool:
    if x["value"] is None or y["value"] is None:
        low, high = _span(x)
        low2, high2 = _span(y)
        return low <= high2 and low2 <= high
    a, b = Decimal(str(x["value"])), Decimal(str(y["value"]))
    if a == b or _rounds(x, y) or _rounds(y, x):
        return True
    if "about" in (x["bound"], y["bound"]):
        slack = max(slack, ABOUT)
    return abs(a - b) <= slack * max(abs(a), abs(b)) or _within(x["bound"], a, b) or _within(y["bound"], b, a)


def _rounds(x: Record, y: Record) -> bool:
    """Whether x is y with fewer digits (1200億 for 1220億): two digits at least, or a figure called approximate."""
    kept = digits(x)
    if kept >= digits(y) or (kept < 2 and x["bound"] == "exact"):
        return False
    a, b = _number(x["value"]), _number(y["value"])
    unit = Decimal(10) ** (a.adjusted() - kept + 1)
    return abs(a - b) < (unit if kept > 1 else unit / 2)


def _within(bound: str, limit: Decimal, value: Decimal) -> bool:
    if bound == "at_most":
        return limit / OVER <= value <= limit
    return bound == "at_least" and limit <= value <= limit * OVER


def _span(money: Record) -> tuple[Decimal, Decimal]:
    if money["value"] is not None:
        value = _number(money["value"])
        return value, value
    low = _number(money["low"]) if money["low"] is not None else Decimal(0)
    high = _number(money["high"]) if money["high"] is not None else Decimal("Infinity")
    return low, high


def _number(value: float) -> Decimal:
    return Decimal(str(value))
