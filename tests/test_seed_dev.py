"""The seed article and the development texts, where they lie beside the project; totals only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scoring import below, figures, read_lines

from extractor.evaluate import score
from extractor.model import Document
from extractor.read import read_inputs

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

SHARED = Path(__file__).parents[2] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the texts belong to others and are not in the project")


def scored(pipeline: Pipeline, texts: str, gold: str) -> dict[str, float]:
    inputs = sorted(str(path) for path in SHARED.glob(texts))
    if not inputs:
        pytest.skip(f"no {texts}")
    documents = [found for found in read_inputs(inputs) if isinstance(found, Document)]
    found = figures(pipeline, documents, read_lines(SHARED / gold))
    print(gold, found)
    return found


def test_the_scorer_is_the_contract_s() -> None:
    ours = Path(score.__file__).read_bytes()
    assert ours == (SHARED / "contract" / "score.py").read_bytes()


def test_seed(pipeline: Pipeline) -> None:
    found = scored(pipeline, "seed/*.txt", "seed/gold.jsonl")
    floors = {"money_facts": 1.0, "roles": 0.9, "status_accuracy": 1.0, "bound_accuracy": 1.0, "grounded": 1.0}
    assert below(found, floors) == {}


@pytest.mark.parametrize("half", ["write", "check"])
def test_dev(pipeline: Pipeline, half: str) -> None:
    found = scored(pipeline, f"dev/{half}.texts.jsonl", f"dev/{half}.gold.jsonl")
    assert below(found, {"roles": 0.55, "edges": 0.5, "grounded": 1.0}) == {}
