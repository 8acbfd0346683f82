"""Facts → a company graph, by the fact contract's table of relations (docs/facts.md §5).

Nodes are the entities that fill a role; an edge is one (fact, from, to), so a sum over edges never counts a fact twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from extractor.errors import FormatError
from extractor.model import Corpus, Date, Entity, Fact, Money, Percent, Term

if TYPE_CHECKING:
    import networkx as nx

Attributes = dict[str, object]


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


def build_graph(corpus: Corpus) -> nx.MultiDiGraph[str]:
    """The company graph: nodes by entity id, edges keyed by `<fact id>.<number>`; what is not told is absent.

    Node attributes: label, entity_type, aliases (tuple), identifiers (tuple of "scheme:value").
    Edge attributes: id, label, relation, directed, weight (1.0 a fact), fact, fact_type, document, deal, status,
    attribution, attributed_to, confidence, evidence; date_edtf, first_day, last_day, announced; amount, currency,
    amount_bound and amount_text (the source party's own), the same with deal_ (the whole deal's, to be summed once for
    each `deal`); round, lead, stake. Amounts are int or Decimal in whole currency units, stakes out of 100.
    Raises FormatError for a corpus whose ids do not add up.
    """
    import networkx as nx

    facts = _by_id(corpus.facts)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in _entities(corpus):
        graph.add_node(entity.id, **_node(entity))
    parts = {
        (fact.part_of, relation.name, source, target)
        for fact in corpus.facts
        for relation, source, target in _pairs(fact)
        if relation.pays
    }
    for fact in corpus.facts:
        number = 0
        for relation, source, target in _pairs(fact):
            # Where an investment is part of a round, its edge stands for the round's between that pair.
            if not relation.pays and (fact.id, relation.name, source, target) in parts:
                continue
            number += 1
            key = f"{fact.id}.{number}"
            graph.add_edge(source, target, key=key, id=key, **_edge(fact, facts, relation, source))
    return graph


def _by_id(facts: tuple[Fact, ...]) -> dict[str, Fact]:
    by_id: dict[str, Fact] = {}
    for fact in facts:
        if fact.id in by_id:
            raise FormatError(f"fact {fact.id}", "is listed twice", "a fact's id belongs to one fact only")
        by_id[fact.id] = fact
    return by_id


def _entities(corpus: Corpus) -> Iterator[Entity]:
    """The entities that fill a role, in the corpus's order."""
    known = {entity.id for entity in corpus.entities}
    used = set()
    for fact in corpus.facts:
        for role, fillers in fact.roles.items():
            for filler in fillers:
                if filler.entity is not None and filler.entity not in known:
                    fix = "list the entity under entities"
                    raise FormatError(f"fact {fact.id}, role {role}", f"names the unlisted entity {filler.entity}", fix)
                used.add(filler.entity)
    return (entity for entity in corpus.entities if entity.id in used)


def _node(entity: Entity) -> Attributes:
    identifiers = tuple(f"{scheme}:{value}" for scheme, value in entity.identifiers.items())
    node: Attributes = {"label": entity.name, "entity_type": entity.type, "aliases": entity.aliases}
    return node | ({"identifiers": identifiers} if identifiers else {})


def _parties(fact: Fact, role: str) -> list[str]:
    """The entities in a role, each once; mere words (goods, a plant without a name) are no node."""
    return list(dict.fromkeys(filler.entity for filler in fact.roles.get(role, ()) if filler.entity is not None))


def _alone(fact: Fact, role: str) -> bool:
    """Whether the role has one filler, named or not: what several put in together is nobody's own."""
    return len({filler.entity or filler.text for filler in fact.roles.get(role, ())}) == 1


def _pairs(fact: Fact) -> Iterator[tuple[Relation, str, str]]:
    for relation in RELATIONS.get(fact.type, ()):
        sources = _parties(fact, relation.source)
        if relation.directed:
            yield from ((relation, source, target) for source in sources for target in _parties(fact, relation.target))
        else:
            yield from ((relation, source, target) for source, target in combinations(sources, 2))


def _edge(fact: Fact, facts: Mapping[str, Fact], relation: Relation, source: str) -> Attributes:
    whole = facts.get(fact.part_of) if fact.part_of else fact
    edge: Attributes = {
        "label": relation.name,
        "relation": relation.name,
        "directed": relation.directed,
        "weight": 1.0,
        "fact": fact.id,
        "fact_type": fact.type,
        "document": fact.document,
        "deal": fact.part_of or fact.id,
        "status": fact.status,
        "attribution": fact.attribution.kind,
        "attributed_to": fact.attribution.source,
        "confidence": fact.confidence,
        "evidence": fact.evidence[0].text if fact.evidence else None,
    }
    if whole is not None:
        # A part that tells no date or round of its own has the whole deal's.
        edge |= _circumstances(whole) | _money(whole, "deal_")
        if relation.name == "invests_in" and source in _parties(whole, "lead_investor"):
            edge["lead"] = True
    edge |= _circumstances(fact)
    if relation.pays and _alone(fact, relation.source) and _alone(fact, relation.target):
        edge |= _money(fact, "")
    return {name: value for name, value in edge.items() if value is not None}


def _circumstances(fact: Fact) -> Attributes:
    """When, in which round and for what stake; a date that could not be resolved is left out."""
    told: Attributes = {}
    for role in ("date", "announced", "round", "stake"):
        for filler in fact.roles.get(role, ()):
            match filler.value:
                case Date(edtf=str(edtf), start=first, end=last) if role == "date":
                    told |= {"date_edtf": edtf, "first_day": first, "last_day": last}
                case Date(edtf=str(edtf)):
                    told[role] = edtf
                case Term(value=term):
                    told[role] = term
                case Percent(value=share) if share is not None:
                    told[role] = float(share)
    return told


def _money(fact: Fact, prefix: str) -> Attributes:
    """The fact's amount; a range or a vague amount has no value and so no place in a sum, but keeps its words."""
    told: Attributes = {}
    for filler in fact.roles.get("amount", ()):
        if isinstance(filler.value, Money):
            told |= {f"{prefix}amount_text": filler.text, f"{prefix}amount_bound": filler.value.bound}
            if filler.value.value is not None:
                told |= {f"{prefix}amount": filler.value.value, f"{prefix}currency": filler.value.currency}
    return told
