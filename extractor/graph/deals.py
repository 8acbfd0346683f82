"""Which facts are one deal: a fact that is no part of another, with all its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.graph.entities import facts_by_id
from extractor.model import Corpus, Fact


@dataclass(frozen=True, slots=True)
class Deal:
    """A fact with the facts that are parts of it, in the corpus's order."""

    whole: Fact
    parts: tuple[Fact, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (self.whole, *self.parts)


def deals(corpus: Corpus) -> Iterator[Deal]:
    """Every deal; each fact is in exactly one. Raises FormatError for an id told twice."""
    facts = facts_by_id(corpus)
    parts: dict[str, list[Fact]] = {fact.id: [] for fact in corpus.facts}
    wholes = []
    for fact in corpus.facts:
        whole = _whole(fact, facts)
        if whole is fact:
            wholes.append(fact)
        else:
            parts[whole.id].append(fact)
    return (Deal(whole, tuple(parts[whole.id])) for whole in wholes)


def _whole(fact: Fact, facts: dict[str, Fact]) -> Fact:
    """What the fact is a part of in the end; itself where the corpus has no such fact or the parts go in a circle."""
    seen = {fact.id}
    whole = fact
    while whole.part_of in facts:
        whole = facts[whole.part_of]
        if whole.id in seen:
            return fact
        seen.add(whole.id)
    return whole
