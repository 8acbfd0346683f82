"""Deals as nodes between their parties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from extractor.graph.deals import Deal, deals
from extractor.graph.entities import add_entities
from extractor.graph.facts import own_amount
from extractor.graph.relations import RELATIONS, Relation, parties
from extractor.graph.telling import Attributes, amount, circumstances, telling
from extractor.graph.told_once import Sources, sources
from extractor.model import Corpus, Event, Fact, Filler

if TYPE_CHECKING:
    import networkx as nx

# Who brings something into a deal stands before it, who or what comes of it after it.
_FROM = frozenset(one.source for of in RELATIONS.values() for one in of if one.directed) | {"seller"}
# Whose name a deal goes by, the first that is filled.
_NAMED_BY = ("company", "target", "fund", "name", "venture", "customer", "product", "member", "operator", "supplier")


def event_graph(corpus: Corpus) -> nx.MultiDiGraph[str]:
    """Entities, and a node `deal:<id>` for each fact that is no part of another; edges are the roles in it.

    A deal's attributes: label, entity_type "deal", facts, documents (numbers), conflicts, history (tuples of words),
    first_seen, last_seen (days), and what an edge of fact_graph tells of its fact, with the whole deal's amount. Edge
    attributes: id, deal, label and relation (the role), directed, weight (1.0), what the fact tells that names the
    party, amount … (the party's own), lead. A part of the deal that tells the party's own share stands for the whole's
    edge to it.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(edges="events")
    add_entities(graph, corpus)
    events, told_by = {event.id: event for event in corpus.events}, sources(corpus)
    for deal in deals(corpus):
        node = f"deal:{deal.whole.id}"
        names = [graph.nodes[party]["label"] for role in _NAMED_BY for party in parties(deal.whole, role)]
        graph.add_node(node, **_deal(deal, names, told_by), **_past(events.get(deal.whole.id)))
        for number, (role, party, fact) in enumerate(_roles(deal), 1):
            source, target = (party, node) if role in _FROM else (node, party)
            key = f"{deal.whole.id}.{number}"
            graph.add_edge(source, target, key=key, id=key, deal=deal.whole.id, **_role(deal.whole, fact, role, party))
    return graph


def _deal(deal: Deal, names: list[str], told_by: Mapping[str, Sources]) -> Attributes:
    whole = deal.whole
    told = telling(whole) | circumstances(whole) | amount(whole)
    words = (told.get("round", whole.type), *names[:1], told.get("amount_text", ""))
    return told | {
        "label": " ".join(map(str, words)).strip(),
        "entity_type": "deal",
        "facts": sum(len(told_by[fact.id].facts) for fact in deal.facts),
        "documents": len({document for fact in deal.facts for document in told_by[fact.id].documents}),
    }


def _past(event: Event | None) -> Attributes:
    """What sources contradict each other in ('amount: 12億円 (a), 15億円 (b, c)'), how the status changed, and when the
    first and the last document told of it."""
    if event is None:
        return {}
    conflicts = tuple(f"{one.role}: {', '.join(map(_value, one.values))}" for one in event.conflicts)
    history = tuple(f"{step.date or '?'} {step.status} ({step.document})" for step in event.history)
    seen = (("first_seen", event.first_seen), ("last_seen", event.last_seen))
    return {name: told for name, told in (("conflicts", conflicts), ("history", history), *seen) if told}


def _value(filler: Filler) -> str:
    return f"{filler.text} ({', '.join(filler.documents)})"


def _roles(deal: Deal) -> Iterator[tuple[str, str, Fact]]:
    """Each role and party of a deal with the fact to tell it: those of its own amount, else the first."""
    tellers: dict[tuple[str, str], list[Fact]] = {}
    for fact in deal.facts:
        for role in fact.roles:
            for party in parties(fact, role):
                # A lead investor is told as an investor too.
                told = tellers.setdefault(("investor" if role == "lead_investor" else role, party), [])
                if fact not in told:
                    told.append(fact)
    for (role, party), told in tellers.items():
        yield from ((role, party, fact) for fact in [one for one in told if _pays(one, role)] or told[:1])


def _pays(fact: Fact, role: str) -> bool:
    return any(one.pays for one in _relations(fact, role))


def _relations(fact: Fact, role: str) -> Iterator[Relation]:
    return (one for one in RELATIONS.get(fact.type, ()) if one.source == role)


def _role(whole: Fact, fact: Fact, role: str, party: str) -> Attributes:
    edge: Attributes = {
        "label": role,
        "relation": role,
        "directed": all(one.directed for one in _relations(fact, role)),
        "weight": 1.0,
    }
    edge |= telling(fact) | circumstances(whole) | circumstances(fact)
    for relation in _relations(fact, role):
        edge |= own_amount(fact, relation)
    if role == "investor" and party in parties(whole, "lead_investor"):
        edge["lead"] = True
    return edge
