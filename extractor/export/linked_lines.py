"""A linked corpus in JSON Lines, document by document: what stands apart waits in a temporary SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import FormatError
from extractor.export.lines import Line, checked, named_in, parsed, told_by
from extractor.export.load import document_of, entity_of, event_of, fact_of
from extractor.model import DocumentFacts, Entity, Event, Fact

if TYPE_CHECKING:
    from extractor.schema import DocumentRecord, EntityRecord

_FIX = "link the facts anew with: fundex link"
_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE document (id TEXT PRIMARY KEY, told INTEGER, record TEXT) WITHOUT ROWID;
CREATE TABLE entity (id TEXT PRIMARY KEY, record TEXT) WITHOUT ROWID;
CREATE TABLE told (entity TEXT, document TEXT, record TEXT, PRIMARY KEY (entity, document)) WITHOUT ROWID;
CREATE TABLE event (n INTEGER PRIMARY KEY, record TEXT);
BEGIN;
"""


class LinkedLines:
    """Lines that say in `record` what they are: documents and entities before the facts that name them.

    First `documents`, to the end, then `events`. FormatError names the line.
    """

    def __init__(self, lines: Iterable[Line], file: str, folder: Path) -> None:
        self._lines, self._file = lines, file
        self._base = sqlite3.connect(folder / "linked.db", isolation_level=None)
        self._base.executescript(_TABLES)

    def close(self) -> None:
        self._base.close()

    def documents(self) -> Iterator[DocumentFacts]:
        """Each document with its facts, as they stand together; then those that tell none."""
        from extractor.schema import DocumentRecord

        for id, facts in groupby(self._facts(), key=lambda fact: fact.document):
            yield self._told(id, list(facts))
        for (record,) in self._base.execute("SELECT record FROM document WHERE NOT told ORDER BY id"):
            yield DocumentFacts(document_of(DocumentRecord.model_validate_json(record)), (), ())

    def events(self) -> Iterator[Event]:
        """The events, in the file's order."""
        from extractor.schema import EventRecord

        for (record,) in self._base.execute("SELECT record FROM event ORDER BY n"):
            yield event_of(EventRecord.model_validate_json(record))

    def _facts(self) -> Iterator[Fact]:
        from extractor.schema import DocumentRecord, EntityRecord, EventRecord, FactRecord

        for where, line in self._lines:
            record = parsed(line, where)
            match record.get("record"):
                case "document":
                    self._add_document(checked(DocumentRecord, record, where), where)
                case "entity":
                    self._add_entity(checked(EntityRecord, record, where), where)
                case "fact":
                    yield fact_of(checked(FactRecord, record, where))
                case "event":
                    event = checked(EventRecord, record, where)
                    self._base.execute("INSERT INTO event (record) VALUES (?)", (event.model_dump_json(),))
                case other:
                    what = f"a record of kind {other!r} in a linked file"
                    raise FormatError(where, what, "use one of: document, entity, fact, event")

    def _add_document(self, told: DocumentRecord, where: str) -> None:
        if self._base.execute("SELECT 1 FROM document WHERE id = ?", (told.id,)).fetchone():
            raise FormatError(where, f"the document {told.id!r} is told twice", _FIX)
        self._base.execute("INSERT INTO document VALUES (?, 0, ?)", (told.id, told.model_dump_json()))

    def _add_entity(self, told: EntityRecord, where: str) -> None:
        """What each document tells stands apart: an entity of many documents is not read whole for each."""
        if self._base.execute("SELECT 1 FROM entity WHERE id = ?", (told.id,)).fetchone():
            raise FormatError(where, f"the entity {told.id!r} is told twice", _FIX)
        rows = [(told.id, one.document, one.model_dump_json()) for one in told.told]
        self._base.executemany("INSERT OR REPLACE INTO told VALUES (?, ?, ?)", rows)
        alone = told.model_copy(update={"told": []})
        self._base.execute("INSERT INTO entity VALUES (?, ?)", (told.id, alone.model_dump_json()))

    def _told(self, id: str, facts: list[Fact]) -> DocumentFacts:
        from extractor.schema import DocumentRecord

        found = self._base.execute("SELECT record FROM document WHERE id = ?", (id,)).fetchone()
        if found is None:
            raise FormatError(f"{self._file} fact {facts[0].id}", f"no document {id!r} before it", _FIX)
        self._base.execute("UPDATE document SET told = 1 WHERE id = ?", (id,))
        document = document_of(DocumentRecord.model_validate_json(found[0]))
        return told_by(document, facts, [self._entity(one, id) for one in named_in(facts)])

    def _entity(self, id: str, document: str) -> Entity:
        from extractor.schema import EntityRecord, ToldRecord

        found = self._base.execute("SELECT record FROM entity WHERE id = ?", (id,)).fetchone()
        if found is None:
            raise FormatError(f"{self._file} document {document}", f"no entity {id!r} before its facts", _FIX)
        entity = EntityRecord.model_validate_json(found[0])
        told = self._base.execute("SELECT record FROM told WHERE entity = ? AND document = ?", (id, document))
        entity.told = [ToldRecord.model_validate_json(record) for (record,) in told]
        return entity_of(entity)
