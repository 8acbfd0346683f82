"""Who is one company, and who is not: each pair of documents with the evidence that decides it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from making import fact, file, linked, money, names, term, told

from extractor.link.run import link

Record = dict[str, Any]


def raise_of(company: Any, amount: int = 10**9, **roles: Any) -> Record:
    return fact(company=company, amount=money(amount), **roles)


JOINED = [
    pytest.param(told("ソラネ"), told("株式会社ソラネ"), "same_name", id="corporate form"),
    pytest.param(told("ソラ・ワークス"), told("ソラワークス"), "same_name", id="middle dot"),
    pytest.param(told("ＳＯＲＡＮＥ"), told("SORANE"), "same_name", id="width"),
    pytest.param(told("SoraNet Works"), told("SORANET Works"), "case", id="long name in other case"),
    pytest.param(told("NVIDIA"), told("エヌビディア"), "lexicon", id="spelling of the lexicon"),
    pytest.param(
        told("ソラネ", "SRN", seat="札幌市"), told("SRN", seat="札幌市"), "alias", id="abbreviation told, and the seat"
    ),
    pytest.param(told("ソラネ", "クモノ"), told("クモノ"), "alias", id="former name told"),
    pytest.param(
        told("ソラネ", securities_code="6512"), told("SNE", securities_code="6512"), "identifier", id="securities code"
    ),
    pytest.param(
        told("ソラネ", seat="東京・港"), told("ソラネ", seat="東京都港区"), "same_name", id="two spellings of one seat"
    ),
    pytest.param(told("ソラネ", seat="東京・港"), told("ソラネ"), "same_name", id="seat told once"),
    pytest.param(
        told("ソラネ", seat="東京・港", securities_code="6512"),
        told("ソラネ", seat="大阪市", securities_code="6512"),
        "same_name",
        id="one code, moved",
    ),
    pytest.param(told("ソラネ1号ファンド"), told("ソラネ1号ファンド", type="fund"), "same_name", id="fund or company"),
]


@pytest.mark.parametrize(("a", "b", "reason"), JOINED)
def test_one_company(tmp_path: Path, a: Record, b: Record, reason: str) -> None:
    corpus = linked(tmp_path, file(("a", "2025-10-01", [raise_of(a)]), ("b", "2025-10-02", [raise_of(b, 7 * 10**8)])))
    assert names(corpus) == [["a", "b"]]
    assert reason in {merge["reason"] for merge in corpus["entities"][0]["merges"]}


APART = [
    pytest.param(told("XAI"), told("xAI"), id="case of a short name"),
    pytest.param(told("ソラネ"), told("ソラネグループ"), id="parent and subsidiary"),
    pytest.param(told("ソラネグループ", "ソラネ"), told("ソラネ"), id="parent called short like its subsidiary"),
    pytest.param(told("ソラネ"), told("ソラネ・ベンチャーズ"), id="its venture arm"),
    pytest.param(told("ソラネ"), told("ソラリ"), id="one letter"),
    pytest.param(told("ソラネ", "SRN"), told("SRN"), id="abbreviation alone"),
    pytest.param(told("ソラネ", seat="東京・港"), told("ソラネ", seat="大阪市"), id="seat"),
    pytest.param(told("ソラネ", seat="東京・港"), told("ソラネ", seat="東京都渋谷区"), id="ward"),
    pytest.param(told("ソラネ", business="介護施設運営"), told("ソラネ", business="半導体設計"), id="business"),
    pytest.param(told("ソラネ", securities_code="6512"), told("ソラネ", securities_code="6513"), id="code"),
    pytest.param(told("ソラネ"), told("ソラネ", type="product"), id="a product of that name"),
    pytest.param(told("ソラネ"), told("SORANE"), id="Latin and kana without a deal in common"),
]


@pytest.mark.parametrize(("a", "b"), APART)
def test_two_companies(tmp_path: Path, a: Record, b: Record) -> None:
    corpus = linked(tmp_path, file(("a", "2025-10-01", [raise_of(a)]), ("b", "2025-10-02", [raise_of(b, 7 * 10**8)])))
    assert names(corpus) == [["a"], ["b"]]


def test_an_alias_of_two_companies_joins_neither(tmp_path: Path) -> None:
    banks = ("a", None, [raise_of(told("北星銀行", "NBX"))]), ("b", None, [raise_of(told("ナンブボックス", "NBX"))])
    corpus = linked(tmp_path, file(*banks, ("c", None, [raise_of(told("NBX"), 7 * 10**8)])))
    assert names(corpus) == [["a"], ["b"], ["c"]]


def test_parties_of_one_fact_are_two_though_an_alias_says_one(tmp_path: Path) -> None:
    both = fact(company="ソラネ", investor=told("SRN"), amount=money(10**9))
    corpus = linked(tmp_path, file(("a", None, [both]), ("b", None, [raise_of(told("ソラネ", "SRN"))])))
    assert len(corpus["entities"]) == 2


@pytest.mark.parametrize(
    ("amount", "investor", "companies"),
    [
        (10**9, "北星商事", [["a", "b"], ["c"]]),
        (3 * 10**9, "汐見電機", [["a"], ["b", "c"]]),
        (5 * 10**8, "北星商事", [["a"], ["b"], ["c"]]),  # one thing in common is chance
    ],
)
def test_a_namesake_without_a_seat_is_known_by_its_deal(
    tmp_path: Path, amount: int, investor: str, companies: list[list[str]]
) -> None:
    a = raise_of(told("ソラネ", seat="東京・港"), investor="北星商事")
    c = raise_of(told("ソラネ", seat="大阪市"), 3 * 10**9, investor="汐見電機")
    b = raise_of("ソラネ", amount, investor=investor)
    corpus = linked(tmp_path, file(("a", None, [a]), ("b", None, [b]), ("c", None, [c])))
    namesakes = [entity for entity in corpus["entities"] if entity["name"] == "ソラネ"]
    assert names({"entities": namesakes}) == companies


@pytest.mark.parametrize(
    ("amounts", "companies"),
    [
        ((10**9, 10**9), [["a", "a", "b"]]),  # a headline and its article
        ((10**9, 3 * 10**9), [["a"], ["a", "b"]]),  # two deals: a parent and its subsidiary, for all that is known
    ],
)
def test_a_short_form_beside_the_full_name(
    tmp_path: Path, amounts: tuple[int, int], companies: list[list[str]]
) -> None:
    both = [
        raise_of(name, amount, investor="北星商事")
        for name, amount in zip(("ソラネ", "ソラネ銀行"), amounts, strict=True)
    ]
    known = raise_of(told("ソラネ銀行", "ソラネ"), amounts[0], investor="北星商事")
    corpus = linked(tmp_path, file(("a", "2025-10-01", both), ("b", "2025-10-02", [known])))
    namesakes = [entity for entity in corpus["entities"] if entity["name"].startswith("ソラネ")]
    assert names({"entities": namesakes}) == companies


def test_latin_and_kana_of_one_deal_are_one(tmp_path: Path) -> None:
    a = raise_of("ソラネ", round=term("series_a"), investor="テトラリーフ・キャピタル")
    b = raise_of("ソラネ", round=term("series_a"), investor="Tetraleaf Capital")
    corpus = linked(tmp_path, file(("a", "2025-10-01", [a]), ("b", "2025-10-02", [b])))
    assert names(corpus) == [["a", "b"], ["a", "b"]]


def test_ids_do_not_depend_on_the_order_of_files_nor_on_linking_twice(tmp_path: Path) -> None:
    one = file(("a", "2025-10-01", [raise_of(told("ソラネ", seat="東京・港"))]))
    two = file(("b", "2025-10-02", [raise_of(told("ソラネ", seat="大阪市"))]), ("c", None, [raise_of("ソラネ", 5)]))
    corpus = linked(tmp_path, one, two)
    assert linked(tmp_path, two, one) == corpus
    assert linked(tmp_path, corpus) == corpus
    assert len({entity["id"] for entity in corpus["entities"]}) == 3


def test_json_lines_say_the_same(tmp_path: Path) -> None:
    corpus = linked(
        tmp_path, file(("a", "2025-10-01", [raise_of("ソラネ")]), ("b", None, [raise_of("株式会社ソラネ")]))
    )
    link([tmp_path / "corpus.json"], tmp_path / "corpus.jsonl", format="jsonl")
    link([tmp_path / "corpus.jsonl"], tmp_path / "again.json")
    assert json.loads((tmp_path / "again.json").read_text(encoding="utf-8")) == corpus


def test_facts_keep_everything_but_ids(tmp_path: Path) -> None:
    before = file(("a", "2025-10-01", [{**raise_of("株式会社ソラネ"), "remark": "ours"}]))
    (after,) = linked(tmp_path, before)["facts"]
    (fact,) = before["facts"]
    after["roles"]["company"][0]["entity"] = fact["roles"]["company"][0]["entity"]
    assert after == fact
