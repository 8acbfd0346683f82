"""Facts files read a document at a time: linked JSON Lines tell what the JSON tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import FormatError
from extractor.export.told import open_told, read_told
from extractor.link.run import link
from extractor.model import DocumentFacts, Event

Record = dict[str, Any]


def filler(**told: Any) -> Record:
    return {"text": "語", "start": 0, "end": 1, **told}


def fact(id: str, document: str, *companies: str) -> Record:
    roles = {"company": [filler(entity=companies[0])], "investor": [filler(entity=one) for one in companies[1:]]}
    rest = {"attribution": {"kind": "author"}, "evidence": [], "confidence": 0.9}
    return {"id": id, "type": "funding_round", "document": document, "status": "completed", "roles": roles, **rest}


def entity(id: str, name: str, **documents: str) -> Record:
    """`documents`: how each spells it."""
    told = [{"document": document, "name": spelt, "names": [spelt]} for document, spelt in documents.items()]
    return {"id": f"org:{id}", "type": "organization", "name": name, "aliases": [*documents.values()], "told": told}


ENTITIES = [entity("a", "ソラネ", d1="ソラネ", d2="株式会社ソラネ"), entity("b", "北星ラボ", d1="北星ラボ")]
FACTS = [fact("1", "d1", "org:a", "org:b"), fact("2", "d2", "org:a")]
FILE = {
    "schema_version": 1,
    "documents": [{"id": id} for id in ("d1", "d2", "d0")],
    "entities": ENTITIES,
    "facts": FACTS,
}


@pytest.fixture
def linked(tmp_path: Path) -> list[Path]:
    """One linked corpus in both formats."""
    (facts := tmp_path / "facts.json").write_text(json.dumps(FILE), encoding="utf-8")
    paths = [tmp_path / "corpus.json", tmp_path / "corpus.jsonl"]
    for path in paths:
        link([facts], path, format=path.suffix[1:])
    return paths


def read(path: Path) -> tuple[dict[str, DocumentFacts], list[Event]]:
    with open_told(path) as file:
        return {one.document.id: one for one in file.documents}, list(file.events)


def test_lines_tell_what_the_whole_tells(linked: list[Path]) -> None:
    whole, lines = map(read, linked)
    assert whole == lines
    documents, events = lines
    assert sorted(documents) == ["d0", "d1", "d2"]
    assert documents["d0"].facts == ()
    assert sorted(fact for event in events for fact in event.facts) == ["1", "2"]


def test_of_an_entity_a_document_has_only_what_it_tells(linked: list[Path]) -> None:
    for path in linked:
        documents, _ = read(path)
        ((sorane,),) = [one.entities for one in documents.values() if one.document.id == "d2"]
        assert [told.document for told in sorane.told] == ["d2"]
        assert [told.name for told in sorane.told] == ["株式会社ソラネ"]


def test_the_lines_are_read_as_they_are_wanted(tmp_path: Path) -> None:
    """What comes after a document's facts has not been read when the document is given out."""
    records = [
        *({"record": "document", "id": id} for id in ("d1", "d2")),
        *({"record": "entity", **e} for e in ENTITIES),
    ]
    path = tmp_path / "corpus.jsonl"
    lines = [json.dumps(one) for one in (*records, *({"record": "fact", **one} for one in FACTS))]
    path.write_text("\n".join([*lines, "{broken"]), encoding="utf-8")
    told = read_told(path)
    assert next(told).document.id == "d1"
    with pytest.raises(FormatError, match=r"corpus\.jsonl:7: is no line of a facts file"):
        list(told)


DOCUMENT: Record = {"record": "document", "id": "d1"}
COMPANIES: list[Record] = [{"record": "entity", **one} for one in ENTITIES]
FACT: Record = {"record": "fact", **FACTS[0]}


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ([DOCUMENT, DOCUMENT], "corpus.jsonl:2: the document 'd1' is told twice"),
        ([DOCUMENT, COMPANIES[0], COMPANIES[0]], "corpus.jsonl:3: the entity 'org:a' is told twice"),
        ([DOCUMENT, COMPANIES[0], FACT], "corpus.jsonl document d1: no entity 'org:b' before its facts"),
        ([*COMPANIES, FACT], "corpus.jsonl fact 1: no document 'd1' before it"),
        ([DOCUMENT, {"record": "deal"}], "corpus.jsonl:2: a record of kind 'deal' in a linked file"),
        ([DOCUMENT, {"id": "x"}], "corpus.jsonl:2: a record of kind None in a linked file"),
        ([DOCUMENT, {"record": "event", "id": "event:1"}], "corpus.jsonl:2 type: Field required"),
        ([DOCUMENT, *COMPANIES, {**FACT, "part_of": "9"}], "fact 1: is part of '9', no fact of its document"),
    ],
)
def test_a_broken_linked_file_is_told_by_its_line(tmp_path: Path, records: list[Record], words: str) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    with pytest.raises(FormatError) as error:
        read(path)
    assert words in str(error.value)


def test_an_empty_file_tells_nothing(tmp_path: Path) -> None:
    (path := tmp_path / "facts.jsonl").write_text("\n")
    assert read(path) == ({}, [])
