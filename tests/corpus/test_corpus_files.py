"""The corpus and the sentence tables are well formed, and the checker notices what is not."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import check_corpus
import pytest

from extractor.contract import FACT_TYPES, STATUSES

TESTS = Path(__file__).parent.parent
TEXT = "甲社は3月1日、乙銀行から5億円を借り入れた。"
GOLD = {
    "id": "a",
    "facts": [
        {
            "type": "debt_financing",
            "status": ["completed"],
            "roles": {
                "company": [["甲", "甲社"]],
                "lender": [["乙銀行"]],
                "amount": [{"value": 500000000, "currency": "JPY", "bound": ["exact"]}],
                "date": ["2026-03-01"],
                "instrument": ["loan"],
            },
        }
    ],
}


def test_the_corpus_keeps_the_contract() -> None:
    assert check_corpus.problems() == []


def test_a_right_record_passes() -> None:
    assert check_corpus.check_gold(GOLD, TEXT) == []


@pytest.mark.parametrize(
    ("role", "fillers", "message"),
    [
        ("target", [["甲"]], "no role target"),
        ("lender", [["丙銀行"]], "no spelling stands in the text"),
        ("lender", [["乙銀行"], ["乙銀行"]], "stands for two fillers"),
        ("lender", ["乙銀行"], "a name must be a list of spellings"),
        ("company", [["甲"], ["乙銀行"]], "has several fillers"),
        ("amount", [500000000], "a bare number"),
        ("amount", [{"value": 500000000, "bound": ["exact"]}], "currency missing"),
        ("amount", [{"currency": "JPY", "bound": ["exact"]}], "needs either a value or low and high"),
        ("amount", [{"value": 1, "currency": "JPY", "bound": ["roughly"]}], "unknown bound"),
        ("date", ["3月1日"], "no EDTF date"),
        ("instrument", ["lease"], "no term of the closed list"),
        ("lender", [], "empty"),
    ],
)
def test_the_checker_names_a_wrong_role(role: str, fillers: list[object], message: str) -> None:
    doc = copy.deepcopy(GOLD)
    doc["facts"][0]["roles"][role] = fillers  # type: ignore[index]
    found = check_corpus.check_gold(doc, TEXT)
    assert any(message in problem for problem in found), found


def test_the_checker_names_a_lead_investor_who_does_not_invest() -> None:
    fact = {
        "type": "funding_round",
        "status": ["planned"],
        "roles": {"company": [["甲"]], "lead_investor": [["乙銀行"]]},
    }
    assert any("not in investor" in problem for problem in check_corpus.check_gold({"id": "a", "facts": [fact]}, TEXT))


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        (lambda texts, gold: texts.append(texts[0]), "told 2 times"),
        (lambda texts, gold: gold.reverse(), "the same ids in the same order"),
        (lambda texts, gold: texts[0].update(register="poem"), "is unknown"),
        (lambda texts, gold: texts[0]["phenomena"].append("money:barter"), "phenomenon money:barter: only in"),
        (lambda texts, gold: [doc.update(facts=GOLD["facts"]) for doc in gold[:60]], "write: fewer than a share"),
        (lambda texts, gold: [doc.update(facts=GOLD["facts"]) for doc in gold[60:]], "blind: fewer than a share"),
        (lambda texts, gold: [doc.update(facts=[]) for doc in gold], "no alliance"),
    ],
)
def test_the_checker_names_a_wrong_file(mistake: Callable[[list[dict], list[dict]], object], message: str) -> None:
    texts, gold = check_corpus.read("texts"), check_corpus.read("gold")
    mistake(texts, gold)
    found = check_corpus.check_files(texts, gold)
    assert any(message in problem for problem in found), found


def table(name: str, columns: list[str]) -> list[dict[str, str]]:
    lines = (TESTS / name).read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == columns
    rows = [line.split("\t") for line in lines[1:]]
    assert {len(row) for row in rows} == {len(columns)}
    assert [s for s, n in Counter(row[0] for row in rows).items() if n > 1] == []
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_the_factuality_table_has_every_status() -> None:
    rows = table("factuality.tsv", ["sentence", "status", "type"])
    counts = Counter(status for row in rows for status in row["status"].split("|"))
    assert set(counts) == {*STATUSES, "none"}
    assert min(counts.values()) >= 5
    assert {kind for row in rows for kind in row["type"].split("|")} <= FACT_TYPES.keys()


def test_the_direction_table_names_parties_that_stand_in_the_sentence() -> None:
    rows = table("direction.tsv", ["sentence", "type", "from", "to", "seller"])
    for row in rows:
        assert set(row["type"].split("|")) <= {*FACT_TYPES, "none"}, row
        for column in ("from", "to", "seller"):
            for party in filter(None, row[column].split(";")):
                assert any(name in row["sentence"] for name in party.split("|")), row
