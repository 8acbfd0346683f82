"""One frame in every voice: A buys B, A invests in B; the sentence is marked with the roles that it tells."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from extractor.match.frame import Candidate, Hit, accepts
from extractor.names import Name
from extractor.read.article import build_document
from extractor.rulebook.model import RoleSpec

if TYPE_CHECKING:
    from extractor.match.matcher import Match
    from extractor.pipeline import Pipeline

MARKED = re.compile(r"\[(?P<role>[a-z_]+) (?P<text>[^\]]+)\]")


def match(pipeline: Pipeline, text: str) -> Match:
    return pipeline.match(build_document(text, "t", "t", published=date(2026, 5, 20)))[0]


def by_rule(found: Match, rule: str) -> list[Hit]:
    return [hit for hit in found.hits if hit.rule.id == rule]


def words(hit: Hit) -> dict[str, list[str]]:
    return {role: [hit.reading.text[c.start : c.end] for c in told] for role, told in hit.roles.items()}


@pytest.mark.parametrize(
    ("rule", "marked"),
    [
        pytest.param("acquire.by", "[acquirer トウゲ運輸]は[target ヤナギ急送]を買収した。", id="active"),
        pytest.param("acquire.by", "[target ヤナギ急送]は[acquirer トウゲ運輸]に買収された。", id="passive"),
        pytest.param(
            "acquire.by", "[target ヤナギ急送]が[acquirer トウゲ運輸]によって買収された。", id="passive with によって"
        ),
        pytest.param(
            "acquire.by", "[target ヤナギ急送]を買収した[acquirer トウゲ運輸]は伸びる。", id="relative, subject gap"
        ),
        pytest.param(
            "acquire.by", "[acquirer トウゲ運輸]が買収した[target ヤナギ急送]は伸びる。", id="relative, object gap"
        ),
        pytest.param(
            "acquire.by", "[acquirer トウゲ運輸]による[target ヤナギ急送]の買収が完了した。", id="nominal with による"
        ),
        pytest.param(
            "acquire.by", "[acquirer トウゲ運輸]は[target ヤナギ急送]の買収を発表した。", id="nominal under a report"
        ),
        pytest.param(
            "acquire.by", "[acquirer トウゲ運輸]、[target ヤナギ急送]を[amount 70億円]で買収へ", id="headline"
        ),
        pytest.param("acquire.by", "[acquirer トウゲ運輸]、[target ヤナギ急送]買収", id="headline, compound"),
        pytest.param(
            "acquire.by",
            "[acquirer トウゲ運輸]は[announced 16日]、[target ヤナギ急送]を[date 6月]に買収すると発表した。",
            id="report with both dates",
        ),
        pytest.param(
            "invest.in", "[investor 楓ベンチャーズ]は[company ミチカ薬品]に[amount 3億円]を出資した。", id="giving"
        ),
        pytest.param("invest.in", "[company ミチカ薬品]は[investor 楓ベンチャーズ]から出資を受けた。", id="receiving"),
        pytest.param(
            "invest.in", "[investor 楓ベンチャーズ]出資の[company ミチカ薬品]、工場を建設", id="bare before の"
        ),
        pytest.param(
            "invest.in", "[investor 楓ベンチャーズ]は[company ミチカ薬品]への出資を実施した。", id="light verb"
        ),
        pytest.param(
            "raise.by",
            "[company ミチカ薬品]は[investor 楓ベンチャーズ]や[investor ツバメ・ベンチャーズ]などから"
            "[amount 3億円]を調達した。",
            id="coordination",
        ),
        pytest.param(
            "raise.by",
            "[company ミチカ薬品]は新薬を開発し、[investor 楓ベンチャーズ]から[amount 3億円]を調達した。",
            id="topic of the clause before",
        ),
    ],
)
def test_roles(pipeline: Pipeline, rule: str, marked: str) -> None:
    expected: dict[str, list[str]] = {}
    for found in MARKED.finditer(marked):
        expected.setdefault(found["role"], []).append(found["text"])
    (hit,) = by_rule(match(pipeline, MARKED.sub(lambda name: name["text"], marked)), rule)
    assert words(hit) == expected


def test_a_subject_left_out_is_open(pipeline: Pipeline) -> None:
    (hit,) = by_rule(match(pipeline, "楓ベンチャーズから3億円を調達した。"), "raise.by")
    assert hit.open_role == "company"
    assert words(hit) == {"investor": ["楓ベンチャーズ"], "amount": ["3億円"]}


def test_a_near_miss_names_what_it_lacks(pipeline: Pipeline) -> None:
    found = match(pipeline, "ミチカ薬品は資金を調達した。")
    assert by_rule(found, "raise.by") == []
    assert [near.missing for near in found.near if near.rule.id == "raise.by"] == [
        "amount/round/investor/lead_investor/cumulative_amount"
    ]


ANY_TYPE = RoleSpec("company", ("が",), ("organization",))
STRICT = RoleSpec("company", ("が",), ("organization",), strict=True)


@pytest.mark.parametrize(
    ("name", "role", "accepted"),
    [
        (Name(0, 0, "ミチカ", "organization", 1), ANY_TYPE, True),
        (Name(0, 0, "ミチカ", "organization", 0), ANY_TYPE, False),
        (Name(0, 0, "ミチカ", "person", 4), ANY_TYPE, False),
        (Name(0, 0, "ミチカ", "unknown", 1), ANY_TYPE, True),
        (Name(0, 0, "ミチカ", "unknown", 1), STRICT, False),
        (Name(0, 0, "ミチカ", "unknown", 2), STRICT, True),
        (Name(0, 0, "Michika", "unknown", 4), STRICT, True),
        (Name(0, 0, "ミチカ", "unknown", 4, ("quoted",)), STRICT, True),
        (Name(0, 0, "ミチカ", "unknown", 4), RoleSpec("founder", ("が",), ("person",)), False),
    ],
)
def test_who_a_role_takes(name: Name, role: RoleSpec, accepted: bool) -> None:
    assert accepts(name, role, telling=1) is accepted


def test_a_veto_kills_a_hit(pipeline: Pipeline) -> None:
    found = match(pipeline, "ミチカ薬品はクラウドファンディングで1000万円を調達した。")
    assert [hit for hit in found.hits if hit.rule.fact == "funding_round"] == []
    assert {veto.id for _, veto in found.vetoed} == {"veto.crowdfunding"}


def test_candidates_stand_in_the_sentence(pipeline: Pipeline) -> None:
    found = match(pipeline, "ミチカ薬品は楓ベンチャーズから3億円を調達した。")
    told: list[Candidate] = [c for hit in found.hits for fillers in hit.roles.values() for c in fillers]
    assert told
    assert all(0 <= c.start < c.end <= len(found.reading.text) for c in told)
