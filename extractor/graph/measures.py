"""Measures of a graph as attributes of its nodes; networkx computes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

# Betweenness takes a search from every node; beyond this many, searches from a sample estimate it.
EXACT_BETWEENNESS = 1_000
SAMPLE = 100
SEED = 1


def add_measures(graph: nx.MultiDiGraph[str]) -> None:
    """Adds to the nodes of `graph` (of build_graph): degree, in_degree, out_degree (edges), weighted_degree,
    pagerank (along the weighted edges, both ways along undirected ones; 1 in all), betweenness (0 to 1, whatever the
    direction; estimated from SAMPLE nodes above EXACT_BETWEENNESS) and component (1 the largest).
    """
    import networkx as nx

    for _, told in graph.nodes(data=True):
        told |= {"degree": 0, "in_degree": 0, "out_degree": 0, "weighted_degree": 0.0}
    for source, target, edge in graph.edges(data=True):
        for end, way in ((source, "out_degree"), (target, "in_degree")):
            graph.nodes[end]["degree"] += 1
            graph.nodes[end]["weighted_degree"] += edge["weight"]
            graph.nodes[end][way] += edge["directed"]
    if not graph:
        return
    single = _single(graph)
    links = single.to_undirected()
    sample = SAMPLE if len(links) > EXACT_BETWEENNESS else None
    ranks, between = nx.pagerank(single), nx.betweenness_centrality(links, k=sample, seed=SEED)
    for node in graph:
        # Nine digits: the last ones depend on the machine.
        graph.nodes[node]["pagerank"] = round(ranks[node], 9)
        graph.nodes[node]["betweenness"] = round(between[node], 9)
    for number, nodes in enumerate(sorted(nx.connected_components(links), key=len, reverse=True), 1):
        for node in nodes:
            graph.nodes[node]["component"] = number


def _single(graph: nx.MultiDiGraph[str]) -> nx.DiGraph[str]:
    """The graph with parallel edges as one that weighs as much, and undirected edges as two."""
    import networkx as nx

    single: nx.DiGraph[str] = nx.DiGraph()
    single.add_nodes_from(graph)
    for source, target, edge in graph.edges(data=True):
        for one, other in ((source, target),) if edge["directed"] else ((source, target), (target, source)):
            before = single.get_edge_data(one, other, {"weight": 0.0})["weight"]
            single.add_edge(one, other, weight=before + edge["weight"])
    return single
