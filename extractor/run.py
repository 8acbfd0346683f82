"""Many documents through one process or several: in order, in bounded memory, and whatever happens to one of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from extractor.model import Document, DocumentFacts, Failure

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

CHUNK = 128  # documents that one task holds
PACKAGES = ("fundex", "ja-ginza", "spacy", "sudachidict-core")  # of other versions other facts may come
AHEAD = 3  # tasks a worker that are read ahead of the one whose turn it is

Result = DocumentFacts | Failure
Chunk = list[Document | Failure]


class Task(Protocol):
    """A future of concurrent.futures, or dask's own: both calls wait until it is done."""

    def result(self) -> list[Result]: ...

    def exception(self) -> BaseException | None: ...


Start = Callable[[Chunk], Task]


@dataclass(frozen=True, slots=True)
class Settings:
    """What every process of a run must know; the fields are Pipeline's."""

    rules: Path | None = None
    types: frozenset[str] | None = None
    gated: bool = True

    def told(self) -> dict[str, str]:
        """All that decides the facts of a document, named: packages, rules and options as they are now."""
        from importlib.metadata import version

        from extractor.rulebook.load import default_rules
        from extractor.rulebook.source import digest

        return {
            **{package: version(package) for package in PACKAGES},
            "rules": digest(self.rules or default_rules()),
            "types": "all" if self.types is None else ",".join(sorted(self.types)),
            "gate": "on" if self.gated else "off",
        }


def run(documents: Iterable[Document | Failure], settings: Settings, workers: int = 1) -> Iterator[list[Result]]:
    """Each document's facts or failure, in order, in lists; with several workers each is a process of its own."""
    if workers == 1:
        yield from (read_chunk(settings, chunk) for chunk in _chunks(documents))
    else:
        yield from _pooled(documents, settings, workers)


def read_chunk(settings: Settings, documents: Sequence[Document | Failure]) -> list[Result]:
    """What a worker does; the rules and the model stay loaded from one call to the next."""
    return list(_pipeline(settings).extract(documents))


@cache
def _pipeline(settings: Settings) -> Pipeline:
    from extractor.pipeline import Pipeline

    return Pipeline(settings.rules, settings.types, gated=settings.gated)


def _chunks(documents: Iterable[Document | Failure]) -> Iterator[Chunk]:
    todo = iter(documents)
    while chunk := list(islice(todo, CHUNK)):
        yield chunk


def in_order(
    documents: Iterable[Document | Failure], start: Start, workers: Callable[[], int], died: type[Exception]
) -> Iterator[list[Result]]:
    """The results of the tasks that `start` starts, in the documents' order, a few tasks ahead for each worker.

    `died` is what a task raises that killed its process: its documents are then read once more, each by itself, and
    one that kills again becomes a failure.
    """
    waiting: deque[tuple[Chunk, Task]] = deque()

    def first() -> list[Result]:
        chunk, task = waiting.popleft()
        try:
            return task.result()
        except died:
            for _, other in waiting:
                other.exception()  # all are done: none of them can be what kills now
            return [_alone(document, start, died) for document in chunk]

    for chunk in _chunks(documents):
        waiting.append((chunk, start(chunk)))
        if len(waiting) > AHEAD * workers():
            yield first()
    while waiting:
        yield first()


def _alone(document: Document | Failure, start: Start, died: type[Exception]) -> Result:
    try:
        (result,) = start([document]).result()
        return result
    except died as error:
        name = document.source if isinstance(document, Failure) else document.source or document.id
        what = f"killed the process that read it, twice ({error}); please report it with this document"
        return Failure(name, what)


def _pooled(documents: Iterable[Document | Failure], settings: Settings, workers: int) -> Iterator[list[Result]]:
    from multiprocessing import get_context

    from pebble import ProcessExpired, ProcessPool

    with ProcessPool(max_workers=workers, context=get_context("spawn")) as pool:

        def start(chunk: Chunk) -> Task:
            task: Task = pool.schedule(read_chunk, args=(settings, chunk))
            return task

        yield from in_order(documents, start, lambda: workers, ProcessExpired)
