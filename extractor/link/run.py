"""Facts files in, one linked corpus out; the only place that knows the order of the linker's steps."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from extractor.export.atomic import whole_file
from extractor.export.json_file import write_lists
from extractor.export.jsonl import write_records
from extractor.link.decisions import Decisions
from extractor.link.group import add_deal, write_events
from extractor.link.identity import Identities
from extractor.link.inputs import read_into
from extractor.link.linked import number, write_entities
from extractor.link.names import Names
from extractor.link.rates import Rates, add_converted
from extractor.link.workspace import Record, Workspace, load
from extractor.rulebook.load import load_rulebook


def link(
    paths: Sequence[Path],
    output: Path | None = None,
    *,
    format: str = "json",
    decisions: Decisions = Decisions(),  # noqa: B008 -- frozen
    rates: Rates | None = None,
    currency: str = "USD",
) -> None:
    """Links facts files (.json, .jsonl), a later one's documents taking the place of an earlier one's; FormatError.

    The output (json or jsonl) appears whole or not at all; None is standard output. Memory does not grow with the
    number of facts, but for JSON input, which is read whole.
    """
    book = load_rulebook()
    names = Names(book.names.legal, book.spellings, book.particulars.trades)
    with tempfile.TemporaryDirectory(prefix="fundex-link-") as folder:
        space = Workspace(Path(folder))
        try:
            for at, path in enumerate(paths):
                read_into(space, path, at, names.key)
            space.settle()
            identities = Identities(space, names, book.particulars.sectors_of, decisions)
            identities.resolve()
            number(space)
            write_entities(space, identities)
            _add_deals(space, rates, currency)
            write_events(space)
            _write(space, output, format)
        finally:
            space.close()


def _add_deals(space: Workspace, rates: Rates | None, currency: str) -> None:
    """The facts with linked entities and converted amounts."""
    for document in space.documents():
        linked = dict(
            space.db.execute(
                "SELECT told.entity, entity.id FROM told JOIN identity USING (n) JOIN entity USING (root) "
                "WHERE told.document = ?",
                (document["id"],),
            )
        )
        for fact in space.facts_of(document["id"]):
            for fillers in fact["roles"].values():
                for filler in fillers:
                    if filler.get("entity"):
                        filler["entity"] = linked[filler["entity"]]
            if rates is not None:
                add_converted(fact, document.get("published"), rates, currency)
            add_deal(space, fact, document.get("published"))


def _write(space: Workspace, output: Path | None, format: str) -> None:
    lists = {
        "documents": space.documents(),
        "entities": _loaded(space, "SELECT record FROM entity ORDER BY id"),
        "facts": _loaded(space, "SELECT record FROM deal ORDER BY n"),
        "events": _loaded(space, "SELECT record FROM event ORDER BY id"),
    }
    write_lists_to(output, lists, format)


def write_lists_to(output: Path | None, lists: dict[str, Iterator[Record]], format: str) -> None:
    """A linked corpus to a file that appears whole or not at all, or to standard output, a record at a time."""
    if output is None:
        _write_to(sys.stdout, lists, format)
        return
    with whole_file(output) as part, part.open("w", encoding="utf-8", newline="") as stream:
        _write_to(stream, lists, format)


def _write_to(stream: TextIO, lists: dict[str, Iterator[Record]], format: str) -> None:
    if format == "jsonl":
        kinds = {"documents": "document", "entities": "entity", "facts": "fact", "events": "event"}
        write_records(((kinds[name], record) for name, records in lists.items() for record in records), stream)
    else:
        write_lists(lists, stream)


def _loaded(space: Workspace, query: str) -> Iterator[Record]:
    rows: Iterable[tuple[bytes]] = space.db.execute(query)
    for (record,) in rows:
        yield load(record)
