"""How often a fact told like this one is right: a sum of log-odds, weights in rules/confidence.yaml.

tests/calibrate.py fits the weights, on texts that no rule was written on; docs/accuracy.md has the test of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp

# What speaks for or against a fact. The assembler says which of them a fact has; the weights, how much each counts.
GROUNDS = ("told_again", "headline", "left_out", "one_party", "weak_name")
LEAST, MOST = 0.05, 0.99


@dataclass(frozen=True, slots=True)
class Confidence:
    """rules/confidence.yaml: `start`, the log-odds of a fact without any ground, and what each of GROUNDS adds."""

    start: float
    weights: Mapping[str, float]

    def of(self, grounds: Iterable[str]) -> float:
        """The probability that all a fact with these grounds tells is right, to two places."""
        odds = exp(self.start + sum(self.weights[ground] for ground in grounds))
        return round(max(LEAST, min(MOST, odds / (1 + odds))), 2)
