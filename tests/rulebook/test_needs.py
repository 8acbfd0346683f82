"""What a rule needs of a sentence, and that no sentence in which it fires lacks it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from extractor.rulebook.load import load_rulebook
from extractor.rulebook.model import MASKS, RoleSpec, Rule
from extractor.rulebook.needs import needs, skeleton
from extractor.rulebook.parse import _mask_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

MONEY, ORG = MASKS["money"], MASKS["organization"]


def rule(**keys: object) -> Rule:
    return Rule(**{"id": "a.b", "kind": "frame", "fact": "funding_round", "where": "a.yaml:1", **keys})  # type: ignore[arg-type]


def told(found: Iterable[frozenset[str]]) -> list[list[str]]:
    return [sorted(need) for need in found]


@pytest.mark.parametrize(
    ("pattern", "want"),
    [
        ("出資(比率|額)は", [["出資"], ["比率", "額"], ["は"]]),
        ("(出資者|引受先)?は", [["は"]]),
        ("(増資|社債)[、。]", [["増資", "社債"], ["、", "。"]]),
        ("(増資|.*)で", [["で"]]),
        (f"(?:[{MONEY}]+)を(調達)+", [[MONEY], ["を"], ["調達"]]),
        (f"(?:[{ORG}]+)が", [["が"]]),
        ("[^。]{0,3}株", [["株"]]),
        ("(?=.*社債)残(?!高)", [["社債"], ["残"]]),
        ("(?i:ipo)する", [["する"]]),
    ],
)
def test_of_a_pattern(pattern: str, want: list[list[str]]) -> None:
    assert told(needs(rule(kind="text", pattern=re.compile(pattern)))) == want


def test_of_a_frame() -> None:
    amount = RoleSpec("amount", ("を",), ("money",), required=True)
    company = RoleSpec("company", ("が",), ("organization",), required=True)
    found = needs(
        rule(nouns=("調達",), light=("実施",), with_words={"で": ("ラウンド",)}, roles=(amount, company),
             any_of=(("amount", "date"), ("amount", "company")))
    )  # fmt: skip
    assert told(found) == [
        ["調達"],
        ["実施"],
        sorted(["ラウンド", MASKS["round"]]),
        [MONEY],
        sorted([MONEY, MASKS["date"]]),
    ]


@pytest.mark.parametrize(
    ("verb", "forms", "others"),
    [
        ("買う", ("買った", "買わない", "買おう"), ("買収",)),
        ("集める", ("集めた", "集めよう", "集め、"), ("集中",)),
        ("得る", ("得た", "得て", "得、"), ("取得し",)),
        ("投ずる", ("投じた", "投ずる"), ("投資",)),
        ("率いる", ("率いた", "率い、"), ("比率",)),
    ],
)
def test_a_verb_is_known_in_all_its_forms(verb: str, forms: tuple[str, ...], others: tuple[str, ...]) -> None:
    (need,) = needs(rule(verbs=(verb,)))
    assert all(any(word in form for word in need) for form in forms)
    assert not any(word in other for word in need for other in others)


def test_of_token_patterns() -> None:
    first = ({"_": {"mention": "money"}, "OP": "+"}, {"TEXT": "円", "OP": "?"}, {"TEXT": {"IN": ["社債", "外債"]}})
    second = ({"TEXT": "起債"}, {"LEMMA": "する"})
    assert told(needs(rule(kind="tokens", tokens=(first, second)))) == [["外債", "社債", "起債"]]


def skeleton_of(source: str) -> re.Pattern[str] | None:
    return skeleton(rule(kind="text", pattern=_mask_pattern(source, "rules/test.yaml:1", "", {})))


def test_a_skeleton_keeps_the_order() -> None:
    found = skeleton_of("(?P<company>{organization})の{organization}(?=、)")
    assert found is not None
    assert found.search("北星のソラネ、")
    assert not found.search("北星、ソラネの")
    assert skeleton_of("{organization}の(?!{organization})") is None


@pytest.mark.parametrize(
    ("text", "passes"),
    [("北星のソラネ、", True), ("北星の「青空」、", True), ("北星のT9、", True), ("冬の朝、", False)],
)
def test_a_product_is_spelt_as_names_are(text: str, passes: bool) -> None:
    found = skeleton_of("{organization}の{product}(?=、)")
    assert found is not None
    assert bool(found.search(text)) == passes


def test_most_text_rules_that_are_shipped_have_a_skeleton() -> None:
    """Without one, whatever holds the commonest words (の, 、) would be read."""
    rules = [one for one in load_rulebook().rules if one.kind == "text"]
    assert sum(skeleton(one) is not None for one in rules) > 0.8 * len(rules)
