"""Facts files → the working store, record by record; JSON Lines are never held whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from extractor.errors import FormatError
from extractor.export.lines import FIX, checked, parsed, read_lines
from extractor.export.load import format_error
from extractor.link.workspace import Record, Workspace


def read_into(space: Workspace, path: Path, number: int, key_of: Callable[[str], str]) -> None:
    """Adds a facts file (.json, .jsonl), the `number`th of the run; FormatError with file and place."""
    known: dict[str, Record] = {}
    tells: set[tuple[str, str]] = set()

    def add_entity(record: Record) -> None:
        known[record["id"]] = record
        for told in record.get("told", ()):
            add_told(record, told)

    def add_told(entity: Record, told: Record) -> None:
        full = {
            "document": told["document"],
            "name": told["name"],
            "names": sorted({told["name"], *told.get("names", ())}),
            "identifiers": told.get("identifiers", {}),
            "attributes": told.get("attributes", {}),
            "type": entity["type"],
        }
        space.add_told(entity["id"], kind_of(entity["type"]), key_of(told["name"]), full)
        tells.add((told["document"], entity["id"]))

    def add_fact(record: Record) -> None:
        if not space.add_fact(record):
            raise FormatError(
                f"{path} fact {record['id']}", f"no document {record['document']!r}", "add it to `documents`"
            )
        for id in {f["entity"] for fillers in record["roles"].values() for f in fillers if f.get("entity")}:
            if (record["document"], id) in tells:
                continue
            if id not in known:
                raise FormatError(f"{path} fact {record['id']}", f"no entity {id!r}", "add it to `entities`")
            one = known[id]  # a file that does not say what each document tells: all of it is taken for each
            told = {"document": record["document"], "name": one["name"], "names": one.get("aliases", [])}
            add_told(one, {**told, "identifiers": one.get("identifiers", {})})

    for what, record in read_records(path):
        if what == "document":
            space.add_document(record, number)
        elif what == "entity":
            add_entity(record)
        elif what == "fact":
            add_fact(record)
        elif what == "line":
            space.add_document(record["document"], number)
            for entity in record.pop("entities", ()):
                add_entity(entity)
            for fillers in record["roles"].values():
                for filler in fillers:
                    filler.pop("name", None)
            add_fact({**record, "document": record["document"]["id"]})
            known.clear()
            tells.clear()  # a line stands alone


def kind_of(type: str) -> str:
    """Types within which names are compared: what one article calls a fund may be another's organization."""
    return "organization" if type == "fund" else type


def read_records(path: Path) -> Iterator[tuple[str, Record]]:
    """A facts file's records with what each is (document, entity, fact, event; line: a fact that stands alone)."""
    if path.suffix.lower() != ".json":
        yield from _lines(path)
        return
    file = _whole(path)
    for what in ("document", "entity", "fact", "event"):
        for record in file.get({"entity": "entities"}.get(what, f"{what}s"), ()):
            yield what, record


def corpus_records(path: Path) -> Iterator[tuple[str, Record]]:
    """As read_records, of a corpus: FormatError for lines that stand alone, which tell no entities by themselves."""
    for what, record in read_records(path):
        if what == "line":
            raise FormatError(str(path), "its lines are not linked", f"link them first: fundex link {path}")
        yield what, record


def _whole(path: Path) -> Record:
    from pydantic import ValidationError

    from extractor.schema import FactsFile

    try:
        data = path.read_bytes()
        FactsFile.model_validate_json(data)
    except OSError as error:
        raise FormatError(str(path), f"cannot be read ({error.strerror})", FIX) from None
    except ValidationError as error:
        raise format_error(path, error) from None
    record: Record = json.loads(data)  # as it is: fields that we do not know stay
    return record


def _lines(path: Path) -> Iterator[tuple[str, Record]]:
    from extractor.schema import LINES

    for where, line in read_lines(path):
        record = parsed(line, where)
        what = record.pop("record", "line")
        if what not in LINES:
            raise FormatError(where, f"a record of kind {what!r}", f"use one of: {', '.join(LINES)}")
        checked(LINES[what], record, where)
        yield what, record
