"""A rule shown is the rule as written."""

from __future__ import annotations

from pathlib import Path

from extractor.rulebook.load import load_rulebook
from extractor.rulebook.show import rule_record, rule_source


def test_source(folder: Path) -> None:
    by, total, veto = load_rulebook(folder).rules
    lines = rule_source(folder, by).splitlines()
    assert lines[0] == "- id: raise.by"
    assert lines[-1] == '    - "朝凪製作所は資金調達を重視する。"'
    assert rule_source(folder, total).startswith("- id: raise.total\n  fact: funding_round\n")
    assert rule_source(folder, veto).endswith('[amount 10億円]を調達した。"')


def test_record(folder: Path) -> None:
    by, _, veto = map(rule_record, load_rulebook(folder).rules)
    assert by["trigger"] == ["調達", "増資"]
    assert by["roles"]["amount"] == {"case": ["を"], "type": ["money"]}
    assert by["near_misses"] == ["朝凪製作所は資金調達を重視する。"]
    assert (veto["fact"], veto["kills"]) == (None, ["funding_round"])
