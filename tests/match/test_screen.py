"""A rule that is not tried could not have fired."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from extractor.match.screen import Screen
from extractor.model import Document
from extractor.rulebook.model import MASKS, Rule

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

MONEY, COMPANY = MASKS["money"], MASKS["organization"]


@pytest.mark.parametrize("kind", ["text", "veto"])
@pytest.mark.parametrize(
    ("pattern", "text", "masks", "passes"),
    [
        ("出資(比率|額)は", "出資額は非公表。", "", True),
        ("出資(比率|額)は", "出資先は非公表。", "", False),
        (f"[{MONEY}]+を調達", "10億円を調達した。", MONEY, True),
        (f"[{MONEY}]+を調達", "部品を調達した。", COMPANY, False),
        (f"[{COMPANY}]+が調達", "東邦電機が調達した。", COMPANY, True),
        (f"[{COMPANY}]+が調達", "病院が調達した。", "", False),
        (f"(?:[{COMPANY}]+|[{MONEY}]+)を", "10億円を集める。", MONEY, True),
        (f"[{MONEY}調]+達", "10億円に達した。", MONEY, True),
        (f"[{MONEY}調]+達", "調達した。", "", True),
        ("(?i)IPO", "ipoを目指す。", "", True),
    ],
)
def test_what_is_tried(kind: str, pattern: str, text: str, masks: str, passes: bool) -> None:
    rule = Rule("a.b", kind, "funding_round", "a.yaml:1", pattern=re.compile(pattern))  # type: ignore[arg-type]
    assert Screen([rule]).passing(text, masks) == ([rule] if passes else [])


def test_the_shipped_rules_fire_only_where_they_are_tried(pipeline: Pipeline) -> None:
    """On every rule's examples and near misses, each rule and pattern against each sentence."""
    patterned = [rule for rule in pipeline.rulebook.rules if rule.pattern is not None]
    screen = Screen(patterned)
    shown = [one.text for rule in pipeline.rulebook.rules for one in (*rule.examples, *rule.near_misses)]
    matched = 0
    for match in (match for text in shown for match in pipeline.match(Document("t", text))):
        reading = match.reading
        screened = pipeline.matcher.match(reading)
        assert [hit.rule.id for hit in match.hits] == [hit.rule.id for hit in screened.hits], reading.text
        assert len(screened.near) <= len(match.near)
        passing = {rule.id for rule in screen.passing(reading.text, reading.masks)}
        for rule in patterned:
            assert rule.pattern is not None
            if rule.pattern.search(reading.masked(rule.pattern)):
                matched += 1
                assert rule.id in passing, (rule.id, reading.text)
    assert matched >= len([rule for rule in patterned if rule.kind == "text"]) // 2
