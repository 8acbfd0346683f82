"""A small rules folder to make mistakes in: what we ship beside the rules, and three rules of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.rulebook.load import SUPPORT_FILES, default_rules

RAISE = """\
rules:
  - id: raise.by
    fact: funding_round
    trigger: [$raise]
    roles:
      company: {case: [が], type: organization, required: true}
      amount: {case: [を], type: money, required: true}
    why: AはC円を調達した
    examples:
      - "[company 朝凪製作所]は[amount 10億円]を調達した。"
    near_misses:
      - "朝凪製作所は資金調達を重視する。"
  - id: raise.total
    fact: funding_round
    text: '総額は(?P<amount>{money})'
    detail: true
    roles:
      amount: {type: money, required: true}
    why: 総額はC円
    examples:
      - "総額は[amount 10億円]。"
    near_misses:
      - "総額は未定だ。"
"""
VETO = """\
rules:
  - id: veto.parts
    veto: 部品
    kills: [funding_round]
    why: Who buys parts raises no money
    examples:
      - "朝凪製作所は部品の費用に10億円を調達した。"
    near_misses:
      - "[company 朝凪製作所]は[amount 10億円]を調達した。"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rules = tmp_path / "rules"
    rules.mkdir()
    for name in SUPPORT_FILES:
        shutil.copy(default_rules() / f"{name}.yaml", rules)
    words = rules / "words.yaml"
    words.write_text(
        words.read_text().partition("\nlists:")[0] + "\nlists:\n  city: [東京]\n  head: [社長]\n  raise: [調達, 増資]\n"
    )
    (rules / "raise.yaml").write_text(RAISE)
    (rules / "vetoes.yaml").write_text(VETO)
    return rules


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Put a mistake into a file: `edit("raise.yaml", "trigger:", "triger:")`; with no `old`, at its end."""

    def change(file: str, old: str, new: str) -> None:
        path = folder / file
        text = path.read_text() if path.exists() else ""
        assert old in text, f"{file} has no {old!r}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace(old, new, 1) if old else text + new)

    return change
