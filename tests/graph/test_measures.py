"""Measures of nodes, on graphs small enough to count by hand."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from builders import corpus, entity, fact

from extractor.graph import Edges, add_measures, build_graph, measures
from extractor.model import Corpus

A, B, C, X, Y, Z = (entity(name) for name in "ABCXYZ")
CHAIN = corpus(
    fact("investment", investor=A, company=X),
    fact("investment", investor=A, company=X),
    fact("investment", investor=X, company=Y),
    fact("alliance", member=[A, B]),
    fact("valuation", company=Z),
)


def measured(facts: Corpus, edges: Edges = "facts") -> dict[str, dict[str, Any]]:
    graph = build_graph(facts, edges)
    add_measures(graph)
    return {told["label"]: told for _, told in graph.nodes(data=True)}


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ("facts", {"A": (3, 0, 2, 3.0), "X": (3, 2, 1, 3.0), "Y": (1, 1, 0, 1.0), "B": (1, 0, 0, 1.0)}),
        ("pairs", {"A": (2, 0, 1, 3.0), "X": (2, 1, 1, 3.0), "Y": (1, 1, 0, 1.0), "B": (1, 0, 0, 1.0)}),
    ],
)
def test_degrees(edges: Edges, expected: dict[str, tuple[float, ...]]) -> None:
    names = ("degree", "in_degree", "out_degree", "weighted_degree")
    found = {label: tuple(told[name] for name in names) for label, told in measured(CHAIN, edges).items()}
    assert found == expected | {"Z": (0, 0, 0, 0.0)}


def test_betweenness_and_components_do_not_ask_for_directions() -> None:
    found = measured(CHAIN)  # B — A → X → Y, and Z alone
    # Of the six pairs of others, two lie across A and two across X.
    assert {label: round(told["betweenness"] * 6, 6) for label, told in found.items()} == {
        "A": 2,
        "X": 2,
        "Y": 0,
        "B": 0,
        "Z": 0,
    }
    assert {label: told["component"] for label, told in found.items()} == {"A": 1, "B": 1, "X": 1, "Y": 1, "Z": 2}


def test_pagerank_follows_the_edges_and_adds_up() -> None:
    found = measured(CHAIN)
    assert sum(told["pagerank"] for told in found.values()) == pytest.approx(1)
    assert found["Y"]["pagerank"] > found["X"]["pagerank"] > found["Z"]["pagerank"]
    assert found["B"]["pagerank"] > found["Z"]["pagerank"]  # reached along the undirected edge


def test_the_estimate_of_a_large_graph_is_the_same_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [entity(f"会社{number}") for number in range(40)]
    ring = corpus(*(fact("investment", investor=a, company=b) for a, b in pairwise(names)))
    exact = measured(ring)
    monkeypatch.setattr(measures, "EXACT_BETWEENNESS", 10)
    monkeypatch.setattr(measures, "SAMPLE", 5)
    assert measured(ring) == measured(ring) != exact


def test_an_empty_graph_has_no_measures() -> None:
    assert measured(Corpus()) == {}
