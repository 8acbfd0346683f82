"""The fact contract's table of relations (docs/facts.md §5): which roles of a fact are the ends of an edge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from extractor.model import Fact


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge from who fills `source` to who fills `target`; one role twice makes undirected pairs.

    `pays`: the fact's amount is what the source party puts in. A raise, a fund, a plant or an alliance tells the
    whole deal's amount instead, and the price of goods is paid by the other side.
    """

    name: str
    source: str
    target: str
    pays: bool = False

    @property
    def directed(self) -> bool:
        return self.source != self.target


RELATIONS: Mapping[str, tuple[Relation, ...]] = {
    "funding_round": (Relation("invests_in", "investor", "company"), Relation("lends_to", "lender", "company")),
    "investment": (Relation("invests_in", "investor", "company", pays=True),),
    "debt_financing": (Relation("lends_to", "lender", "company", pays=True),),
    "grant": (Relation("grants_to", "funder", "company", pays=True),),
    "acquisition": (Relation("acquires", "acquirer", "target", pays=True),),
    "alliance": (Relation("allied_with", "member", "member"),),
    "facility": (Relation("operates", "operator", "name"), Relation("supplies", "supplier", "name")),
    "supply": (Relation("supplies", "supplier", "customer"),),
    "founding": (Relation("founded", "founder", "company"),),
    "fund": (Relation("invests_in", "investor", "fund"), Relation("manages", "manager", "fund")),
    "product": (Relation("develops", "developer", "product"),),
    "position": (Relation("leads", "person", "company"),),
    "competition": (Relation("competes_with", "company", "company"),),
}

# Along these the source party puts in money.
MONEY_RELATIONS = frozenset(relation.name for of in RELATIONS.values() for relation in of if relation.pays)


def parties(fact: Fact, role: str) -> list[str]:
    """The entities in a role, each once; mere words (goods, a plant without a name) are no node."""
    return list(dict.fromkeys(filler.entity for filler in fact.roles.get(role, ()) if filler.entity is not None))


def pairs_of(fact: Fact) -> Iterator[tuple[Relation, str, str]]:
    """The relation, source and target of each edge of a fact by itself."""
    for relation in RELATIONS.get(fact.type, ()):
        sources = parties(fact, relation.source)
        if relation.directed:
            yield from ((relation, source, target) for source in sources for target in parties(fact, relation.target))
        else:
            yield from ((relation, source, target) for source, target in combinations(sources, 2))
