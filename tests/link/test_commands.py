"""`fundex link` and `fundex entities` as their users run them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from making import fact, file, money, told

from extractor.export import read_corpus, write_corpus

Fundex = Callable[..., Any]


@pytest.fixture
def corpus(tmp_path: Path, fundex: Fundex) -> Path:
    """Two namesakes and one company under two names."""
    stories = (
        ("a", "2025-10-01", [fact(company=told("ソラネ", seat="東京・港"), amount=money(1))]),
        ("b", "2025-10-02", [fact(company=told("ソラネ"), amount=money(7))]),
        ("c", "2025-10-02", [fact(company="北星ラボ", amount=money(9))]),
        ("d", "2025-10-02", [fact(company="カスミ電子", amount=money(9))]),
    )
    (tmp_path / "facts.json").write_text(json.dumps(file(*stories)), encoding="utf-8")
    path = tmp_path / "corpus.json"
    assert fundex("link", str(tmp_path / "facts.json"), "-o", str(path)).status == 0
    return path


def documents(path: Path) -> list[str]:
    record = json.loads(path.read_text(encoding="utf-8"))
    return sorted("".join(sorted(told["document"] for told in one["told"])) for one in record["entities"])


def test_decisions_win_hold_for_a_new_extraction_and_can_be_undone(corpus: Path, fundex: Fundex) -> None:
    facts, decisions = str(corpus.parent / "facts.json"), corpus.parent / "decisions.yaml"
    assert documents(corpus) == ["ab", "c", "d"]
    assert fundex("entities", "merge", str(corpus), "北星ラボ", "カスミ電子", "--decisions", str(decisions)).status == 0
    run = fundex("entities", "split", str(corpus), "ソラネ", "--documents", "b", "--decisions", str(decisions))
    assert run.status == 0
    assert "fundex link" in run.err
    for source in (str(corpus), facts):  # the linked file, and facts extracted anew
        out = corpus.parent / "decided.json"
        assert fundex("link", source, "--decisions", str(decisions), "-o", str(out)).status == 0
        assert documents(out) == ["a", "b", "cd"]
    assert "one because of decision" in fundex("entities", "show", str(out), "北星ラボ").out
    assert fundex("link", str(out), "-o", str(corpus)).status == 0
    assert documents(corpus) == ["ab", "c", "d"]


def test_list_and_show(corpus: Path, fundex: Fundex) -> None:
    assert len(fundex("entities", "list", str(corpus)).out.splitlines()) == 3
    shown = fundex("entities", "show", str(corpus), "ソラネ").out
    assert "a: ソラネ (seat 東京・港)" in shown
    assert "one because of same_name: ソラネ" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("entities", "show", "CORPUS", "誰も"), "no entity '誰も'"),
        (("entities", "list", "LINES"), "its lines are not linked; link them first: fundex link"),
        (("entities", "link", "LINES", "--registry", "LINES"), "its lines are not linked"),
        (("entities", "merge", "CORPUS", "ソラネ", "誰も", "--decisions", "d.yaml"), "no entity '誰も'"),
        (("entities", "merge", "CORPUS", "ソラネ", "--decisions", "d.yaml"), "one name"),
        (("entities", "split", "CORPUS", "ソラネ", "--decisions", "d.yaml"), "nothing to split off"),
        (("link", "CORPUS", "-o", "corpus.csv"), "use json or jsonl"),
        (("link", "nothing.jsonl"), "nothing.jsonl: cannot be read"),
        (("link", "CORPUS", "--decisions", "nothing.yaml"), "nothing.yaml: cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said(corpus: Path, fundex: Fundex, words: tuple[str, ...], said: str) -> None:
    lines = corpus.with_name("lines.jsonl")
    write_corpus(read_corpus(corpus), lines)
    paths = {"CORPUS": str(corpus), "LINES": str(lines)}
    run = fundex(*(paths.get(word, word) for word in words))
    assert run.status == 2
    assert said in run.err


@pytest.mark.parametrize(
    ("text", "said"),
    [("- a\n", "a list where"), ("join: []\n", "unknown key 'join'"), ("merge: [{names: [A]}]\n", "names of"),
     ("split: [{name: A}]\n", "is no split"), ("merge: [", "no YAML")],
)  # fmt: skip
def test_a_wrong_decisions_file(corpus: Path, fundex: Fundex, text: str, said: str) -> None:
    path = corpus.parent / "decisions.yaml"
    path.write_text(text, encoding="utf-8")
    run = fundex("link", str(corpus), "--decisions", str(path))
    assert run.status == 2
    assert said in run.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "is no line of a facts file"),
        ('{"record": "deal"}', "a record of kind 'deal'"),
        ('{"record": "document"}', "id"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, fundex: Fundex, line: str, said: str) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    run = fundex("link", str(path))
    assert run.status == 2
    assert "facts.jsonl:2" in run.err
    assert said in run.err
