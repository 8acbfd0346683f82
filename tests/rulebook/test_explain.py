"""An explanation says of each sentence which rules fired, which nearly did, and what became of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from extractor.explain import (
    BeatenNote,
    Explanation,
    NearNote,
    SentenceNote,
    VetoNote,
    explain,
    explanation_record,
    render,
)
from extractor.pipeline import Pipeline
from extractor.read.article import build_document

DAY = date(2026, 5, 20)


def explained(folder: Path, text: str) -> Explanation:
    return explain(Pipeline(folder), build_document(text, "test", "test", published=DAY))


def only(folder: Path, text: str) -> SentenceNote:
    (sentence,) = explained(folder, text).sentences
    return sentence


def test_what_was_read(folder: Path) -> None:
    sentence = only(folder, "半導体大手の朝凪製作所は10億円を調達した。")
    assert sentence.text == "半導体大手の朝凪製作所は10億円を調達した。"
    phrases = {phrase.text: (phrase.case, phrase.head) for phrase in sentence.phrases}
    assert phrases["朝凪製作所"] == ("は", "調達")
    assert phrases["10億円"] == ("を", "調達")
    (name,) = [name for name in sentence.names if name.text == "朝凪製作所"]
    assert name.type == "organization"
    assert name.score >= 3
    assert "descriptor of organization" in name.reasons
    (value,) = sentence.values
    assert (value.text, value.kind, value.value) == ("10億円", "money", "1000000000 JPY")
    assert sentence.triggers == ("調達",)


def test_a_rule_that_fires(folder: Path) -> None:
    explanation = explained(folder, "朝凪製作所は10億円を調達した。")
    (fired,) = explanation.sentences[0].fired
    (fact,) = explanation.told.facts
    assert (fired.rule, fired.fact, fired.status, fired.facts) == ("raise.by", "funding_round", "completed", (fact.id,))
    assert fired.roles == {"company": ("朝凪製作所",), "amount": ("10億円",)}


def test_a_role_that_is_wanting(folder: Path) -> None:
    sentence = only(folder, "朝凪製作所は資金を調達した。")
    assert sentence.near == (NearNote("raise.by", "調達", "amount"),)
    assert sentence.fired == ()


def test_a_veto_that_names_a_mention(folder: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("vetoes.yaml", "veto: 部品", "veto: '費用に{money}'")
    (vetoed,) = only(folder, "朝凪製作所は部品の費用に10億円を調達した。").vetoed
    assert vetoed.veto == "veto.parts"
    assert only(folder, "朝凪製作所は部品の費用とは別に10億円を調達した。").vetoed == ()


def test_a_rule_that_another_beats(folder: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("raise.yaml", "    detail: true\n", "    beats: [raise.by]\n")
    edit("raise.yaml", "'総額は(?P<amount>{money})'", "'(?P<amount>{money})を調達'")
    sentence = only(folder, "朝凪製作所は10億円を調達した。")
    roles = {"company": ("朝凪製作所",), "amount": ("10億円",)}
    assert sentence.beaten == (BeatenNote("raise.by", "funding_round", roles, "raise.total"),)


def test_a_veto(folder: Path) -> None:
    sentence = only(folder, "朝凪製作所は部品の費用に10億円を調達した。")
    roles = {"company": ("朝凪製作所",), "amount": ("10億円",)}
    why = "Who buys parts raises no money"
    assert sentence.vetoed == (VetoNote("raise.by", "funding_round", roles, "veto.parts", why),)
    assert sentence.fired == ()


@pytest.mark.parametrize(
    ("text", "rule", "outcome"),
    [
        (
            "もし朝凪製作所が10億円を調達したら株価は上がる。",
            "raise.by",
            "no fact: hypothetical or merely possible (もし",
        ),
        ("10億円を調達した。", "raise.by", "no fact: the company is left out, and no sentence before names one"),
        ("総額は10億円。", "raise.total", "no fact: a detail, and no fact near it that lacks it"),
    ],
)
def test_a_rule_that_fires_and_tells_nothing(folder: Path, text: str, rule: str, outcome: str) -> None:
    explanation = explained(folder, text)
    (fired,) = explanation.sentences[0].fired
    assert fired.rule == rule
    assert fired.outcome.startswith(outcome)
    assert explanation.told.facts == ()


def test_one_fact_told_twice_has_both_evidences(folder: Path) -> None:
    explanation = explained(folder, "朝凪製作所は10億円を調達した。同社は10億円を調達した。")
    (fact,) = explanation.told.facts
    assert [fired.facts for sentence in explanation.sentences for fired in sentence.fired] == [(fact.id,), (fact.id,)]
    assert [(e.start, e.end) for e in fact.evidence] == [(one.start, one.end) for one in explanation.sentences]


def test_as_text_and_as_json(folder: Path) -> None:
    explanation = explained(folder, "朝凪製作所は10億円を調達した。\n\n朝凪製作所は部品の費用に3億円を調達した。")
    lines = render(explanation).splitlines()
    assert lines[0] == "[0–16 paragraph] 朝凪製作所は10億円を調達した。"
    assert "  phrases  朝凪製作所〔は〕→調達  10億円〔を〕→調達  調達" in lines
    assert "  fired    raise.by: funding_round (company 朝凪製作所, amount 10億円), told as completed (past)" in lines
    assert any(line.startswith("  vetoed   raise.by: ") and "by veto.parts: " in line for line in lines)
    assert "1 fact" in lines
    assert "    raise.by: 朝凪製作所は10億円を調達した。" in lines
    record = json.loads(json.dumps(explanation_record(explanation)))
    assert record["document"]["published"] == "2026-05-20"
    assert record["facts"][0]["evidence"][0]["rules"] == ["raise.by"]
    assert [sentence["vetoed"][0]["veto"] for sentence in record["sentences"] if sentence["vetoed"]] == ["veto.parts"]
