"""One edge a pair and relation: what several facts tell between two parties, counted and summed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from extractor.contract import STATUSES
from extractor.graph.relations import MONEY_RELATIONS
from extractor.graph.telling import CALLED_OFF, Attributes, sums

if TYPE_CHECKING:
    import networkx as nx

Edges = Sequence[dict[str, Any]]


def pair_graph(facts: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The nodes of a graph of fact_graph, and its edges a pair and relation together.

    Edge attributes: id, label, relation, directed, weight (the number of facts), facts, documents, deals (numbers),
    fact_ids, statuses, rounds (tuples), confidence (the lowest), first_day, last_day (of all that are dated), lead.
    Where the relation moves money: amount (of the source party's own, a dict by currency); summed, the number of facts
    that are in it, summed_inexact of them with a bound; and those that are not: vague, unknown, called_off.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(edges="pairs")
    graph.add_nodes_from(facts.nodes(data=True))
    pairs: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for source, target, edge in facts.edges(data=True):
        first, last = (source, target) if edge["directed"] else sorted((source, target))
        pairs.setdefault((first, edge["relation"], last), []).append(edge)
    for (source, relation, target), edges in pairs.items():
        key = f"{source}/{relation}/{target}"
        graph.add_edge(source, target, key=key, id=key, **_pair(relation, edges))
    return graph


def _pair(relation: str, edges: Edges) -> Attributes:
    pair: Attributes = {
        "label": relation,
        "relation": relation,
        "directed": edges[0]["directed"],
        "weight": float(len(edges)),
        "facts": len(edges),
        "documents": len({edge["document"] for edge in edges}),
        "deals": len({edge["deal"] for edge in edges}),
        "fact_ids": tuple(edge["fact"] for edge in edges),
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
    """Each fact is counted in exactly one of summed, vague, unknown and called_off."""
    on = [edge for edge in edges if edge["status"] not in CALLED_OFF]
    summed = [edge for edge in on if "amount" in edge]
    vague = [edge for edge in on if "amount" not in edge and "amount_bound" in edge]
    return {
        "amount": sums((edge["currency"], edge["amount"]) for edge in summed),
        "summed": len(summed),
        "summed_inexact": sum(edge["amount_bound"] != "exact" for edge in summed),
        "vague": len(vague),
        "unknown": len(on) - len(summed) - len(vague),
        "called_off": len(edges) - len(on),
    }
