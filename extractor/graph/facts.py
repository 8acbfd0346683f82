"""One edge a fact, from and to: a sum over edges never counts a fact twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from extractor.graph.entities import add_entities, facts_by_id
from extractor.graph.relations import Relation, pairs_of, parties
from extractor.graph.telling import Attributes, alone, amount, circumstances, telling
from extractor.model import Corpus, Fact

if TYPE_CHECKING:
    import networkx as nx


def fact_graph(corpus: Corpus) -> nx.MultiDiGraph[str]:
    """Nodes by entity id, edges keyed by `<fact id>.<number>`; what is not told is absent.

    Node attributes: label, entity_type, aliases (tuple), identifiers (tuple of "scheme:value").
    Edge attributes: id, label, relation, directed, weight (1.0 a fact), fact, fact_type, document, deal, status,
    attribution, attributed_to, confidence, evidence; date_edtf, first_day, last_day, announced; amount, currency,
    amount_bound and amount_text (the source party's own), amount_converted, converted_currency and rate_date where
    linking converted it, the same with deal_ (the whole deal's, to be summed once for
    each `deal`); round, lead, stake. Amounts are int or Decimal in whole currency units, stakes out of 100.
    Raises FormatError for a corpus whose ids do not add up.
    """
    import networkx as nx

    facts = facts_by_id(corpus)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(edges="facts")
    add_entities(graph, corpus)
    parts = {
        (fact.part_of, relation.name, source, target)
        for fact in corpus.facts
        for relation, source, target in pairs_of(fact)
        if relation.pays
    }
    for fact in corpus.facts:
        number = 0
        for relation, source, target in pairs_of(fact):
            # Where an investment is part of a round, its edge stands for the round's between that pair.
            if not relation.pays and (fact.id, relation.name, source, target) in parts:
                continue
            number += 1
            key = f"{fact.id}.{number}"
            graph.add_edge(source, target, key=key, id=key, **_edge(fact, facts, relation, source))
    return graph


def _edge(fact: Fact, facts: Mapping[str, Fact], relation: Relation, source: str) -> Attributes:
    edge: Attributes = {
        "label": relation.name,
        "relation": relation.name,
        "directed": relation.directed,
        "weight": 1.0,
        "deal": fact.part_of or fact.id,
        **telling(fact),
    }
    whole = facts.get(fact.part_of) if fact.part_of else fact
    if whole is not None:
        # A part that tells no date or round of its own has the whole deal's.
        edge |= circumstances(whole) | amount(whole, "deal_")
        if relation.name == "invests_in" and source in parties(whole, "lead_investor"):
            edge["lead"] = True
    return edge | circumstances(fact) | own_amount(fact, relation)


def own_amount(fact: Fact, relation: Relation) -> Attributes:
    """What the source party itself puts in; nothing where several share the amount or it is the whole deal's."""
    mine = relation.pays and alone(fact, relation.source) and alone(fact, relation.target)
    return amount(fact) if mine else {}
