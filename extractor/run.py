"""Many documents through one process or several: in order, in bounded memory, and whatever happens to one of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.model import Document, DocumentFacts, Failure

if TYPE_CHECKING:
    from concurrent.futures import Future

    from extractor.pipeline import Pipeline

CHUNK = 128  # documents that one task holds
AHEAD = 3  # tasks a worker that are read ahead of the one whose turn it is

Result = DocumentFacts | Failure


@dataclass(frozen=True, slots=True)
class Settings:
    """What every process of a run must know; the fields are Pipeline's."""

    rules: Path | None = None
    types: frozenset[str] | None = None
    gated: bool = True


def run(documents: Iterable[Document | Failure], settings: Settings, workers: int = 1) -> Iterator[list[Result]]:
    """Each document's facts or failure, in order, in lists; with several workers each is a process of its own."""
    chunks = _chunks(documents)
    if workers == 1:
        yield from (read_chunk(settings, chunk) for chunk in chunks)
    else:
        yield from _pooled(chunks, settings, workers)


def read_chunk(settings: Settings, documents: Sequence[Document | Failure]) -> list[Result]:
    """What a worker does; the rules and the model stay loaded from one call to the next."""
    return list(_pipeline(settings).extract(documents))


@cache
def _pipeline(settings: Settings) -> Pipeline:
    from extractor.pipeline import Pipeline

    return Pipeline(settings.rules, settings.types, gated=settings.gated)


def _chunks(documents: Iterable[Document | Failure]) -> Iterator[list[Document | Failure]]:
    todo = iter(documents)
    while chunk := list(islice(todo, CHUNK)):
        yield chunk


def _pooled(chunks: Iterator[list[Document | Failure]], settings: Settings, workers: int) -> Iterator[list[Result]]:
    from multiprocessing import get_context

    from pebble import ProcessExpired, ProcessPool

    def start(chunk: Sequence[Document | Failure]) -> Future[list[Result]]:
        task: Future[list[Result]] = pool.schedule(read_chunk, args=(settings, chunk))
        return task

    def alone(document: Document | Failure) -> Result:
        try:
            (result,) = start([document]).result()
            return result
        except ProcessExpired as error:
            name = document.source if isinstance(document, Failure) else document.source or document.id
            what = f"killed the process that read it, twice ({error}); please report it with this document"
            return Failure(str(name), what)

    with ProcessPool(max_workers=workers, context=get_context("spawn")) as pool:
        waiting: deque[tuple[list[Document | Failure], Future[list[Result]]]] = deque()
        for chunk in chunks:
            waiting.append((chunk, start(chunk)))
            if len(waiting) > AHEAD * workers:
                yield _result(*waiting.popleft(), alone)
        while waiting:
            yield _result(*waiting.popleft(), alone)


def _result(chunk: list[Document | Failure], task: Future[list[Result]], alone: object) -> list[Result]:
    """A task's results; where its process died, each document is read once more, by itself."""
    from pebble import ProcessExpired

    try:
        return task.result()
    except ProcessExpired:
        assert callable(alone)
        return [alone(document) for document in chunk]
