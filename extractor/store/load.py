"""Facts → a research database, a document at a time, all in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from extractor.errors import FormatError
from extractor.export.records import document_record, fact_record
from extractor.export.rows import document_row, entity_row, fact_rows
from extractor.model import DocumentFacts, Entity
from extractor.store import tables
from extractor.store.database import Database
from extractor.store.events import load_events
from extractor.store.names import name_key
from extractor.store.upgrade import check, upgrade

_ORDER = (tables.facts, tables.arguments, tables.equivalents, tables.evidence)


@dataclass(slots=True)
class Loaded:
    """How many documents were new, told other facts than before, or were as they are in the database."""

    new: int = 0
    replaced: int = 0
    unchanged: int = 0


def load(
    database: Database, told: Iterable[DocumentFacts], file: str, events: Iterable[Mapping[str, Any]] = ()
) -> Loaded:
    """Loads documents, each once, and the events that join their facts; a database that says the same is left alone.

    The tables are made or brought up to date before. Raises StoreError, and whatever `told` raises: then nothing of it
    is kept. `file` names the source in the table `runs`.
    """
    upgrade(database)
    with database.writing() as connection:
        check(database, connection)
        loader = _Loader(connection, file)
        for one in told:
            loader.load(one)
        load_events(connection, events)
        loader.drop_unnamed_entities()
        return loader.loaded


class _Loader:
    def __init__(self, connection: Connection, file: str) -> None:
        self.connection = connection
        self.file = file
        self.loaded = Loaded()
        self._seen: set[str] = set()
        self._run: int | None = None
        self._gone = False

    def load(self, told: DocumentFacts) -> None:
        id = told.document.id
        if id in self._seen:
            fix = "put all facts of a document together, and load two runs one after the other"
            raise FormatError(self.file, f"the document {id!r} is told twice", fix)
        self._seen.add(id)
        document = tables.documents
        known = self.connection.execute(select(document).where(document.c.id == id)).one_or_none()
        facts = _digest([document_record(told.document), *map(fact_record, told.facts)])
        entities = _digest([entity_row(one) for one in told.entities])
        if known and (known.facts_sha256, known.entities_sha256) == (facts, entities):
            self.loaded.unchanged += 1
            return
        self._document(told, known, {"facts_sha256": facts, "entities_sha256": entities})
        self._entities(told, known)
        if known is None or known.facts_sha256 != facts:
            self._version(told, facts)
            self._facts(told, known)

    def drop_unnamed_entities(self) -> None:
        """Entities that no document names any more."""
        if self._gone:
            named = select(tables.aliases).where(tables.aliases.c.entity_id == tables.entities.c.id).exists()
            self.connection.execute(delete(tables.entities).where(~named))

    def _document(self, told: DocumentFacts, known: Row[Any] | None, digests: Mapping[str, str]) -> None:
        row = {**document_row(told.document), **digests}
        document = tables.documents
        if known is None:
            self.loaded.new += 1
            self.connection.execute(insert(document), row)
        else:
            self.loaded.replaced += 1
            self.connection.execute(update(document).where(document.c.id == known.id), row)

    def _version(self, told: DocumentFacts, facts: str) -> None:
        """The trace that a document leaves: one row each time that its text or its facts were others."""
        version = tables.document_versions
        id = told.document.id
        row = {
            "document_id": id,
            "number": select(func.count() + 1).where(version.c.document_id == id).scalar_subquery(),
            "run_id": self._run_id(),
            "sha256": document_record(told.document)["sha256"],
            "facts_sha256": facts,
            "facts": len(told.facts),
        }
        self.connection.execute(insert(version).values(row))

    def _run_id(self) -> int:
        """This run's row, made when the first document has something new to tell."""
        if self._run is None:
            from importlib.metadata import version

            row = {"file": self.file, "program": f"fundex {version('fundex')}"}
            self._run = self.connection.execute(insert(tables.runs).returning(tables.runs.c.id), row).scalar_one()
        return self._run

    def _facts(self, told: DocumentFacts, known: Row[Any] | None) -> None:
        if known is not None:
            self.connection.execute(delete(tables.facts).where(tables.facts.c.document_id == known.id))
        rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in _ORDER}
        for number, fact in enumerate(told.facts):
            for name, row in fact_rows(fact, number):
                rows[name].append(row)
        for row in rows["evidence"]:
            row["folded"] = name_key(row["text"])
        for table in _ORDER:
            if rows[table.name]:
                self.connection.execute(insert(table), rows[table.name])

    def _entities(self, told: DocumentFacts, known: Row[Any] | None) -> None:
        """Names and identifiers as the last load has them; spellings by the document that names the entity."""
        if known is not None:
            self._gone = True
            self.connection.execute(delete(tables.aliases).where(tables.aliases.c.document_id == known.id))
        if told.entities:
            self._upsert(told.entities)
        spellings = [
            {"entity_id": entity.id, "document_id": told.document.id, "name": name, "key": name_key(name)}
            for entity in told.entities
            for name in dict.fromkeys((entity.name, *entity.aliases))
        ]
        if spellings:
            self.connection.execute(insert(tables.aliases), spellings)

    def _upsert(self, entities: Iterable[Entity]) -> None:
        table, identifiers = tables.entities, tables.identifiers
        rows = {one.id: {"id": one.id, "type": one.type, "name": one.name} for one in entities}
        found = self.connection.execute(select(table).where(table.c.id.in_(rows)))
        known = {row.id: row._asdict() for row in found}
        if new := [row for id, row in rows.items() if id not in known]:
            self.connection.execute(insert(table), new)
        for id in [id for id, row in known.items() if row != rows[id]]:
            self.connection.execute(update(table).where(table.c.id == id), rows[id])
        if known:
            self.connection.execute(delete(identifiers).where(identifiers.c.entity_id.in_(known)))
        told = [
            {"entity_id": one.id, "scheme": scheme, "value": value}
            for one in entities
            for scheme, value in one.identifiers.items()
        ]
        if told:
            self.connection.execute(insert(identifiers), told)


def _digest(records: list[Any]) -> str:
    return hashlib.sha256(json.dumps(records, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
