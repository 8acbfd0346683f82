"""A facts file → the corpus it was written from, checked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import FormatError
from extractor.model import (
    Attribution,
    Conflict,
    Converted,
    Corpus,
    Date,
    Document,
    Entity,
    Event,
    Evidence,
    Fact,
    Filler,
    Issue,
    Merge,
    Money,
    Number,
    Percent,
    Quantity,
    Replaced,
    Step,
    Term,
    Told,
    Value,
)

if TYPE_CHECKING:
    from pydantic import ValidationError

    from extractor import schema


def read_corpus(path: Path) -> Corpus:
    """The corpus of a facts file (.json); a FormatError names the file and the place in it.

    The file holds no texts: a document's `text` is empty, and its `metadata` keeps the title and checksum told there.
    """
    from pydantic import ValidationError

    from extractor.schema import FactsFile

    try:
        file = FactsFile.model_validate_json(path.read_bytes())
    except OSError as error:
        raise FormatError(str(path), f"cannot be read ({error.strerror})", "make it with: fundex extract") from None
    except ValidationError as error:
        raise format_error(path, error) from None
    _check_references(path, file)
    return _corpus(file)


def read_part(text: str) -> Corpus:
    """The corpus of a facts file's text that fundex wrote itself."""
    from extractor.schema import FactsFile

    return _corpus(FactsFile.model_validate_json(text))


def _corpus(file: schema.FactsFile) -> Corpus:
    return Corpus(
        documents=tuple(document_of(one) for one in file.documents),
        entities=tuple(entity_of(one) for one in file.entities),
        facts=tuple(fact_of(one) for one in file.facts),
        events=tuple(event_of(one) for one in file.events),
    )


def format_error(path: Path, error: ValidationError) -> FormatError:
    """What is wrong with a facts file, in words: the first of what pydantic found."""
    first = error.errors(include_url=False)[0]
    if first["loc"] == ("schema_version",) and first["type"] == "literal_error":
        what = f"is {first['input']!r}, and this fundex reads 1"
        return FormatError(f"{path} schema_version", what, "extract the articles anew, or get the fundex that wrote it")
    return FormatError(f"{path}{place_of(first['loc'])}", first["msg"], "make it with: fundex extract")


def place_of(parts: Iterable[str | int]) -> str:
    """facts[3].roles.amount[0].money, with a space before it; nothing for the file itself."""
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return f" {path.removeprefix('.')}" if path else ""


def _check_references(path: Path, file: schema.FactsFile) -> None:
    documents = {one.id for one in file.documents}
    entities = {one.id for one in file.entities}
    facts = {one.id for one in file.facts}
    for number, fact in enumerate(file.facts):
        place = f"{path} facts[{number}]"
        if fact.document not in documents:
            raise FormatError(f"{place}.document", f"no document {fact.document!r}", "add it to `documents`")
        if fact.part_of is not None and fact.part_of not in facts:
            raise FormatError(f"{place}.part_of", f"no fact {fact.part_of!r}", "write null, or add the fact")
        for role, fillers in fact.roles.items():
            for index, filler in enumerate(fillers):
                if filler.entity is not None and filler.entity not in entities:
                    where = f"{place}.roles.{role}[{index}].entity"
                    raise FormatError(where, f"no entity {filler.entity!r}", "add it to `entities`")
    for number, event in enumerate(file.events):
        for index, id in enumerate(event.facts):
            if id not in facts:
                where = f"{path} events[{number}].facts[{index}]"
                raise FormatError(where, f"no fact {id!r}", "link the facts anew with: fundex link")


def document_of(told: schema.DocumentRecord) -> Document:
    """A record of `documents` as a document without its text."""
    published: date | datetime | None = None
    if told.published is not None:
        published = (datetime if "T" in told.published else date).fromisoformat(told.published)
    metadata: dict[str, object] = {"title": told.title, "sha256": told.sha256}
    replaces = tuple(Replaced(one.sha256, one.title, one.published, one.facts) for one in told.replaces)
    return Document(told.id, "", published=published, source=told.source, metadata=metadata, replaces=replaces)


def entity_of(told: schema.EntityRecord) -> Entity:
    """A record of `entities` as the entity it tells."""
    return Entity(
        id=told.id,
        type=told.type,
        name=told.name,
        aliases=tuple(told.aliases),
        identifiers=told.identifiers,
        told=tuple(
            Told(one.document, one.name, tuple(one.names), one.identifiers, one.attributes) for one in told.told
        ),
        merges=tuple(Merge(one.reason, tuple(one.names), tuple(one.documents)) for one in told.merges),
    )


def event_of(told: schema.EventRecord) -> Event:
    """A record of `events` as an event."""
    return Event(
        id=told.id,
        type=told.type,
        status=told.status,
        facts=tuple(told.facts),
        roles={role: tuple(_filler(filler) for filler in fillers) for role, fillers in told.roles.items()},
        conflicts=tuple(Conflict(one.role, tuple(_filler(filler) for filler in one.values)) for one in told.conflicts),
        history=tuple(Step(one.status, one.date, one.document, one.fact) for one in told.history),
        first_seen=told.first_seen,
        last_seen=told.last_seen,
    )


def fact_of(told: schema.FactRecord) -> Fact:
    """A record of `facts` as a fact."""
    return Fact(
        id=told.id,
        type=told.type,
        document=told.document,
        status=told.status,
        attribution=Attribution(told.attribution.kind, told.attribution.source),
        roles={role: tuple(_filler(filler) for filler in fillers) for role, fillers in told.roles.items()},
        evidence=tuple(Evidence(one.start, one.end, one.text, tuple(one.rules)) for one in told.evidence),
        confidence=told.confidence,
        part_of=told.part_of,
        issues=tuple(Issue(one.code, one.message, tuple(one.roles)) for one in told.issues),
    )


def _filler(told: schema.FillerRecord) -> Filler:
    return Filler(
        text=told.text,
        start=told.start,
        end=told.end,
        entity=told.entity,
        value=_value(told),
        equivalents=tuple(_money(one) for one in told.equivalents),
        converted=_converted(told.converted) if told.converted else None,
        documents=tuple(getattr(told, "documents", ())),
    )


def _converted(told: schema.ConvertedRecord) -> Converted:
    rate = _number(told.rate)
    assert rate is not None
    return Converted(_number(told.value), told.currency, rate, told.rate_date, _number(told.low), _number(told.high))


def _value(told: schema.FillerRecord) -> Value | None:
    if told.money is not None:
        return _money(told.money)
    if told.date is not None:
        return Date(told.date.edtf, told.date.start, told.date.end, told.date.relative)
    if (one := told.percent) is not None:
        return Percent(_number(one.value), one.bound, _number(one.low), _number(one.high))
    if (many := told.quantity) is not None:
        return Quantity(_number(many.value), many.unit, many.bound, _number(many.low), _number(many.high))
    return Term(told.term) if told.term is not None else None


def _money(told: schema.MoneyRecord) -> Money:
    return Money(_number(told.value), told.currency, told.bound, _number(told.low), _number(told.high))


def _number(told: float | None) -> Number | None:
    """A whole number as int; any other exactly as the file's digits have it."""
    if told is None or isinstance(told, int):
        return told
    return int(told) if told.is_integer() else Decimal(repr(told))
