"""Facts files of any size → what each document tells: JSON Lines streamed, JSON as a whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import chain, groupby
from pathlib import Path

from extractor.errors import FormatError
from extractor.export.lines import FIX, Line, fact_line, named_in, parsed, read_lines, told_by
from extractor.export.linked_lines import LinkedLines
from extractor.export.load import read_corpus
from extractor.model import Corpus, DocumentFacts, Event, Fact, Told

_SUFFIXES = (".json", ".jsonl")


@dataclass(frozen=True, slots=True)
class ToldFile:
    """An open facts file: its documents, each once, and then the events, which only a linked file has."""

    documents: Iterable[DocumentFacts]
    events: Iterable[Event] = ()


@contextmanager
def open_told(path: Path) -> Iterator[ToldFile]:
    """A facts file (.json or .jsonl), as fundex extract or fundex link writes it.

    JSON Lines is read a document at a time: all facts of a document stand together, as fundex writes them, and a
    document that tells none is not there unless the file is linked. Of an entity a document has only what it tells
    itself. Raises FormatError with the line or field, here or while the documents are read.
    """
    if path.suffix.lower() != ".jsonl":
        corpus = read_corpus(path)
        yield ToldFile(by_document(corpus), corpus.events)
        return
    with closing(read_lines(path)) as lines:
        first = next(lines, None)
        every = chain(() if first is None else (first,), lines)
        if first is None or "record" not in parsed(first[1], first[0]):
            yield ToldFile(_by_line(every, path))
            return
        with (
            tempfile.TemporaryDirectory(prefix="fundex-load-") as folder,
            closing(LinkedLines(every, str(path), Path(folder))) as linked,
        ):
            yield ToldFile(linked.documents(), linked.events())


def facts_files(paths: Iterable[Path]) -> list[Path]:
    """The files, and those of the folders among them (.json, .jsonl) by name; FormatError for a folder without any."""
    files: list[Path] = []
    for path in paths:
        inside = sorted(one for one in path.iterdir() if one.suffix.lower() in _SUFFIXES) if path.is_dir() else [path]
        if not inside:
            raise FormatError(str(path), "no facts files are in this folder", FIX)
        files += inside
    return files


def read_told(path: Path) -> Iterator[DocumentFacts]:
    """Each document of a facts file with its facts and the entities they name; see open_told."""
    with open_told(path) as file:
        yield from file.documents


def by_document(corpus: Corpus) -> Iterator[DocumentFacts]:
    """A corpus, document by document."""
    entities = {entity.id: replace(entity, told=()) for entity in corpus.entities}
    told: dict[tuple[str, str], Told] = {
        (entity.id, one.document): one for entity in corpus.entities for one in entity.told
    }
    facts: dict[str, list[Fact]] = {document.id: [] for document in corpus.documents}
    for fact in corpus.facts:
        facts[fact.document].append(fact)
    for document in corpus.documents:
        mine = facts[document.id]
        named = (
            replace(entities[id], told=(told[id, document.id],)) if (id, document.id) in told else entities[id]
            for id in named_in(mine)
        )
        yield told_by(document, mine, named)


def _by_line(lines: Iterable[Line], path: Path) -> Iterator[DocumentFacts]:
    told = (fact_line(line, where) for where, line in lines)
    for id, same in groupby(told, key=lambda one: one[0].id):
        documents, facts, named = zip(*same, strict=True)
        if any(one != documents[0] for one in documents):
            raise FormatError(str(path), f"the lines of the document {id!r} differ in what it is", FIX)
        entities = {entity.id: entity for entities in named for entity in entities.values()}
        yield told_by(documents[0], list(facts), [entities[id] for id in named_in(facts)])
