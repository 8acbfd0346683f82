"""An explanation says of each sentence which rules fired, which nearly did, and what became of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from extractor.explain import explain
from extractor.explain.notes import BeatenNote, Explanation, NearNote, SentenceNote, UnheardNote, VetoNote
from extractor.explain.render import explanation_record, render
from extractor.pipeline import Pipeline
from extractor.read.article import build_document

DAY = date(2026, 5, 20)
LEFT_OUT = "no fact: the company is left out, and no sentence before names one"


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
    had = {"company": ("朝凪製作所",)}
    reasons = {"amount": ("資金〔を〕 is no money",)}
    assert sentence.near == (NearNote("raise.by", "funding_round", "調達", "amount", had, reasons),)
    assert sentence.fired == ()


@pytest.mark.parametrize(
    ("text", "role", "reasons"),
    [
        ("朝凪製作所は調達した。", "amount", ["no money in the sentence"]),
        ("朝凪製作所は10億円で資金を調達した。", "amount", ["資金〔を〕 is no money", "10億円〔で〕 goes with 調達"]),
    ],
)
def test_what_stands_where_a_role_should(folder: Path, text: str, role: str, reasons: list[str]) -> None:
    (near,) = only(folder, text).near
    assert near.missing == role
    assert list(near.reasons[role]) == reasons


def test_a_role_that_refuses_a_name(folder: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("raise.yaml", "{case: [が], type: organization, required: true}", "{case: [が], type: place, required: true}")
    (near,) = only(folder, "朝凪製作所は10億円を調達した。").near
    assert near.reasons == {"company": ("朝凪製作所〔は〕 is no place but a organization",)}


def test_a_verb_that_is_wanting(folder: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("raise.yaml", "    trigger: [$raise]\n", "    trigger: [$raise]\n    light: [完了]\n")
    (near,) = only(folder, "朝凪製作所は10億円の調達を始めた。").near
    assert (near.missing, near.reasons) == ("verb 完了", {"": ("above it stands 始める",)})


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("朝凪製作所は調達先を探す。", UnheardNote("調達先", "調達", True, ("raise.by",))),
        ("朝凪製作所は資金を調進した。", None),
    ],
)
def test_a_word_like_a_trigger(folder: Path, text: str, note: UnheardNote | None) -> None:
    assert only(folder, text).unheard == (() if note is None else (note,))


def test_an_expected_type_shows_its_rules_the_nearest_first(
    folder: Path, edit: Callable[[str, str, str], None]
) -> None:
    other = """
  - {id: raise.verb, fact: funding_round, trigger: [$raise], light: [完了], why: x, examples: [x], near_misses: [x],
     roles: {company: {case: [が], type: organization}}}
  - {id: raise.bare, fact: funding_round, trigger: [$raise], why: x, examples: [x], near_misses: [x],
     roles: {amount: {case: [を], type: money, required: true}}}
"""
    edit("raise.yaml", "", other)
    document = build_document("雨が降った。\n\n朝凪製作所は資金を調達した。", "test", "test", published=DAY)
    explanation = explain(Pipeline(folder), document, "funding_round")
    near = [note.rule for sentence in explanation.sentences for note in sentence.near]
    assert near == ["raise.by", "raise.bare", "raise.verb"]
    shown = render(explanation).splitlines()
    assert not any("雨が降った" in line for line in shown)
    assert "  nearly   raise.by on 調達: wants amount; has company 朝凪製作所" in shown
    assert "             amount: 資金〔を〕 is no money" in shown
    assert shown[-1] == "0 facts of funding_round"
    assert explain(Pipeline(folder), document, "grant").sentences[1].near == ()


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
        ("10億円を調達した。", "raise.by", f"{LEFT_OUT} (nothing stands in が)"),
        ("政府は10億円を調達した。", "raise.by", f"{LEFT_OUT} (政府〔は〕 is no name (generic of names.yaml))"),
        ("雨靴は10億円を調達した。", "raise.by", f"{LEFT_OUT} (雨靴〔は〕 is no name (no vote))"),
        ("30%は10億円を調達した。", "raise.by", f"{LEFT_OUT} (30%〔は〕 is percent)"),
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
