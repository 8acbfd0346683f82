"""The linker's working store: a temporary SQLite file, so that a corpus need not fit into memory."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]

_TABLES = """
CREATE TABLE document (id TEXT PRIMARY KEY, file INTEGER, published TEXT, record BLOB) WITHOUT ROWID;
CREATE TABLE told (n INTEGER PRIMARY KEY, document TEXT, entity TEXT, kind TEXT, key TEXT, record BLOB,
                   UNIQUE (document, entity));
CREATE TABLE fact (at INTEGER PRIMARY KEY, id TEXT, document TEXT, record BLOB, UNIQUE (document, id));
CREATE TABLE identity (n INTEGER PRIMARY KEY, root INTEGER);
CREATE TABLE linked (root INTEGER PRIMARY KEY, id TEXT);
CREATE TABLE event (id TEXT PRIMARY KEY, record BLOB);
CREATE TABLE block (type TEXT, key TEXT, n INTEGER);
CREATE TABLE deal (n INTEGER PRIMARY KEY, id TEXT, document TEXT, published TEXT, record BLOB);
"""


class Workspace:
    """Documents, what each tells of its entities, and facts; everything is read back in an order of its own."""

    def __init__(self, folder: Path) -> None:
        self.db = sqlite3.connect(folder / "link.db", isolation_level=None)
        self.db.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-100000; "
            f"PRAGMA temp_store_directory='{str(folder).replace(chr(39), chr(39) * 2)}'; {_TABLES} BEGIN;"
        )

    def close(self) -> None:
        self.db.close()

    def add_document(self, record: Record, file: int) -> None:
        """A document of an earlier file gives way to this one, and leaves a trace if its text differs."""
        known = self.db.execute("SELECT file, record FROM document WHERE id = ?", (record["id"],)).fetchone()
        if known is not None and known[0] == file:
            return
        if known is not None:
            record = {**record, "replaces": self._replaced(load(known[1]), record)}
            self.db.execute("DELETE FROM told WHERE document = ?", (record["id"],))
            self.db.execute("DELETE FROM fact WHERE document = ?", (record["id"],))
        if not record.get("replaces"):
            record = {key: value for key, value in record.items() if key != "replaces"}
        self.db.execute(
            "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)",
            (record["id"], file, record.get("published"), dump(record)),
        )

    def _replaced(self, old: Record, new: Record) -> list[Record]:
        trace: list[Record] = [*old.get("replaces", ()), *new.get("replaces", ())]
        if old.get("sha256") != new.get("sha256"):
            (count,) = self.db.execute("SELECT count(*) FROM fact WHERE document = ?", (old["id"],)).fetchone()
            trace.append({**{key: old.get(key) for key in ("sha256", "title", "published")}, "facts": count})
        return trace

    def add_told(self, entity: str, kind: str, key: str, told: Record) -> None:
        """What one document tells of an entity; told twice, the spellings are joined."""
        document = told["document"]
        added = self.db.execute(
            "INSERT OR IGNORE INTO told (document, entity, kind, key, record) VALUES (?, ?, ?, ?, ?)",
            (document, entity, kind, key, dump(told)),
        )
        if added.rowcount:
            return
        known = self.db.execute("SELECT record FROM told WHERE document = ? AND entity = ?", (document, entity))
        old = load(known.fetchone()[0])
        old["names"] = sorted({*old["names"], *told["names"]})
        for field in ("identifiers", "attributes"):
            old[field] = {**told[field], **old[field]}
        self.db.execute("UPDATE told SET record = ? WHERE document = ? AND entity = ?", (dump(old), document, entity))

    def add_fact(self, record: Record) -> bool:
        """Whether the fact's document is known; only then it is added."""
        if not self.db.execute("SELECT 1 FROM document WHERE id = ?", (record["document"],)).fetchone():
            return False
        self.db.execute(
            "INSERT OR REPLACE INTO fact (id, document, record) VALUES (?, ?, ?)",
            (record["id"], record["document"], dump(record)),
        )
        return True

    def settle(self) -> None:
        """To be called once all is added: numbers what is told in an order that the input's does not touch."""
        self.db.executescript(
            """
            CREATE TABLE sorted (n INTEGER PRIMARY KEY, document TEXT, entity TEXT, kind TEXT, key TEXT, record BLOB);
            INSERT INTO sorted (document, entity, kind, key, record)
                SELECT document, entity, kind, key, record FROM told ORDER BY kind, key, document, entity;
            DROP TABLE told;
            ALTER TABLE sorted RENAME TO told;
            CREATE INDEX told_document ON told (document, entity);
            CREATE INDEX told_key ON told (kind, key);
            """
        )

    def documents(self) -> Iterator[Record]:
        """Documents by id."""
        for (record,) in self.db.execute("SELECT record FROM document ORDER BY id"):
            yield load(record)

    def facts_of(self, document: str) -> Iterator[Record]:
        """One document's facts in the order that its file has."""
        for (record,) in self.db.execute("SELECT record FROM fact WHERE document = ? ORDER BY at", (document,)):
            yield load(record)


def dump(record: Record) -> bytes:
    """A record as the workspace keeps it: the file is gone with the run, so that nobody else has to read it."""
    return marshal.dumps(record)


def load(kept: bytes) -> Record:
    """A record that `dump` made."""
    record: Record = marshal.loads(kept)
    return record
