"""Whole articles: what our examples tell, and what holds for every fact of them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractor.contract import FACT_TYPES
from extractor.export import json_file
from extractor.model import Document, DocumentFacts, Fact, Failure
from extractor.pipeline import Pipeline, collect
from extractor.read import read_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [found for found in read_inputs([str(EXAMPLES)]) if isinstance(found, Document)]


@pytest.fixture(scope="module")
def told(pipeline: Pipeline, documents: list[Document]) -> Mapping[str, DocumentFacts]:
    return {one.document.id: one for one in pipeline.extract(documents) if isinstance(one, DocumentFacts)}


def words(fact: Fact) -> dict[str, list[str]]:
    return {role: [filler.text for filler in fillers] for role, fillers in fact.roles.items()}


@pytest.mark.parametrize(
    ("document", "type", "status", "roles"),
    [
        (
            "minori-press-release",
            "funding_round",
            "completed",
            {
                "company": ["株式会社ミノリテラス"],
                "amount": ["6億2,000万円"],
                "lead_investor": ["汐見商事株式会社"],
                "cumulative_amount": ["7億8,000万円"],
            },
        ),
        (
            "amanogawa-series-c",
            "funding_round",
            "completed",
            {
                "company": ["株式会社アマノガワ"],
                "amount": ["42億円"],
                "equity_amount": ["30億円"],
                "debt_amount": ["12億円"],
                "lead_investor": ["Larkspur Capital"],
                "announced": ["19日"],
            },
        ),
        (
            "amanogawa-series-c",
            "funding_round",
            "completed",
            {"company": ["同社"], "amount": ["16億円"], "investor": ["汐見商事"], "date": ["2023年6月"]},
        ),
        (
            "amanogawa-series-c",
            "investment",
            "completed",
            {"investor": ["弓張重工業"], "amount": ["8億円"], "company": ["株式会社アマノガワ"]},
        ),
        (
            "windheim-takeover",
            "acquisition",
            "announced",
            {
                "acquirer": ["弓張重工業"],
                "target": ["ヴィントハイム"],
                "seller": ["カッスルレイ・パートナーズ"],
                "amount": ["5億ユーロ"],
            },
        ),
        (
            "windheim-takeover",
            "acquisition",
            "completed",
            {"acquirer": ["カッスルレイ"], "amount": ["2億6000万ユーロ"], "date": ["2020年"]},
        ),
        (
            "kitanokaze-data-center",
            "facility",
            "announced",
            {"operator": ["キタノカゼ"], "name": ["ネムロ・ワン"], "capacity": ["120メガワット"]},
        ),
        (
            "shiomi-alliance",
            "alliance",
            "announced",
            {"member": ["汐見商事", "ヨリソイ"], "announced": ["12日"]},
        ),
    ],
)
def test_what_an_article_tells(
    told: Mapping[str, DocumentFacts], document: str, type: str, status: str, roles: dict[str, list[str]]
) -> None:
    facts = [(fact.status, words(fact)) for fact in told[document].facts if fact.type == type]
    assert any(s == status and roles.items() <= found.items() for s, found in facts), facts


def test_advice_tells_no_fact(told: Mapping[str, DocumentFacts]) -> None:
    """Of an essay on seed money, its one real raise and nothing else."""
    (fact,) = told["seed-explained"].facts
    assert words(fact)["company"] == ["ナマリバンク"]


def test_everything_points_into_the_source(told: Mapping[str, DocumentFacts]) -> None:
    for one in told.values():
        text = one.document.text
        for fact in one.facts:
            for part in (*fact.evidence, *(filler for fillers in fact.roles.values() for filler in fillers)):
                assert part.text == text[part.start : part.end] != ""


def test_every_fact_keeps_the_contract(told: Mapping[str, DocumentFacts]) -> None:
    for one in told.values():
        entities = {entity.id for entity in one.entities}
        ids = {fact.id for fact in one.facts}
        assert len(ids) == len(one.facts)
        for fact in one.facts:
            kind = FACT_TYPES[fact.type]
            assert fact.roles.keys() <= kind.roles
            assert fact.roles.keys() & kind.core
            assert all(len(fillers) == 1 or role in kind.many for role, fillers in fact.roles.items())
            named = {filler.entity for fillers in fact.roles.values() for filler in fillers if filler.entity}
            assert named <= entities
            assert fact.part_of is None or fact.part_of in ids
            assert 0 < fact.confidence < 1
            assert any(evidence.rules for evidence in fact.evidence)


def test_the_same_input_gives_the_same_bytes(documents: list[Document]) -> None:
    """A new pipeline, and the documents the other way round: no state is carried from one to the next."""
    written = []
    for order in (documents, documents[::-1]):
        found = sorted(Pipeline().extract(order), key=lambda one: one.document.id)  # type: ignore[union-attr]
        stream = io.StringIO()
        json_file.write(collect(one for one in found if isinstance(one, DocumentFacts)), stream)
        written.append(stream.getvalue())
    assert written[0] == written[1]


def test_a_failure_passes_through(pipeline: Pipeline) -> None:
    failure = Failure("a.md", "the text is empty")
    good = Document("b", "ミチカ薬品は10億円を調達した。")
    first, second = pipeline.extract([failure, good])
    assert first is failure
    assert isinstance(second, DocumentFacts)


def test_only_the_types_asked_for() -> None:
    text = "トウゲ運輸はヤナギ急送を買収した。トウゲ運輸は10億円を調達した。"
    told = Pipeline(types=frozenset({"acquisition"})).facts(Document("t", text))
    assert [fact.type for fact in told.facts] == ["acquisition"]


def test_one_company_of_many_documents_is_one_entity(pipeline: Pipeline) -> None:
    texts = ["株式会社トウゲ運輸は10億円を調達した。", "トウゲ運輸はヤナギ急送を買収した。"]
    corpus = collect(pipeline.facts(Document(str(number), text)) for number, text in enumerate(texts))
    (company,) = [entity for entity in corpus.entities if "トウゲ運輸" in entity.aliases]
    assert company.aliases == ("トウゲ運輸", "株式会社トウゲ運輸")
    assert [document.id for document in corpus.documents] == ["0", "1"]
    assert len(corpus.facts) == 2
