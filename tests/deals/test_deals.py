"""The corpus of deals told in many documents: what a linked corpus must reach on it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import deals

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline


def test_the_files_agree_with_each_other() -> None:
    run = subprocess.run([sys.executable, deals.HERE / "check_deals.py"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_of_perfect_facts(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text(json.dumps(deals.gold_file()), encoding="utf-8")
    found = deals.score_of(tmp_path / "facts.json")
    assert (found.entities.f1, found.events.f1, found.lookalikes, found.wrong) == (1, 1, [], [])


def test_of_what_we_extract(pipeline: Pipeline) -> None:
    """Linking what was found; what was not is the extraction's (the floors end to end say how much that is)."""
    found = deals.measure(pipeline)
    assert found.lookalikes == []
    assert found.linked_entities.f1 >= 0.98
    assert found.linked_events.f1 >= 0.97
    assert found.entities.f1 >= 0.95
    assert found.events.f1 >= 0.95
    assert sorted(found.wrong) == sorted(deals.known_gaps()), "python tests/deals/deals.py --write-gaps"


def test_a_cluster_torn_and_one_too_wide() -> None:
    gold = {1: "a", 2: "a", 3: "b", 4: "b"}
    assert deals.bcubed(gold, dict.fromkeys(gold, "x")) == (0.5, 1, 2 / 3)
    assert deals.bcubed(gold, {1: "x", 2: "x", 3: "y"}) == (1, 0.75, 6 / 7)
