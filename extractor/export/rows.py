"""Facts → flat rows of plain values, the same for a research database, a folder of tables and data frames.

Numbers are int or Decimal, days datetime.date, lists are lists; what is not told is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from extractor.export.records import document_record
from extractor.model import (
    Converted,
    Corpus,
    Date,
    Document,
    Entity,
    Event,
    Fact,
    Filler,
    Money,
    Number,
    Percent,
    Quantity,
    Term,
    Value,
)

Row = dict[str, Any]
Kind = Literal["text", "texts", "integer", "number", "real", "day"]

_ARGUMENT_KEY: Mapping[str, Kind] = {"fact_id": "text", "role": "text", "number": "integer"}
_EVENT_KEY: Mapping[str, Kind] = {"event_id": "text", "role": "text", "number": "integer"}
_MEASURE: Mapping[str, Kind] = {"value": "number", "low": "number", "high": "number", "bound": "text"}
_WORDS: Mapping[str, Kind] = {"text": "text", "text_start": "integer", "text_end": "integer"}
_CONVERTED: Mapping[str, Kind] = {
    "converted_value": "number",
    "converted_low": "number",
    "converted_high": "number",
    "converted_currency": "text",
    "rate": "real",  # ten digits, wherever the point is
    "rate_date": "day",
}
_FILLER: Mapping[str, Kind] = {
    **_WORDS,
    "kind": "text",
    "entity_id": "text",
    **_MEASURE,
    "currency": "text",
    "unit": "text",
    "edtf": "text",
    "first_day": "day",
    "last_day": "day",
    "relative": "text",
    "term": "text",
    **_CONVERTED,
}
TABLES: Mapping[str, Mapping[str, Kind]] = {
    "documents": {
        "id": "text",
        "title": "text",
        "published": "text",
        "published_on": "day",
        "source": "text",
        "sha256": "text",
    },
    "entities": {"id": "text", "type": "text", "name": "text", "aliases": "texts", "identifiers": "texts"},
    "facts": {
        "id": "text",
        "document_id": "text",
        "number": "integer",
        "type": "text",
        "status": "text",
        "attribution_kind": "text",
        "attribution_source": "text",
        "part_of": "text",
        "confidence": "real",
        "issues": "texts",
    },
    "arguments": {**_ARGUMENT_KEY, **_FILLER},
    "equivalents": {**_ARGUMENT_KEY, "place": "integer", **_MEASURE, "currency": "text"},
    "evidence": {"fact_id": "text", "number": "integer", **_WORDS, "rules": "texts"},
    # What only a linked file has; empty for others.
    "events": {
        "id": "text",
        "type": "text",
        "status": "text",
        "first_seen": "day",
        "last_seen": "day",
        "facts": "integer",
        "conflicts": "text",
    },
    "event_facts": {"event_id": "text", "fact_id": "text"},
    "event_history": {
        "event_id": "text",
        "number": "integer",
        "status": "text",
        "told_on": "day",
        "document_id": "text",
        "fact_id": "text",
    },
    "event_arguments": {**_EVENT_KEY, **_FILLER, "documents": "texts"},
    "event_equivalents": {**_EVENT_KEY, "place": "integer", **_MEASURE, "currency": "text"},
}


def corpus_rows(corpus: Corpus) -> Iterator[tuple[str, Row]]:
    """Every row of a corpus with the name of its table."""
    yield from (("documents", document_row(one)) for one in corpus.documents)
    yield from (("entities", entity_row(one)) for one in corpus.entities)
    numbers: dict[str, int] = {}
    for fact in corpus.facts:
        number = numbers[fact.document] = numbers.get(fact.document, -1) + 1
        yield from fact_rows(fact, number)
    for event in corpus.events:
        yield from event_rows(event)


def document_row(document: Document) -> Row:
    """A document with its day as a date."""
    record = document_record(document)
    return {**{name: record[name] for name in TABLES["documents"] if name in record}, "published_on": document.anchor}


def entity_row(entity: Entity) -> Row:
    """Identifiers are told as `scheme:value`."""
    identifiers = [f"{scheme}:{value}" for scheme, value in entity.identifiers.items()]
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "identifiers": identifiers,
    }


def fact_rows(fact: Fact, number: int) -> Iterator[tuple[str, Row]]:
    """A fact, its arguments with their equivalents, and its evidence; `number` is its place in its document."""
    yield (
        "facts",
        {
            "id": fact.id,
            "document_id": fact.document,
            "number": number,
            "type": fact.type,
            "status": fact.status,
            "attribution_kind": fact.attribution.kind,
            "attribution_source": fact.attribution.source,
            "part_of": fact.part_of,
            "confidence": fact.confidence,
            "issues": [f"{one.code}: {one.message}" for one in fact.issues],
        },
    )
    for key, filler in _places({"fact_id": fact.id}, fact.roles):
        yield "arguments", {**key, **_filler_row(filler)}
        yield from (("equivalents", row) for row in _equivalents(key, filler))
    for at, one in enumerate(fact.evidence):
        words = {"text": one.text, "text_start": one.start, "text_end": one.end}
        yield "evidence", {"fact_id": fact.id, "number": at, **words, "rules": list(one.rules)}


def event_rows(event: Event) -> Iterator[tuple[str, Row]]:
    """An event, the facts that it joins, how its status moved, and its arguments with their equivalents."""
    days = {name: plain_day(day) for name, day in (("first_seen", event.first_seen), ("last_seen", event.last_seen))}
    yield (
        "events",
        {
            "id": event.id,
            "type": event.type,
            "status": event.status,
            **days,
            "facts": len(event.facts),
            "conflicts": ", ".join(one.role for one in event.conflicts) or None,
        },
    )
    yield from (("event_facts", {"event_id": event.id, "fact_id": fact}) for fact in event.facts)
    for number, step in enumerate(event.history):
        told = {"status": step.status, "told_on": plain_day(step.date), "document_id": step.document}
        yield "event_history", {"event_id": event.id, "number": number, **told, "fact_id": step.fact}
    for key, filler in _places({"event_id": event.id}, event.roles):
        yield "event_arguments", {**key, **_filler_row(filler), "documents": list(filler.documents)}
        yield from (("event_equivalents", row) for row in _equivalents(key, filler))


def _places(of: Row, roles: Mapping[str, tuple[Filler, ...]]) -> Iterator[tuple[Row, Filler]]:
    for role, fillers in roles.items():
        for place, filler in enumerate(fillers):
            yield {**of, "role": role, "number": place}, filler


def _equivalents(key: Row, filler: Filler) -> Iterator[Row]:
    for at, money in enumerate(filler.equivalents):
        yield {**key, "place": at, **_measure(money), "currency": money.currency}


def _filler_row(filler: Filler) -> Row:
    empty = dict.fromkeys(_FILLER)
    words = {"text": filler.text, "text_start": filler.start, "text_end": filler.end}
    value = {"kind": "entity", "entity_id": filler.entity} if filler.value is None else _value_row(filler.value)
    return {**empty, **words, **value, **(_converted(filler.converted) if filler.converted else {})}


def _converted(other: Converted) -> Row:
    numbers = {"value": other.value, "low": other.low, "high": other.high}
    return {
        **{f"converted_{name}": plain_number(number) for name, number in numbers.items()},
        "converted_currency": other.currency,
        "rate": float(other.rate),
        "rate_date": plain_day(other.rate_date),
    }


def _value_row(value: Value) -> Row:
    match value:
        case Money():
            return {"kind": "money", **_measure(value), "currency": value.currency}
        case Percent():
            return {"kind": "percent", **_measure(value)}
        case Quantity():
            return {"kind": "quantity", **_measure(value), "unit": value.unit}
        case Date():
            days = {"first_day": plain_day(value.start), "last_day": plain_day(value.end)}
            return {"kind": "date", "edtf": value.edtf, **days, "relative": value.relative}
        case Term():
            return {"kind": "term", "term": value.value}


def _measure(value: Money | Percent | Quantity) -> Row:
    value_, low, high = (plain_number(number) for number in (value.value, value.low, value.high))
    return {"value": value_, "low": low, "high": high, "bound": value.bound}


def plain_number(number: Number | None) -> Number | None:
    """A whole number as int, so that it is written the same however it was read."""
    return int(number) if number is not None and number == int(number) else number


def plain_day(told: str | None) -> date | None:
    """A day in ISO 8601 as a date."""
    return date.fromisoformat(told) if told else None
