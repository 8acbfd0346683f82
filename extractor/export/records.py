"""Facts → the plain dicts and lists that the fact contract (docs/facts.md §1) shapes."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Any

from extractor.model import (
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
    Told,
    Value,
    ValueMention,
)
from extractor.split import clean, find_headline

Record = dict[str, Any]


def document_record(document: Document) -> Record:
    """A document without its text; one read back from a facts file keeps the title and checksum it had there."""
    record: Record = {
        "id": document.id,
        "title": _title(document),
        "published": document.published.isoformat() if document.published else None,
        "source": document.source,
        "sha256": document.metadata.get("sha256")
        if not document.text
        else hashlib.sha256(document.text.encode()).hexdigest(),
    }
    if document.replaces:
        record["replaces"] = [asdict(one) for one in document.replaces]
    return record


def entity_record(entity: Entity) -> Record:
    """An entity with all its spellings and what each document tells of it."""
    record: Record = {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "identifiers": dict(entity.identifiers),
        "told": [told_record(one) for one in entity.told],
    }
    if entity.merges:
        record["merges"] = [asdict(one) for one in entity.merges]
    return record


def told_record(told: Told) -> Record:
    """What one document tells of an entity."""
    return {
        "document": told.document,
        "name": told.name,
        "names": list(told.names),
        "identifiers": dict(told.identifiers),
        "attributes": dict(told.attributes),
    }


def event_record(event: Event) -> Record:
    """A deal with its consolidated roles, conflicts and history."""
    return {
        "id": event.id,
        "type": event.type,
        "status": event.status,
        "facts": list(event.facts),
        "roles": {role: [filler_record(filler) for filler in fillers] for role, fillers in event.roles.items()},
        "conflicts": [
            {"role": one.role, "values": [filler_record(filler) for filler in one.values]} for one in event.conflicts
        ],
        "history": [asdict(step) for step in event.history],
        "first_seen": event.first_seen,
        "last_seen": event.last_seen,
    }


def fact_record(fact: Fact) -> Record:
    """A fact with its fillers, evidence and issues."""
    return {
        "id": fact.id,
        "type": fact.type,
        "document": fact.document,
        "status": fact.status,
        "attribution": {"kind": fact.attribution.kind, "source": fact.attribution.source},
        "part_of": fact.part_of,
        "issues": [{"code": one.code, "message": one.message, "roles": list(one.roles)} for one in fact.issues],
        "roles": {role: [filler_record(filler) for filler in fillers] for role, fillers in fact.roles.items()},
        "evidence": [
            {"start": one.start, "end": one.end, "text": one.text, "rules": list(one.rules)} for one in fact.evidence
        ],
        "confidence": fact.confidence,
    }


def filler_record(filler: Filler) -> Record:
    """The words of a filler with the entity's id or the value that they name."""
    words: Record = {"text": filler.text, "start": filler.start, "end": filler.end}
    if filler.value is None:
        words = {"entity": filler.entity, **words}
    else:
        kind, value = value_record(filler.value)
        words[kind] = value
        if kind == "money":
            words["equivalents"] = [value_record(one)[1] for one in filler.equivalents]
    if (other := filler.converted) is not None:
        words["converted"] = {
            "value": _number(other.value),
            "currency": other.currency,
            "rate": _number(other.rate),
            "rate_date": other.rate_date,
            "low": _number(other.low),
            "high": _number(other.high),
        }
    if filler.documents:
        words["documents"] = list(filler.documents)
    return words


def mention_record(text: str, mention: ValueMention) -> Record:
    """A value of `text` where it stands, with its conversions."""
    kind, value = value_record(mention.value)
    return {
        "text": text[mention.start : mention.end],
        "start": mention.start,
        "end": mention.end,
        "kind": kind,
        "value": value,
        "equivalents": [value_record(one)[1] for one in mention.equivalents],
    }


def value_record(value: Value) -> tuple[str, Record | str]:
    """A value's kind (money, date, percent, quantity, term) and its fields; a term is the word alone."""
    match value:
        case Money():
            return "money", {"value": _number(value.value), "currency": value.currency, **_bounds(value)}
        case Percent():
            return "percent", {"value": _number(value.value), **_bounds(value)}
        case Quantity():
            return "quantity", {"value": _number(value.value), "unit": value.unit, **_bounds(value)}
        case Date():
            days: Record = {"edtf": value.edtf, "start": value.start, "end": value.end}
            return "date", days if value.relative is None else {**days, "relative": value.relative}
        case Term():
            return "term", value.value


def _bounds(value: Money | Percent | Quantity) -> Record:
    return {"bound": value.bound, "low": _number(value.low), "high": _number(value.high)}


def _number(number: Number | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def _title(document: Document) -> str | None:
    told = document.metadata.get("title")
    if document.title is None and isinstance(told, str) and told.strip():
        return told.strip()
    span = find_headline(document)
    return clean(document.text, *span, document.format == "markdown").text if span else None
