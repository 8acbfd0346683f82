"""Which rules some texts have a use for.

Facts name the rules that told them; what a veto took away stands in no facts file, so the texts are read again here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.match.matcher import Match
from extractor.model import Document, Fact
from extractor.pipeline import Pipeline
from extractor.rulebook.model import Rule


@dataclass(frozen=True, slots=True)
class RuleUse:
    """How often a rule was of use: `facts` it told, or hits that a veto `killed`; `hits` that told no fact beside."""

    rule: Rule
    facts: int
    killed: int
    hits: int

    @property
    def fired(self) -> bool:
        return bool(self.facts or self.killed)


class Coverage:
    """Counts over texts, one after the other."""

    def __init__(self) -> None:
        self.facts: Counter[str] = Counter()
        self.killed: Counter[str] = Counter()
        self.hits: Counter[str] = Counter()

    def add(self, matches: Iterable[Match], facts: Iterable[Fact]) -> None:
        """What the rules made of one text, and the facts that came of it."""
        for fact in facts:
            self.facts.update({rule for one in fact.evidence for rule in one.rules})
        for match in matches:
            self.hits.update(hit.rule.id for hit in match.hits)
            self.hits.update(hit.rule.id for hit, _ in (*match.vetoed, *match.beaten))
            self.killed.update(veto.id for _, veto in match.vetoed)

    def of(self, rules: Iterable[Rule]) -> list[RuleUse]:
        """Each rule's use, in the rules' order."""
        return [RuleUse(rule, self.facts[rule.id], self.killed[rule.id], self.hits[rule.id]) for rule in rules]


def cover(pipeline: Pipeline, documents: Iterable[Document]) -> list[RuleUse]:
    """The use that some texts have for each rule of the pipeline."""
    coverage = Coverage()
    for document in documents:
        matches = pipeline.match(document)
        coverage.add(matches, pipeline.assemble(document, matches).facts)
    return coverage.of(pipeline.rulebook.rules)
