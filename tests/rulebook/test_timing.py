"""A pattern that backtracks is found out by texts made from it, in little time."""

from __future__ import annotations

import re
from time import process_time

import pytest

from extractor.rulebook.timing import LETTERS, attacks, slowest


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"(a+|b)*c", id="a run in a repeated group"),
        pytest.param(r"(a|a)*c", id="two ways to read a letter"),
        pytest.param(r"(?:(?:の|、)?[^。、]{1,8})+を", id="bounded runs"),
        pytest.param(r"([一-龠]+|[ァ-ヺー一-龠]+)*だ", id="classes that overlap"),
        pytest.param(r"(\s|\S)*?x(a|aa)+$", id="behind another repetition"),
        pytest.param(r"総額(?=(?:[億円]+)+だ)", id="in a lookahead"),
        pytest.param(r"(?:[甲乙]戊?|[丙乙])*丁", id="one letter in two classes"),
        pytest.param(r".*.*.*=", id="cubic"),
    ],
)
def test_a_pattern_that_backtracks(pattern: str) -> None:
    begun = process_time()
    text = slowest(re.compile(pattern))
    assert text is not None
    assert len(text) <= LETTERS
    assert process_time() - begun < 5


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"(?:[一二三]++|億)*円", id="possessive"),
        pytest.param(r"(?>(?:a+|b)*)c", id="atomic"),
        pytest.param(r"(?:[^。、]{1,8}、)+を", id="parted"),
        pytest.param(r"[^。]{0,20}?を[^。]{0,20}?に", id="bounded"),
    ],
)
def test_a_pattern_that_holds(pattern: str) -> None:
    assert slowest(re.compile(pattern)) is None


def test_a_sentence_that_the_pattern_matches_is_repeated_too() -> None:
    pattern = re.compile("(?:甲|乙丙|甲乙|丙)*丁")  # 甲乙丙 is read in two ways, and none of the four alone
    assert slowest(pattern) is None
    assert slowest(pattern, ["甲乙丙丁"]) is not None


@pytest.mark.parametrize(
    ("pattern", "made"),
    [
        ("甲(?:乙|丙)*", [("甲", "乙"), ("甲", "丙")]),
        (r"[^亜]{2}(\d+年)?", [("", "ア"), ("アア", "1")]),
        ("[甲乙]*丙?", [("", "甲"), ("", "乙")]),
    ],
)
def test_what_misleads_a_pattern(pattern: str, made: list[tuple[str, str]]) -> None:
    assert list(attacks(re.compile(pattern))) == made
