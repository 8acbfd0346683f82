"""A linked corpus with the registry's numbers in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.link.inputs import corpus_records
from extractor.link.names import Names
from extractor.link.registry import Matches, match
from extractor.link.run import write_lists_to
from extractor.link.workspace import Record
from extractor.rulebook.load import load_rulebook


def add_numbers(corpus: Path, registries: Sequence[Path], output: Path | None, format: str) -> Matches:
    """Writes the corpus with the numbers found as identifiers, each with its reason among the merges."""
    book = load_rulebook()
    names = Names(book.names.legal, ())
    published: dict[str, str] = {}

    def entities() -> Iterator[Record]:
        for what, record in corpus_records(corpus):
            if what == "document" and record.get("published"):
                published[record["id"]] = record["published"][:10]
            elif what == "entity":
                yield {"told": [], **record}

    matches = match(entities(), registries, names.plain, published)

    def records(kind: str) -> Iterator[Record]:
        for what, record in corpus_records(corpus):
            if what == kind:
                yield _numbered(record, matches) if what == "entity" else record

    lists = {"documents": "document", "entities": "entity", "facts": "fact", "events": "event"}
    write_lists_to(output, {name: records(kind) for name, kind in lists.items()}, format)
    return matches


def _numbered(entity: Record, matches: Matches) -> Record:
    company = matches.found.get(entity["id"])
    if company is None:
        return entity
    reason = {"reason": "registry", "names": sorted({entity["name"], company.name}), "documents": []}
    return {
        **entity,
        "identifiers": {**entity["identifiers"], "corporate_number": company.number},
        "merges": [*entity.get("merges", ()), reason],
    }
