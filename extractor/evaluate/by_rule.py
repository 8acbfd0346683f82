"""How often a rule's facts are right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractor.evaluate.pairing import Pairing, Told
from extractor.evaluate.wording import evidence, rules_of


@dataclass(slots=True)
class RuleFigures:
    """Of the facts that a rule tells, alone or with others: how many, how many with nothing wrong; fillers likewise.

    A filler counts for the rules of the sentence that it stands in. Facts paired with an optional gold fact are left
    out. What rules miss is nobody's, so there is no recall.
    """

    rule: str
    types: set[str]
    facts: int = 0
    facts_right: int = 0
    right: int = 0
    wrong: int = 0
    statuses: int = 0
    statuses_right: int = 0

    @property
    def precision(self) -> float | None:
        """The share of its fillers that is right; None where it filled nothing that counts."""
        told = self.right + self.wrong
        return self.right / told if told else None


def by_rule(pairings: Iterable[Pairing]) -> list[RuleFigures]:
    """A rule each, those with the most wrong fillers first."""
    out: dict[str, RuleFigures] = {}

    def figures(rule: str, kind: str) -> RuleFigures:
        one = out.setdefault(rule, RuleFigures(rule, set()))
        one.types.add(kind)
        return one

    def of(pairing: Pairing, told: Told) -> list[RuleFigures]:
        return [figures(rule, pairing.type) for rule in rules_of(evidence(pairing, told))]

    for pairing in pairings:
        if pairing.predicted is None or not pairing.counted:
            continue
        for rule in rules_of(evidence(pairing)):
            one = figures(rule, pairing.type)
            one.facts += 1
            one.facts_right += pairing.gold is not None and not pairing.wrong
            if pairing.status_right is not None:
                one.statuses += 1
                one.statuses_right += pairing.status_right
        for _, told in pairing.right:
            for one in of(pairing, told):
                one.right += 1
        for told in pairing.wrong:
            for one in of(pairing, told):
                one.wrong += 1
    return sorted(out.values(), key=lambda one: (-one.wrong, one.precision or 0, one.rule))
