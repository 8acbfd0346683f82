"""The sentence tables (direction.tsv, factuality.tsv): a row a test, rows of known_gaps.txt expected to fail."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractor.read.article import build_document

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

    from extractor.model import DocumentFacts, Filler
    from extractor.pipeline import Pipeline

HERE = Path(__file__).parent
Row = dict[str, str]


@cache
def known_gaps() -> frozenset[str]:
    """The rows that fail today, as `table: sentence`; the list can only shrink, since a row that passes is an error."""
    lines = (HERE / "known_gaps.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def rows(table: str) -> list[Row]:
    with (HERE / f"{table}.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def row_id(table: str, row: Row) -> str:
    return f"{table}: {row['sentence']}"


def params(table: str) -> list[ParameterSet]:
    """A table's rows as parameters of a test."""
    gap = pytest.mark.xfail(raises=AssertionError, reason="known gap")
    known = known_gaps()
    return [
        pytest.param(row, marks=[gap] if row_id(table, row) in known else [], id=f"line{number}")
        for number, row in enumerate(rows(table), 2)
    ]


def read(pipeline: Pipeline, sentence: str) -> DocumentFacts:
    """What a sentence alone tells, on 20 May 2026."""
    return pipeline.facts(build_document(sentence, "row", "row", published=date(2026, 5, 20)))


def spellings(told: DocumentFacts, filler: Filler) -> set[str]:
    """All that a filler is called: its entity's spellings, else its words."""
    entity = next((one for one in told.entities if one.id == filler.entity), None)
    return {filler.text} if entity is None else {entity.name, *entity.aliases}


def words(told: DocumentFacts) -> str:
    """A document's facts in a line, for a message."""
    return (
        "; ".join(
            f"{fact.type} {fact.status} ("
            + ", ".join(f"{role} {'・'.join(f.text for f in fillers)}" for role, fillers in fact.roles.items())
            + ")"
            for fact in told.facts
        )
        or "no fact"
    )
