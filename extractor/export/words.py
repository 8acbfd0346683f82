"""Values in a few plain words, for tables and CSV."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.model import Date, Filler, Money, Number, Percent, Quantity, Term, Value


def filler_words(filler: Filler, names: Mapping[str, str]) -> str:
    """An entity's name or a value's words."""
    if filler.value is not None:
        return value_words(filler.value)
    return names.get(filler.entity or "", filler.text)


def value_words(value: Value) -> str:
    """20000000000 USD, 2026-04, 14%, 100 MW, series_b; a range as `low..high`, an unresolved date as it is written."""
    match value:
        case Money():
            return f"{_amount_words(value)} {value.currency}"
        case Percent():
            return f"{_amount_words(value)}%"
        case Quantity():
            return f"{_amount_words(value)} {value.unit}"
        case Date():
            return value.edtf or value.relative or ""
        case Term():
            return value.value


def number_words(number: Number) -> str:
    """All digits, without an exponent."""
    return f"{int(number)}" if number == int(number) else f"{number:f}"


def _amount_words(value: Money | Percent | Quantity) -> str:
    if value.value is not None:
        return number_words(value.value)
    return "..".join("" if one is None else number_words(one) for one in (value.low, value.high))
