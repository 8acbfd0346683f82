"""Facts → one row each, a role a column: what spreadsheets and data frames take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from extractor.contract import FACT_TYPES
from extractor.export.rows import Kind, Row, plain_day, plain_number
from extractor.export.words import filler_words
from extractor.model import CorpusView, Date, Fact, Filler, Money

_ROLES = tuple(
    dict.fromkeys(chain.from_iterable((*sorted(one.core), *sorted(one.extra)) for one in FACT_TYPES.values()))
)
COLUMNS: Mapping[str, Kind] = {
    **dict.fromkeys(("id", "type", "document", "published"), "text"),
    "published_on": "day",
    **dict.fromkeys(("status", "attribution_kind", "attribution_source"), "text"),
    "confidence": "real",
    "part_of": "text",
    **dict.fromkeys(_ROLES, "texts"),
    **dict.fromkeys(("amount_value", "amount_low", "amount_high"), "number"),
    **dict.fromkeys(("amount_currency", "amount_bound"), "text"),
    **dict.fromkeys(("first_day", "last_day", "announced_day"), "day"),
    **dict.fromkeys(("evidence", "rules"), "texts"),
}


def flat_rows(corpus: CorpusView) -> Iterator[Row]:
    """A row a fact: who and what in each role as words, the amount and the days as values."""
    names = {entity.id: entity.name for entity in corpus.entities}
    documents = {document.id: document for document in corpus.documents}
    for fact in corpus.facts:
        document = documents[fact.document]
        row: Row = {
            **dict.fromkeys(COLUMNS),
            "id": fact.id,
            "type": fact.type,
            "document": fact.document,
            "published": document.published.isoformat() if document.published else None,
            "published_on": document.anchor,
            "status": fact.status,
            "attribution_kind": fact.attribution.kind,
            "attribution_source": fact.attribution.source,
            "confidence": fact.confidence,
            "part_of": fact.part_of,
            "evidence": [one.text for one in fact.evidence],
            "rules": list(dict.fromkeys(rule for one in fact.evidence for rule in one.rules)),
        }
        roles = {role: [filler_words(filler, names) for filler in fillers] for role, fillers in fact.roles.items()}
        yield {**row, **roles, **_amount(fact), **_days(fact)}


def _amount(fact: Fact) -> Row:
    amounts = (one.value for one in fact.roles.get("amount", ()) if isinstance(one.value, Money))
    if (first := next(amounts, None)) is None:
        return {}
    numbers = {"amount_value": first.value, "amount_low": first.low, "amount_high": first.high}
    return {
        **{name: plain_number(number) for name, number in numbers.items()},
        "amount_currency": first.currency,
        "amount_bound": first.bound,
    }


def _days(fact: Fact) -> Row:
    day, announced = (_first_date(fact.roles.get(role, ())) for role in ("date", "announced"))
    return {
        "first_day": plain_day(day.start) if day else None,
        "last_day": plain_day(day.end) if day else None,
        "announced_day": plain_day(announced.start) if announced else None,
    }


def _first_date(fillers: tuple[Filler, ...]) -> Date | None:
    return next((one.value for one in fillers if isinstance(one.value, Date)), None)
