"""The value grammar: money, dates, percentages, quantities and closed-list terms in Japanese text, pure `re`, no model.

>>> find_values("総額約30億円を2026年4月に調達")[0].value
Money(value=3000000000, currency='JPY', bound='about', low=None, high=None)
"""

from __future__ import annotations

from datetime import date

from extractor.model import Date, ValueMention
from extractor.normalise.date import find_dates, read_dates
from extractor.normalise.fold import fold, moved
from extractor.normalise.money import find_money, read_money
from extractor.normalise.number import find_numbers
from extractor.normalise.percent import find_percents, read_percents
from extractor.normalise.quantity import find_quantities, read_quantities
from extractor.normalise.terms import find_terms

__all__ = ["find_dates", "find_money", "find_percents", "find_quantities", "find_terms", "find_values"]


def find_values(
    text: str, anchor: date | None = None, *, start: int = 0, end: int | None = None, last: Date | None = None
) -> list[ValueMention]:
    """Every amount of money, date, percentage and quantity in `text[start:end]`, in order, with offsets in `text`.

    `anchor` is the document's date, `last` the date told last before `start` (for 同月, 同日, 同年). A conversion is
    among its amount's `equivalents`. No two mentions overlap: the one that begins first and reaches further stands.
    """
    piece = text[start:end]
    folded = fold(piece)
    numbers = list(find_numbers(folded))
    found = [
        *read_money(folded, numbers),
        *read_dates(folded, anchor, last, original=piece),
        *read_percents(folded, numbers),
        *read_quantities(folded, numbers),
    ]
    return moved(_apart(found), start)


def _apart(found: list[ValueMention]) -> list[ValueMention]:
    kept: list[ValueMention] = []
    for mention in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
