"""Errors and changes say which sentence, what was expected, what was found, and by which rule."""

from __future__ import annotations

from told import TEXT, Record, fact, facts_file, gold_fact, names, yen

from extractor.contract import FACT_TYPES
from extractor.evaluate.by_rule import by_rule
from extractor.evaluate.compare import Change, compare
from extractor.evaluate.errors import FactError, find_errors
from extractor.evaluate.pairing import Pairing, pair_facts
from extractor.evaluate.places import Places
from extractor.evaluate.render import render_changes, render_errors
from extractor.read.article import build_document

FIRST, SECOND = "朝凪製作所は10億円を調達した。", "汐見商事は弓張鉄工を買収した。"
RAISED = gold_fact("funding_round", company=names("朝凪製作所"), amount=[yen(10**9)])
BOUGHT = gold_fact("acquisition", acquirer=names("汐見商事"), target=names("弓張鉄工"))
PLACES = Places([build_document(TEXT, "d", "d")])


def paired(gold: list[Record], *facts: Record) -> list[Pairing]:
    return list(pair_facts([{"id": "d", "facts": gold}], facts_file(*facts), set(FACT_TYPES)))


def errors(gold: list[Record], *facts: Record) -> list[FactError]:
    return list(find_errors(paired(gold, *facts), PLACES))


def test_a_fact_that_was_missed_stands_in_its_sentences() -> None:
    (error,) = errors([RAISED])
    assert (error.kind, error.sentences, error.rules) == ("missed", (FIRST,), ())
    assert error.expected == {"amount": ("1000000000 JPY",), "company": ("朝凪製作所",)}
    (apart,) = errors([gold_fact("investment", investor=names("汐見商事"), amount=[yen(10**9)])])
    assert apart.sentences == (FIRST, SECOND)
    (nowhere,) = errors([gold_fact("founding", company=names("霞堂"))])
    assert nowhere.sentences == ()


def test_a_fact_that_nobody_tells_has_its_evidence_and_rules() -> None:
    (error,) = errors([], fact("acquisition", {"acquirer": ["汐見商事"]}, rules={SECOND: "acquire.by acquire.x"}))
    assert (error.kind, error.sentences, error.rules) == ("spurious", (SECOND,), ("acquire.by", "acquire.x"))
    assert (error.expected, error.found) == ({}, {"acquirer": ("汐見商事",)})


def test_a_fact_that_differs_names_the_roles_that_do() -> None:
    wrong = fact(
        "acquisition",
        {"acquirer": ["朝凪製作所"], "target": ["弓張鉄工"]},
        status="planned",
        rules={SECOND: "acquire.by", FIRST: "acquire.topic"},
    )
    (error,) = errors([BOUGHT], wrong)
    assert (error.kind, error.right) == ("differs", {"target": ("弓張鉄工",)})
    assert error.expected == {"acquirer": ("汐見商事",), "status": ("completed",)}
    assert error.found == {"acquirer": ("朝凪製作所",), "status": ("planned",)}
    assert (error.rules, error.sentences) == (("acquire.topic",), (FIRST, SECOND))


def test_a_bound_that_is_wrong() -> None:
    (error,) = errors([RAISED], fact("funding_round", {"company": ["朝凪製作所"], "amount": [(10**9, "about")]}))
    assert error.expected == {"amount": ("1000000000 JPY",)}
    assert error.found == {"amount": ("10億円 = 1000000000 JPY (about)",)}


def test_what_is_right_or_optional_is_no_error() -> None:
    right = fact("funding_round", {"company": ["朝凪製作所"], "amount": [10**9]})
    assert errors([RAISED], right) == []
    debatable = gold_fact("acquisition", optional=True, acquirer=names("汐見商事"))
    assert errors([debatable], fact("acquisition", {"acquirer": ["汐見商事"], "target": ["弓張鉄工"]})) == []


def test_errors_as_text() -> None:
    shown = list(render_errors(errors([RAISED, BOUGHT], fact("acquisition", {"acquirer": ["汐見商事"]}))))
    assert shown == [
        "d  acquisition  differs",
        f"  sentence {TEXT}",
        f"           {SECOND}",
        "  right    acquirer 汐見商事",
        "  expected target 弓張鉄工",
        "  found    nothing",
        "  rules    rule.any",
        "",
        "d  funding_round  missed",
        f"  sentence {FIRST}",
        "  expected amount 1000000000 JPY, company 朝凪製作所",
        "  found    nothing",
        "",
    ]


def test_a_change_is_won_or_lost() -> None:
    old = paired(
        [RAISED, BOUGHT],
        fact("funding_round", {"company": ["汐見商事"], "amount": [10**9]}, rules={FIRST: "raise.old"}),
        fact("acquisition", {"acquirer": ["汐見商事"], "target": ["弓張鉄工"]}, rules={SECOND: "acquire.old"}),
    )
    new = paired(
        [RAISED, BOUGHT],
        fact("funding_round", {"company": ["朝凪製作所"], "amount": [10**9]}, rules={FIRST: "raise.new"}),
        fact("acquisition", {"acquirer": ["汐見商事"], "seller": ["朝凪製作所"]}, rules={SECOND: "acquire.new"}),
    )
    changes = compare(old, new)
    assert changes == [
        Change("d", "funding_round", "company", "right", "朝凪製作所", (FIRST,), ("raise.new",)),
        Change("d", "funding_round", "company", "no longer wrong", "汐見商事", (FIRST,), ("raise.old",)),
        Change("d", "acquisition", "target", "missing", "弓張鉄工", (SECOND,), ("acquire.old",)),
        Change("d", "acquisition", "seller", "wrong", "朝凪製作所", (SECOND,), ("acquire.new",)),
    ]
    assert [change.won for change in changes] == [True, True, False, False]
    shown = list(render_changes(changes))
    assert shown[:3] == ["won: 1 newly right", "  d  funding_round  company 朝凪製作所  [raise.new]", f"    {FIRST}"]
    assert [line for line in shown if line.startswith("lost")] == ["lost: 1 newly missing", "lost: 1 newly wrong"]
    assert list(render_changes(compare(old, old))) == ["nothing won, nothing lost"]


def test_a_status_that_turned() -> None:
    roles = {"company": ["朝凪製作所"], "amount": [10**9]}
    old = paired([RAISED], fact("funding_round", roles, status="planned"))
    new = paired([RAISED], fact("funding_round", roles))
    told = [(change.role, change.verdict, change.words) for change in compare(old, new)]
    assert told == [("status", "right", "completed"), ("status", "no longer wrong", "planned")]
    assert {change.verdict for change in compare(new, old)} == {"missing", "wrong"}


def test_a_rule_answers_for_the_fillers_of_its_sentence() -> None:
    told = fact(
        "acquisition",
        {"acquirer": ["汐見商事"], "target": ["朝凪製作所"]},
        rules={FIRST: "acquire.topic", SECOND: "acquire.by"},
    )
    spurious = fact("funding_round", {"company": ["弓張鉄工"]}, rules={SECOND: "raise.by"})
    figures = {one.rule: one for one in by_rule(paired([BOUGHT], told, spurious))}
    assert list(figures) == ["acquire.topic", "raise.by", "acquire.by"]
    topic, by = figures["acquire.topic"], figures["acquire.by"]
    assert (topic.facts, topic.facts_right, topic.right, topic.wrong, topic.precision) == (1, 0, 0, 1, 0)
    assert (by.facts, by.facts_right, by.right, by.wrong, by.precision) == (1, 0, 1, 0, 1)
    assert (by.statuses, by.statuses_right) == (1, 1)
    assert figures["raise.by"].statuses == 0
