"""Facts → a company graph (docs/facts.md §5): one edge a fact, one a pair of companies, or deals as nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from extractor.graph.ego import ego
from extractor.graph.events import event_graph
from extractor.graph.facts import fact_graph
from extractor.graph.measures import add_measures
from extractor.graph.money import add_money
from extractor.graph.pairs import pair_graph
from extractor.graph.relations import RELATIONS
from extractor.graph.told_once import told_once
from extractor.model import Corpus

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["EDGES", "RELATIONS", "Edges", "add_measures", "add_money", "build_graph", "ego", "told_once"]

Edges = Literal["facts", "pairs", "events"]
EDGES: tuple[Edges, ...] = ("facts", "pairs", "events")


def build_graph(corpus: Corpus, edges: Edges = "facts") -> nx.MultiDiGraph[str]:
    """The company graph; `graph.graph["edges"]` keeps which one. What its edges hold say fact_graph, pair_graph and
    event_graph; an undirected one has `directed` False. Amounts are int or Decimal in whole currency units.
    What several documents tell is there several times; in a linked corpus that went through told_once, once.
    Raises FormatError for a corpus whose ids do not add up.
    """
    if edges == "events":
        return event_graph(corpus)
    return fact_graph(corpus) if edges == "facts" else pair_graph(corpus)
