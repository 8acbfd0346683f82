"""A rule that others can stand in for, on all of its own examples, is found out."""

from __future__ import annotations

from pathlib import Path

from extractor.pipeline import Pipeline
from extractor.rulebook.redundant import redundant

TWIN = """\
rules:
  - id: raise.twin
    fact: funding_round
    trigger: [$raise]
    roles:
      company: {case: [が], type: organization, required: true}
      amount: {case: [を], type: money, required: true}
      lead_investor: {case: [リード], type: organization}
    why: AはB主導でC円を調達した
    examples:
      - "[company 朝凪製作所]は[amount 10億円]を調達した。"
    near_misses:
      - "朝凪製作所は小麦を調達した。"
  - id: veto.twin
    veto: 部品の
    kills: [funding_round]
    why: The other veto has it too
    examples:
      - "朝凪製作所は部品の費用に10億円を調達した。"
    near_misses:
      - "[company 朝凪製作所]は[amount 10億円]を調達した。"
"""


def needless(folder: Path) -> list[str]:
    pipeline = Pipeline(folder)
    return [finding.rule for finding in redundant(pipeline, pipeline.rulebook.rules)]


def test_every_rule_is_needed(folder: Path) -> None:
    assert needless(folder) == []


def test_twins_can_do_without_each_other(folder: Path) -> None:
    (folder / "twin.yaml").write_text(TWIN)
    assert needless(folder) == ["raise.by", "raise.twin", "veto.twin", "veto.parts"]


def test_a_role_that_it_alone_fills_is_enough(folder: Path) -> None:
    marked = "[company 朝凪製作所]は[lead_investor 汐見商事]主導で[amount 10億円]を調達した。"
    (folder / "twin.yaml").write_text(TWIN.replace("    near_misses", f'      - "{marked}"\n    near_misses', 1))
    assert "raise.twin" not in needless(folder)
