"""How far along an event is: each sentence of factuality.tsv tells its status, or no fact at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sentence_tables import Row, known_gaps, params, read, row_id, rows, words

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline


@pytest.mark.parametrize("row", params("factuality"))
def test_factuality(pipeline: Pipeline, row: Row) -> None:
    told = read(pipeline, row["sentence"])
    accepted = set(row["status"].split("|"))
    statuses = {fact.status for fact in told.facts if fact.type in row["type"].split("|")} or {"none"}
    assert statuses <= accepted, words(told)


def test_known_gaps_are_rows() -> None:
    known = {row_id(table, row) for table in ("direction", "factuality") for row in rows(table)}
    assert known_gaps() <= known
