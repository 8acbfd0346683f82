"""What a run has found so far, on disk: memory stays flat, and a run that was killed goes on where it stopped.

An SQLite file, since SQLite keeps what it was told through any kill. Results lie there document by document in the
facts file's own form, each with a digest of its document: one that has changed since is read again. Whatever is written
in the end is read from there, so that a run in two parts writes the bytes of an unbroken one.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from extractor.contract import SCHEMA_VERSION
from extractor.errors import InputError
from extractor.export.load import read_part
from extractor.export.records import Record, document_record, entity_record, fact_record
from extractor.model import Corpus, Document, DocumentFacts, Entity, Event, Fact, Failure
from extractor.pipeline import joined
from extractor.select import confident, named

FORM = "2"  # of the file


class Journal:
    """The results of a run, in order. `run` tells what decides its facts: only the same may go on with a file.

    With no path it is a temporary file. InputError for a file that is no journal, or that of another run.
    """

    def __init__(self, path: Path | None, run: Mapping[str, str]) -> None:
        self._folder = tempfile.TemporaryDirectory() if path is None else None
        self.path = Path(self._folder.name, "journal") if self._folder else path
        self._waiting: deque[tuple[int, bytes]] = deque()  # number and digest of what is being read
        assert self.path is not None
        try:
            self._base = sqlite3.connect(self.path, isolation_level=None)
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = OFF")  # safe from a killed process; a lost machine may lose it
            self._base.execute("CREATE TABLE IF NOT EXISTS run (told TEXT)")
            # Facts files of the document alone, and where it tells facts of the entities alone and of the facts alone.
            self._base.execute(
                "CREATE TABLE IF NOT EXISTS results "
                "(number INTEGER PRIMARY KEY, digest BLOB, failure TEXT, document TEXT, entities TEXT, facts TEXT)"
            )
        except sqlite3.Error as error:
            raise InputError(str(path), f"no journal ({error})", "name another file with --journal") from None
        self._same_run({"journal": FORM, **run})

    def _same_run(self, run: dict[str, str]) -> None:
        known = self._base.execute("SELECT told FROM run").fetchone()
        if known is None:
            self._base.execute("INSERT INTO run VALUES (?)", (json.dumps(run, ensure_ascii=False),))
            return
        before: dict[str, str] = json.loads(known[0])
        other = next((key for key in run if run[key] != before.get(key)), None)
        if other is not None:
            self._base.close()
            what = f"the journal of another run: {other} was {before.get(other)}, not {run[other]}"
            fix = "go on as that run was begun, or remove the file to read everything anew"
            raise InputError(str(self.path), what, fix)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._base.close()
        if self._folder is not None:
            self._folder.cleanup()

    def remove(self) -> None:
        """Done: the file goes."""
        self._base.close()
        assert self.path is not None
        for end in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)

    @property
    def done(self) -> int:
        """How many documents, and failures, are told."""
        return int(self._base.execute("SELECT count(*) FROM results").fetchone()[0])

    def todo(self, documents: Iterable[Document | Failure]) -> Iterator[Document | Failure]:
        """Those of a run's documents that are not told yet, or told of another text: `add` takes their results.

        Behind the last one, whatever is told of documents that are no longer there is forgotten.
        """
        before, number = self.done > 0, -1
        for number, document in enumerate(documents):
            digest = sha256(repr(document).encode()).digest()
            if not before or self._digest(number) != digest:
                self._waiting.append((number, digest))
                yield document
        self._base.execute("DELETE FROM results WHERE number > ?", (number,))

    def _digest(self, number: int) -> bytes | None:
        known = self._base.execute("SELECT digest FROM results WHERE number = ?", (number,)).fetchone()
        return known[0] if known else None

    def add(self, results: Sequence[DocumentFacts | Failure]) -> None:
        """Keep the next results, all or none."""
        rows = [(*self._waiting.popleft(), *_told(one)) for one in results]
        self._base.execute("BEGIN")
        self._base.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._base.execute("COMMIT")

    def failures(self) -> list[Failure]:
        """What could not be read or processed."""
        return [Failure(**json.loads(told)) for told in self._column("failure")]

    def documents(self) -> Iterator[Document]:
        """The documents that could be read, in order."""
        return (document for part in self._parts("document") for document in part.documents)

    def entities(self) -> Iterator[Entity]:
        """The entities of each document's facts, in order."""
        return (entity for part in self._parts("entities") for entity in part.entities)

    def facts(self, minimum: float) -> Iterator[Fact]:
        """The facts at least this sure, in order."""
        return (fact for part in self._parts("facts") for fact in confident(part, minimum).facts)

    def _parts(self, column: str) -> Iterator[Corpus]:
        return map(read_part, self._column(column))

    def _column(self, name: str) -> Iterator[str]:
        rows = self._base.execute(f"SELECT {name} FROM results WHERE {name} IS NOT NULL ORDER BY number")
        return (told for (told,) in rows)


class JournalCorpus:
    """A journal as a corpus that is read anew for each use: documents and facts never lie in memory, entities do.

    `minimum`: only facts at least this sure, and the entities that they name.
    """

    def __init__(self, journal: Journal, minimum: float = 0) -> None:
        self.journal, self.minimum = journal, minimum
        self.events: tuple[Event, ...] = ()  # they are linked afterwards

    @property
    def documents(self) -> Iterator[Document]:
        return self.journal.documents()

    @property
    def facts(self) -> Iterator[Fact]:
        return self.journal.facts(self.minimum)

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        entities: dict[str, Entity] = {}
        for entity in self.journal.entities():
            entities[entity.id] = joined(entities.get(entity.id), entity)
        kept = named(self.facts) & entities.keys() if self.minimum else entities
        return tuple(entities[id] for id in sorted(kept))


def _told(result: DocumentFacts | Failure) -> tuple[str | None, str | None, str | None, str | None]:
    """A row's columns from `failure` on."""
    if isinstance(result, Failure):
        return json.dumps({"source": result.source, "message": result.message}, ensure_ascii=False), None, None, None
    document = _part("documents", [document_record(result.document)])
    if not result.facts:
        return None, document, None, None
    entities, facts = map(entity_record, result.entities), map(fact_record, result.facts)
    return None, document, _part("entities", entities), _part("facts", facts)


def _part(kind: str, records: Iterable[Record]) -> str:
    file = {"schema_version": SCHEMA_VERSION, "documents": [], "entities": [], "facts": [], kind: [*records]}
    return json.dumps(file, ensure_ascii=False)
