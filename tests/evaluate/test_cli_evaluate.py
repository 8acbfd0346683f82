"""`fundex evaluate` as people run it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from told import TEXT, fact, facts_file, gold_fact, names, yen

from extractor.contract import FACT_TYPES
from extractor.evaluate.score import score

Fundex = Callable[..., Any]
GOLD = [
    {
        "id": "d",
        "facts": [
            gold_fact("funding_round", company=names("朝凪製作所"), amount=[yen(10**9)]),
            gold_fact("acquisition", acquirer=names("汐見商事"), target=names("弓張鉄工")),
        ],
    },
    {"id": "e", "facts": []},
]
ROUND = fact("funding_round", {"company": ["朝凪製作所"], "amount": [10**9]}, rules={TEXT[:15]: "raise.by"})
BOUGHT = fact("acquisition", {"acquirer": ["汐見商事"], "target": ["弓張鉄工"]}, rules={TEXT[15:]: "acquire.by"})
WRONG = fact("acquisition", {"acquirer": ["弓張鉄工"]}, rules={TEXT[15:]: "acquire.by"})


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in: gold, its texts, a run, and a run before it."""
    monkeypatch.chdir(tmp_path)
    texts = [{"id": "d", "text": TEXT}, {"id": "e", "text": "雨が降った。"}]
    for name, records in (("gold", GOLD), ("texts", texts)):
        Path(f"{name}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    for name, facts in (("new", (ROUND, WRONG)), ("old", (BOUGHT,))):
        Path(f"{name}.json").write_text(json.dumps(facts_file(*facts, documents=("d", "e"))), encoding="utf-8")
    return tmp_path


def test_the_figures_are_the_scorer_s(fundex: Fundex, files: Path) -> None:
    run = fundex("evaluate", "gold.jsonl", "new.json", "--texts", "texts.jsonl", "--json")
    assert (run.status, run.err) == (0, "")
    told = json.loads(run.out)
    texts = {"d": TEXT, "e": "雨が降った。"}
    predicted = json.loads((files / "new.json").read_text(encoding="utf-8"))
    expected = json.loads(json.dumps(score(GOLD, predicted, set(FACT_TYPES), texts)))
    assert {kind: one["roles"] for kind, one in told.pop("per_type").items()} == expected.pop("per_type")
    assert [rule["rule"] for rule in told.pop("rules")] == ["acquire.by", "raise.by"]
    del expected["errors"]
    assert told == expected
    some = json.loads(fundex("evaluate", "gold.jsonl", "new.json", "--types", "acquisition", "--json").out)
    assert some["roles"] == score(GOLD, predicted, {"acquisition"})["roles"]


def test_tables(fundex: Fundex, files: Path) -> None:
    words = ("evaluate", "gold.jsonl", "new.json", "--by", "type,role,rule", "--reliability")
    rows = [line.split() for line in fundex(*words).out.splitlines()]
    assert ["roles", "0.667", "0.500", "0.571", "0.000–0.571", "2", "1", "2"] in rows
    assert any(row[:4] == ["funding_round", "1.000", "1.000", "1.000"] for row in rows)
    assert ["acquisition.target", "0.000", "0.000", "0.000", "0", "0", "1"] in rows
    assert ["acquire.by", "1", "0", "0", "1", "0.000"] in rows
    assert ["0.90–0.95", "2", "0.900", "0.500", "0.095–0.905", "0.667"] in rows
    assert "of 1 that tell no fact, 0 given one" in fundex(*words).out


def test_errors_are_listed_only_where_asked_for(fundex: Fundex, files: Path) -> None:
    assert "弓張鉄工" not in fundex("evaluate", "gold.jsonl", "new.json", "--json").out
    out = fundex("evaluate", "gold.jsonl", "new.json", "--texts", "texts.jsonl", "--errors").out
    assert "d  acquisition  spurious\n" in out
    assert "d  acquisition  missed\n  sentence 汐見商事は弓張鉄工を買収した。\n" in out


def test_a_run_before(fundex: Fundex, files: Path) -> None:
    run = fundex("evaluate", "gold.jsonl", "new.json", "--compare", "old.json")
    assert ["edges", "0.000", "0.000", "0.000", "0", "0", "1", "1.000", "-1.000"] in [
        line.split() for line in run.out.splitlines()
    ]
    assert "won: 3 newly right\n  d  funding_round  " in run.out
    assert "lost: 3 newly missing\n  d  acquisition  " in run.out
    told = json.loads(fundex("evaluate", "gold.jsonl", "new.json", "--compare", "old.json", "--json").out)
    assert told["before"]["roles"]["tp"] == 2
    assert {change["verdict"] for change in told["changes"]} == {"right", "missing", "wrong"}


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["gold.jsonl", "none.json"], "none.json: cannot be read (No such file or directory); make it with: fundex ex"),
        (["gold.jsonl", "gold.jsonl"], "gold.jsonl: Invalid JSON: "),
        (["new.json", "new.json"], "new.json:1: no gold document; write "),
        (["gold.jsonl", "new.json", "--by", "roles"], "--by: no table 'roles'; did you mean role?"),
        (["gold.jsonl", "new.json", "--types", "fundin_round"], "--types: no fact type 'fundin_round'; did you mean "),
        (["gold.jsonl", "new.json", "--compare", "none.json"], "none.json: cannot be read "),
        (["gold.jsonl", "new.json", "--texts", "none.jsonl"], "none.jsonl: no such file or folder"),
        (["gold.jsonl", "new.json", "--texts", "other.jsonl"], "--texts: 2 documents of gold.jsonl are not among "),
        (["gold.jsonl", "other.json"], "other.json: none of its documents is in gold.jsonl (it has 'f', gold has 'd')"),
    ],
)
def test_bad_words(fundex: Fundex, files: Path, words: list[str], error: str) -> None:
    Path("other.jsonl").write_text('{"id": "f", "text": "雨が降った。"}\n', encoding="utf-8")
    Path("other.json").write_text(json.dumps(facts_file(documents=("f",))), encoding="utf-8")
    run = fundex("evaluate", *words)
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith(f"fundex: error: {error}")


def test_documents_on_one_side_only(fundex: Fundex, files: Path) -> None:
    Path("new.json").write_text(json.dumps(facts_file(ROUND, documents=("d", "f"))), encoding="utf-8")
    run = fundex("evaluate", "gold.jsonl", "new.json")
    assert run.status == 1
    assert "new.json: 1 of the gold's documents were not read: e" in run.err
    assert "new.json: 1 documents are not in gold.jsonl and count for nothing: f" in run.err
    assert "2 documents; of 1" in run.out
