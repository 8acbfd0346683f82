"""What stands around one party: the ego network."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from extractor.errors import FundexError

if TYPE_CHECKING:
    import networkx as nx


def ego(graph: nx.MultiDiGraph[str], name: str, hops: int) -> nx.MultiDiGraph[str]:
    """The nodes within `hops` edges of the one called `name`, whatever their direction, and all edges between them.

    `name` is an id or any spelling; where deals are nodes, a hop leads through one. Raises FundexError for a name that
    is nobody's, with those most like it, or several parties', with their ids.
    """
    import networkx as nx

    centre = _called(graph, name)
    steps = 2 * hops if graph.graph["edges"] == "events" else hops
    near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), centre, cutoff=steps)
    kept = graph.copy()
    kept.remove_nodes_from([node for node in graph if node not in near])
    return kept


def _called(graph: nx.MultiDiGraph[str], name: str) -> str:
    if name in graph:
        return name
    for plain in (_plain, lambda text: _plain(text).casefold()):  # case counts where it can: XAI is not xAI
        found = list(dict.fromkeys(node for node, spelling in _spellings(graph) if plain(spelling) == plain(name)))
        if len(found) > 1:
            raise FundexError("--around", f"{name!r} names {len(found)} parties", f"give an id: {', '.join(found)}")
        if found:
            return found[0]
    known = {spelling: node for node, spelling in _spellings(graph)}
    alike = [one for one in known if name in one] or get_close_matches(name, known, 5)
    near = list(dict.fromkeys(graph.nodes[known[one]]["label"] for one in alike))[:5]
    raise FundexError("--around", f"no party is called {name!r}", f"did you mean {', '.join(near)}?" if near else "")


def _spellings(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, str]]:
    for node, told in graph.nodes(data=True):
        if told["entity_type"] != "deal":
            yield from ((node, spelling) for spelling in (told["label"], *told["aliases"]))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
