"""When two spellings are one entity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from extractor.assemble.entities import EntityTable, key_of, spelling_keys
from extractor.model import Document
from extractor.particulars import Particulars

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

LEGAL = re.compile("株式会社|Inc\\.")
NOTHING_BESIDE = Particulars({}, (), (), {}, re.compile("(?!)"), {})


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("株式会社ソラネ", "ソラネ", True),
        ("ＳＯＲＡ", "SORA", True),
        ("Sora Works", "SoraWorks", True),
        ("ソラ・ワークス", "ソラワークス", True),
        ("ソラHD", "ソラホールディングス", True),
        ("Sora", "SORA", False),  # case counts: 説明可能なAI（XAI） is not xAI
        ("ソラネ", "ソラネ銀行", False),
        ("株式会社", "", False),  # a form alone is no empty name
    ],
)
def test_keys(a: str, b: str, same: bool) -> None:
    assert (key_of(a, LEGAL) == key_of(b, LEGAL)) is same


@pytest.mark.parametrize(
    ("text", "a", "b", "same"),
    [
        pytest.param(
            "北星グループ（G）は増資した。南海グループ（G）は出資した。",
            "北星グループ",
            "南海グループ",
            False,
            id="an abbreviated last word is no name",
        ),
        pytest.param(
            "ノルディア・マップス（東京・港）は伸びる。ノルディアは増資した。",
            "ノルディア・マップス",
            "ノルディア",
            True,
            id="a short form",
        ),
        pytest.param(
            "Hakoriku（ハコリク、東京・江東）は伸びる。ハコリクは増資した。",
            "Hakoriku",
            "ハコリク",
            True,
            id="a reading",
        ),
        pytest.param(
            "ミチカ薬品（東京・港）は伸びる。ミチカ電機（東京・港）は増資した。",
            "ミチカ薬品",
            "ミチカ電機",
            False,
            id="a common stem",
        ),
        pytest.param(
            "親会社のノルディアホールディングスは、子会社のノルディアに出資した。",
            "ノルディアホールディングス",
            "ノルディア",
            False,
            id="parent and subsidiary in one sentence",
        ),
    ],
)
def test_spellings_of_one_document(pipeline: Pipeline, text: str, a: str, b: str, same: bool) -> None:
    readings = [match.reading for match in pipeline.match(Document("t", text))]
    table = EntityTable(readings, {}, pipeline.rulebook.names, NOTHING_BESIDE)
    found = {name.text: table.cluster(name) for reading in readings for name in reading.names}
    assert (found[a] is found[b]) is same


def test_the_lexicon_joins_what_a_text_cannot(pipeline: Pipeline) -> None:
    readings = [match.reading for match in pipeline.match(Document("t", "米ソラネは増資した。Soraneは増資した。"))]
    names = [name for reading in readings for name in reading.names]
    for spellings, clusters in (((), 2), ((("Sorane", "ソラネ"),), 1)):
        table = EntityTable(readings, spelling_keys(spellings, LEGAL), pipeline.rulebook.names, NOTHING_BESIDE)
        assert len({id(table.cluster(name)) for name in names}) == clusters
