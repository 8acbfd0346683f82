"""Facts files of any size → what each document tells: JSON Lines streamed, JSON as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from extractor.errors import FormatError
from extractor.export.load import document_of, entity_of, fact_of, place_of, read_corpus
from extractor.model import Corpus, Document, DocumentFacts, Entity, Fact

_FIX = "make it with: fundex extract"
_Line = tuple[Document, Fact, Mapping[str, Entity]]


def read_told(path: Path) -> Iterator[DocumentFacts]:
    """Each document of a facts file (.json or .jsonl) with its facts and the entities they name.

    JSON Lines is read a document at a time: all facts of a document stand together, as fundex writes them, and a
    document that tells none is not there. Raises FormatError with the line or field.
    """
    if path.suffix.lower() == ".jsonl":
        return _read_lines(path)
    return by_document(read_corpus(path))


def by_document(corpus: Corpus) -> Iterator[DocumentFacts]:
    """A corpus, document by document."""
    entities = {entity.id: entity for entity in corpus.entities}
    facts: dict[str, list[Fact]] = {document.id: [] for document in corpus.documents}
    for fact in corpus.facts:
        facts[fact.document].append(fact)
    for document in corpus.documents:
        yield _told(document, facts[document.id], entities)


def _read_lines(path: Path) -> Iterator[DocumentFacts]:
    for id, lines in groupby(_lines(path), key=lambda line: line[0].id):
        documents, facts, entities = zip(*lines, strict=True)
        if any(one != documents[0] for one in documents):
            raise FormatError(str(path), f"the lines of the document {id!r} differ in what it is", _FIX)
        known = {entity.id: entity for named in entities for entity in named.values()}
        yield _told(documents[0], list(facts), known)


def _told(document: Document, facts: list[Fact], entities: Mapping[str, Entity]) -> DocumentFacts:
    ids = {fact.id for fact in facts}
    for fact in facts:
        if fact.part_of is not None and fact.part_of not in ids:
            raise FormatError(f"fact {fact.id}", f"is part of {fact.part_of!r}, no fact of its document", _FIX)
    fillers = (filler for fact in facts for fillers in fact.roles.values() for filler in fillers)
    named = sorted({filler.entity for filler in fillers if filler.entity is not None})
    return DocumentFacts(document, tuple(entities[id] for id in named), tuple(facts))


def _lines(path: Path) -> Iterator[_Line]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _line(line, f"{path}:{number}")
    except OSError as error:
        raise FormatError(str(path), f"cannot be read ({error.strerror})", _FIX) from None


def _line(line: bytes, where: str) -> _Line:
    from pydantic import ValidationError

    from extractor.schema import DocumentRecord, EntityRecord, FactRecord

    try:
        record = json.loads(line)
        document = DocumentRecord.model_validate(record["document"])
        fact = FactRecord.model_validate({**record, "document": document.id})
        told = [EntityRecord.model_validate(one) for one in record.get("entities") or _named(record)]
    except (ValueError, KeyError, TypeError) as error:
        if not isinstance(error, ValidationError):
            raise FormatError(where, "is no line of a facts file", _FIX) from None
        first = error.errors(include_url=False)[0]
        raise FormatError(f"{where}{place_of(first['loc'])}", first["msg"], _FIX) from None
    entities = {one.id: entity_of(one) for one in told}
    for role, fillers in fact.roles.items():
        for index, filler in enumerate(fillers):
            if filler.entity is not None and filler.entity not in entities:
                raise FormatError(f"{where} roles.{role}[{index}].entity", f"no entity {filler.entity!r}", _FIX)
    return document_of(document), fact_of(fact), entities


_TYPES = {"org": "organization"}


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
