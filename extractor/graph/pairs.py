"""One edge a pair and relation: what several facts tell between two parties, counted and summed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from extractor.contract import STATUSES
from extractor.graph.facts import fact_graph
from extractor.graph.relations import MONEY_RELATIONS
from extractor.graph.telling import CALLED_OFF, Attributes, sums
from extractor.graph.told_once import Sources, sources
from extractor.model import Corpus

if TYPE_CHECKING:
    import networkx as nx

Edges = Sequence[dict[str, Any]]


def pair_graph(corpus: Corpus) -> nx.MultiDiGraph[str]:
    """The edges of fact_graph, those of a pair and relation together as one.

    Edge attributes: id, label, relation, directed, weight (how many are together); facts, documents, deals (numbers);
    fact_ids, statuses, rounds (tuples), confidence (the lowest), first_day, last_day (of all that are dated), lead.
    Where the relation moves money: amount (the sum of the source party's own, a dict by currency), with
    amount_converted and amount_unconverted as sums says; summed, how many are in it, summed_inexact, how many of them
    have a bound; and how many are not: vague, unknown, called_off.
    """
    import networkx as nx

    facts, told_by = fact_graph(corpus), sources(corpus)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(edges="pairs")
    graph.add_nodes_from(facts.nodes(data=True))
    pairs: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for source, target, edge in facts.edges(data=True):
        first, last = (source, target) if edge["directed"] else sorted((source, target))
        pairs.setdefault((first, edge["relation"], last), []).append(edge)
    for (source, relation, target), edges in pairs.items():
        key = f"{source}/{relation}/{target}"
        graph.add_edge(source, target, key=key, id=key, **_pair(relation, edges, told_by))
    return graph


def _pair(relation: str, edges: Edges, told_by: Mapping[str, Sources]) -> Attributes:
    fact_ids = tuple(fact for edge in edges for fact in told_by[edge["fact"]].facts)
    pair: Attributes = {
        "label": relation,
        "relation": relation,
        "directed": edges[0]["directed"],
        "weight": float(len(edges)),
        "facts": len(fact_ids),
        "documents": len({one for edge in edges for one in told_by[edge["fact"]].documents}),
        "deals": len({edge["deal"] for edge in edges}),
        "fact_ids": fact_ids,
        "statuses": tuple(status for status in STATUSES if any(edge["status"] == status for edge in edges)),
        "confidence": min(edge["confidence"] for edge in edges),
    }
    if dated := [edge for edge in edges if "first_day" in edge]:
        days = {"first_day": min(edge["first_day"] for edge in dated), "last_day": max(e["last_day"] for e in dated)}
        pair |= days
    if rounds := tuple(dict.fromkeys(edge["round"] for edge in edges if "round" in edge)):
        pair["rounds"] = rounds
    if any(edge.get("lead") for edge in edges):
        pair["lead"] = True
    return pair | (_money(edges) if relation in MONEY_RELATIONS else {})


def _money(edges: Edges) -> Attributes:
    """Each edge of fact_graph is counted in exactly one of summed, vague, unknown and called_off."""
    on = [edge for edge in edges if edge["status"] not in CALLED_OFF]
    summed = [edge for edge in on if "amount" in edge]
    vague = [edge for edge in on if "amount" not in edge and "amount_bound" in edge]
    return {
        **sums("amount", summed),
        "summed": len(summed),
        "summed_inexact": sum(edge["amount_bound"] != "exact" for edge in summed),
        "vague": len(vague),
        "unknown": len(on) - len(summed) - len(vague),
        "called_off": len(edges) - len(on),
    }
