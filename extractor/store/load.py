"""Facts → a research database, a document at a time, all in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from extractor.errors import FormatError
from extractor.export.records import document_record, entity_record, fact_record
from extractor.export.rows import document_row, fact_rows
from extractor.model import DocumentFacts, Entity, Event
from extractor.store import tables
from extractor.store.database import Database
from extractor.store.events import EventsLoaded, load_events
from extractor.store.names import name_key
from extractor.store.upgrade import check, upgrade

_ORDER = (tables.facts, tables.arguments, tables.equivalents, tables.evidence)


@dataclass(slots=True)
class Loaded:
    """How many documents were new, told other facts than before, or were as they are in the database."""

    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    events: EventsLoaded = field(default_factory=EventsLoaded)


def load(database: Database, told: Iterable[DocumentFacts], file: str, events: Iterable[Event] = ()) -> Loaded:
    """Loads documents, each once, then the events that join their facts; a database that says the same is left alone.

    The tables are made or brought up to date before. Raises StoreError, and whatever `told` raises: then nothing of it
    is kept. `file` names the source in the table `runs`.
    """
    upgrade(database)
    with database.writing() as connection:
        check(database, connection)
        loader = _Loader(connection, file)
        for one in told:
            loader.load(one)
        loader.loaded.events = load_events(connection, events, file)
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
        entities = _digest([entity_record(one) for one in told.entities])
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
            self._forget(known.id, tables.replaced_texts)
        self._insert(
            tables.replaced_texts,
            (
                {"document_id": told.document.id, "number": number, **asdict(one)}
                for number, one in enumerate(told.document.replaces, 1)
            ),
        )

    def _version(self, told: DocumentFacts, facts: str) -> None:
        """The trace that a document leaves: one row each time that its text or its facts were others.

        None where only its checksum was forgotten, by an upgrade.
        """
        version = tables.document_versions
        id = told.document.id
        mine = select(version.c.facts_sha256).where(version.c.document_id == id).order_by(version.c.number)
        before = self.connection.scalars(mine).all()
        if before and before[-1] == facts:
            return
        row = {
            "document_id": id,
            "number": len(before) + 1,
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
            self._insert(table, rows[table.name])

    def _entities(self, told: DocumentFacts, known: Row[Any] | None) -> None:
        """Names and identifiers as the last load has them; spellings and particulars by document."""
        id = told.document.id
        if known is not None:
            self._gone = True
            self._forget(id, tables.aliases, tables.particulars)
        if told.entities:
            self._upsert(told.entities)
        self._insert(
            tables.aliases,
            (
                {"entity_id": entity.id, "document_id": id, "name": name, "key": name_key(name)}
                for entity in told.entities
                for name in _spellings(entity)
            ),
        )
        self._insert(
            tables.particulars,
            (
                {"entity_id": entity.id, "document_id": id, "kind": kind, "value": value}
                for entity in told.entities
                for one in entity.told
                for kind, value in {**one.attributes, **one.identifiers}.items()
            ),
        )

    def _upsert(self, entities: Iterable[Entity]) -> None:
        table, identifiers, merges = tables.entities, tables.identifiers, tables.merges
        rows = {one.id: {"id": one.id, "type": one.type, "name": one.name} for one in entities}
        found = self.connection.execute(select(table).where(table.c.id.in_(rows)))
        known = {row.id: row._asdict() for row in found}
        self._insert(table, (row for id, row in rows.items() if id not in known))
        for id in [id for id, row in known.items() if row != rows[id]]:
            self.connection.execute(update(table).where(table.c.id == id), rows[id])
        for beside in (identifiers, merges) if known else ():
            self.connection.execute(delete(beside).where(beside.c.entity_id.in_(known)))
        self._insert(
            identifiers,
            (
                {"entity_id": one.id, "scheme": scheme, "value": value}
                for one in entities
                for scheme, value in one.identifiers.items()
            ),
        )
        self._insert(
            merges,
            (
                {"entity_id": one.id, "number": number, **asdict(merge)}
                for one in entities
                for number, merge in enumerate(one.merges)
            ),
        )

    def _forget(self, document: str, *gone: Table) -> None:
        for table in gone:
            self.connection.execute(delete(table).where(table.c.document_id == document))

    def _insert(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        if told := list(rows):
            self.connection.execute(insert(table), told)


def _spellings(entity: Entity) -> Iterable[str]:
    """What the document at hand calls it; all that is known, where the file does not say who spells it how."""
    told = [name for one in entity.told for name in (one.name, *one.names)]
    return dict.fromkeys(told or (entity.name, *entity.aliases))


def _digest(records: list[Any]) -> str:
    return hashlib.sha256(json.dumps(records, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
