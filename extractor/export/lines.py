"""The lines of a facts file in JSON Lines, with their places, checked one at a time."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.errors import FormatError
from extractor.export.load import document_of, entity_of, fact_of, place_of
from extractor.model import Document, DocumentFacts, Entity, Fact

if TYPE_CHECKING:
    from pydantic import BaseModel

    _Model = TypeVar("_Model", bound=BaseModel)

FIX = "make it with: fundex extract"
Line = tuple[str, bytes]
_Told = tuple[Document, Fact, Mapping[str, Entity]]
_TYPES = {"org": "organization"}


def read_lines(path: Path) -> Generator[Line, None, None]:
    """Each line that is not empty, after its place (file:number); FormatError."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield f"{path}:{number}", line
    except OSError as error:
        raise FormatError(str(path), f"cannot be read ({error.strerror})", FIX) from None


def parsed(line: bytes, where: str) -> dict[str, Any]:
    """The line's object; FormatError."""
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise FormatError(where, "is no line of a facts file", FIX)
    return record


def checked(model: type[_Model], record: object, where: str) -> _Model:
    """The record as the schema has it; FormatError with the field."""
    from pydantic import ValidationError

    try:
        return model.model_validate(record)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise FormatError(f"{where}{place_of(first['loc'])}", first["msg"], FIX) from None


def fact_line(line: bytes, where: str) -> _Told:
    """A line that stands alone: a fact with its document and the entities that it names."""
    from extractor.schema import DocumentRecord, EntityRecord, FactRecord

    record = parsed(line, where)
    try:
        document = checked(DocumentRecord, record["document"], where)
        fact = checked(FactRecord, {**record, "document": document.id}, where)
        told = [checked(EntityRecord, one, where) for one in record.get("entities") or _named(record)]
    except (KeyError, TypeError):
        raise FormatError(where, "is no line of a facts file", FIX) from None
    entities = {one.id: entity_of(one) for one in told}
    for role, fillers in fact.roles.items():
        for index, filler in enumerate(fillers):
            if filler.entity is not None and filler.entity not in entities:
                raise FormatError(f"{where} roles.{role}[{index}].entity", f"no entity {filler.entity!r}", FIX)
    return document_of(document), fact_of(fact), entities


def named_in(facts: Iterable[Fact]) -> list[str]:
    """The ids of the entities that these facts name, sorted."""
    fillers = (filler for fact in facts for fillers in fact.roles.values() for filler in fillers)
    return sorted({filler.entity for filler in fillers if filler.entity is not None})


def told_by(document: Document, facts: list[Fact], entities: Iterable[Entity]) -> DocumentFacts:
    """What a document tells; FormatError where a part's whole is no fact of it."""
    ids = {fact.id for fact in facts}
    for fact in facts:
        if fact.part_of is not None and fact.part_of not in ids:
            raise FormatError(f"fact {fact.id}", f"is part of {fact.part_of!r}, no fact of its document", FIX)
    return DocumentFacts(document, tuple(entities), tuple(facts))


def _named(record: Mapping[str, Any]) -> list[dict[str, str]]:
    """The entities of a line that tells their names alone: the type is what the id begins with."""
    named = {
        filler["entity"]: filler["name"]
        for fillers in record["roles"].values()
        for filler in fillers
        if "entity" in filler
    }
    types = {id: id.partition(":")[0] for id in named}
    return [{"id": id, "type": _TYPES.get(types[id], types[id]), "name": name} for id, name in named.items()]
