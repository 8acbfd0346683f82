"""Facts → the plain dicts and lists that the fact contract (docs/facts.md §1) shapes."""

from __future__ import annotations

import hashlib
from typing import Any

from extractor.model import (
    Date,
    Document,
    Entity,
    Fact,
    Filler,
    Money,
    Number,
    Percent,
    Quantity,
    Term,
    Value,
    ValueMention,
)
from extractor.split import clean, find_headline

Record = dict[str, Any]


def document_record(document: Document) -> Record:
    """A document without its text; one read back from a facts file keeps the title and checksum it had there."""
    return {
        "id": document.id,
        "title": _title(document),
        "published": document.published.isoformat() if document.published else None,
        "source": document.source,
        "sha256": document.metadata.get("sha256")
        if not document.text
        else hashlib.sha256(document.text.encode()).hexdigest(),
    }


def entity_record(entity: Entity) -> Record:
    """An entity with all its spellings."""
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "identifiers": dict(entity.identifiers),
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
        return {"entity": filler.entity, **words}
    kind, value = value_record(filler.value)
    words[kind] = value
    if kind == "money":
        words["equivalents"] = [value_record(one)[1] for one in filler.equivalents]
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
