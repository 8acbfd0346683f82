"""Facts against gold, as docs/facts.md §6 defines it.

`score.py` is the fact contract's own scorer, byte for byte; every figure is its output. The other modules say what it
counts and does not name: which fact was set against which, where that stands in the text, and whose rule it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.contract import FACT_TYPES
from extractor.evaluate import score as scorer
from extractor.evaluate.pairing import Pairing, pair_facts

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scorer's figures, the same for each type by itself, and the pairs of facts that they count."""

    figures: Record
    per_type: Mapping[str, Record]
    pairings: tuple[Pairing, ...]


def evaluate(
    gold: Sequence[Record],
    predicted: Record,
    types: Iterable[str] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Evaluation:
    """Score a facts file, as JSON holds it, against gold (`read_gold`); `texts` by document id for grounding."""
    wanted = set(FACT_TYPES) if types is None else set(types)
    documents, told = list(gold), dict(texts) if texts is not None else None
    figures = scorer.score(documents, predicted, wanted, told)
    found = [kind for kind in FACT_TYPES if kind in figures["per_type"]]
    per_type = {kind: scorer.score(documents, predicted, {kind}, told) for kind in found}
    return Evaluation(figures, per_type, tuple(pair_facts(gold, predicted, wanted)))
