"""Examples run through the whole pipeline, and fail where a rule does not hold what it promises."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.pipeline import Pipeline
from extractor.rulebook.examples import ExampleResult, run_examples

Edit = Callable[[str, str, str], None]

FOUNDING = """\
rules:
  - id: found.by
    fact: founding
    trigger: [設立]
    roles:
      company: {case: [を], type: organization, required: true}
      founder: {case: [が], type: person, required: true}
    why: 人がAを設立した
    examples: ["[founder 山田太郎氏]は[company 朝凪製作所]を設立した。"]
    near_misses: ["山田太郎氏は設立の理由を述べた。"]
"""


def failures(folder: Path) -> list[ExampleResult]:
    return [result for result in run_examples(Pipeline(folder)) if not result.passed]


def test_all_pass(folder: Path) -> None:
    results = run_examples(Pipeline(folder))
    assert all(result.passed and not result.found for result in results)
    assert [(result.rule, result.where, result.kind) for result in results] == [
        ("raise.by", "rules/raise.yaml:10", "example"),
        ("raise.by", "rules/raise.yaml:12", "near_miss"),
        ("raise.total", "rules/raise.yaml:21", "example"),
        ("raise.total", "rules/raise.yaml:23", "near_miss"),
        ("veto.parts", "rules/vetoes.yaml:7", "example"),
        ("veto.parts", "rules/vetoes.yaml:9", "near_miss"),
    ]


def test_an_honorific_may_be_marked(folder: Path) -> None:
    (folder / "founding.yaml").write_text(FOUNDING)
    assert failures(folder) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "found"),
    [
        pytest.param(
            "raise.yaml",
            "[company 朝凪製作所]は[amount 10億円]を調達した",
            "[company 朝凪製作所]は10億円と[amount 5億円]を売り上げた",
            "raise.yaml:10",
            "tells no fact; raise.by does not fire",
            id="no trigger",
        ),
        pytest.param(
            "raise.yaml",
            "[company 朝凪製作所]は[amount 10億円]を調達した",
            "[company 朝凪製作所]は資金を調達した",
            "raise.yaml:10",
            "tells no fact; raise.by wants amount on 調達",
            id="a role is wanting",
        ),
        pytest.param(
            "raise.yaml",
            "[company 朝凪製作所]は[amount 10億円]を",
            "[company 朝凪]製作所は[amount 10億円]を",
            "raise.yaml:10",
            "tells funding_round (company 朝凪製作所, amount 10億円); raise.by reads company 朝凪製作所, amount 10億円",
            id="other words",
        ),
        pytest.param(
            "raise.yaml",
            "は[amount 10億円]を調達した",
            "は部品の費用に[amount 10億円]を調達した",
            "raise.yaml:10",
            "tells no fact; raise.by is vetoed by veto.parts",
            id="vetoed",
        ),
        pytest.param(
            "raise.yaml",
            "朝凪製作所は資金調達を重視する",
            "朝凪製作所は10億円を調達した",
            "raise.yaml:12",
            "tells funding_round (company 朝凪製作所, amount 10億円)",
            id="near miss told",
        ),
        pytest.param(
            "raise.yaml",
            "総額は未定だ",
            "総額は10億円だ",
            "raise.yaml:23",
            "tells funding_round (company 朝凪製作所, amount 10億円)",
            id="near miss of a detail told",
        ),
        pytest.param(
            "raise.yaml",
            "    near_misses:",
            '    todo: ["[company 朝凪製作所]は[amount 9億円]を調達した。"]\n    near_misses:',
            "raise.yaml:11",
            "it passes now; move it up to the examples",
            id="todo that passes",
        ),
        pytest.param(
            "vetoes.yaml",
            "は部品の費用に",
            "は",
            "vetoes.yaml:7",
            "tells funding_round (company 朝凪製作所, amount 10億円)",
            id="veto that kills nothing",
        ),
        pytest.param(
            "vetoes.yaml",
            "[amount 10億円]を調達した。",
            "[amount 10億円]を売り上げた。",
            "vetoes.yaml:9",
            "tells no fact",
            id="veto's near miss",
        ),
    ],
)
def test_failures(folder: Path, edit: Edit, file: str, old: str, new: str, where: str, found: str) -> None:  # noqa: PLR0917
    edit(file, old, new)
    found_at = {result.where: result.found for result in failures(folder)}
    assert found_at[f"rules/{where}"] == found


def test_a_detail_that_brings_its_own_host(folder: Path, edit: Edit) -> None:
    edit("raise.yaml", "総額は[amount 10億円]。", "朝凪製作所は10億円を調達した。総額は[amount 10億円]。")
    edit("raise.yaml", "総額は未定だ", "総額は10億円だ")  # alone, it has no raise to join
    assert failures(folder) == []


def test_a_todo_may_fail(folder: Path, edit: Edit) -> None:
    edit(
        "raise.yaml",
        "    near_misses:",
        '    todo: ["[company 朝凪製作所]に[amount 9億円]が集まった。"]\n    near_misses:',
    )
    assert failures(folder) == []


def test_only_some_rules(folder: Path) -> None:
    pipeline = Pipeline(folder)
    veto = [rule for rule in pipeline.rulebook.rules if rule.kind == "veto"]
    assert {result.rule for result in run_examples(pipeline, veto)} == {"veto.parts"}
