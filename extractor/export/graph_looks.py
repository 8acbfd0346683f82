"""How the graph looks: colours by kind, sizes by money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import log10
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

Colour = tuple[int, int, int]

# Okabe and Ito's palette, told apart with any colour vision; deals are grey.
NODE_COLOURS: Mapping[str, Colour] = {
    "organization": (0, 114, 178),
    "fund": (230, 159, 0),
    "person": (213, 94, 0),
    "product": (0, 158, 115),
    "facility": (204, 121, 167),
    "place": (86, 180, 233),
    "deal": (120, 120, 120),
}
# The same palette and darker tones of it.
EDGE_COLOURS: Mapping[str, Colour] = {
    "invests_in": (0, 114, 178),
    "lends_to": (86, 180, 233),
    "grants_to": (0, 158, 115),
    "acquires": (213, 94, 0),
    "manages": (230, 159, 0),
    "allied_with": (204, 121, 167),
    "supplies": (140, 110, 40),
    "operates": (110, 60, 140),
    "founded": (0, 90, 70),
    "develops": (90, 170, 60),
    "leads": (170, 120, 80),
    "competes_with": (150, 40, 60),
}
# Where deals are nodes, the edge of a role has the colour of the relation that the role makes.
_MADE_BY = {
    "investor": "invests_in",
    "lender": "lends_to",
    "funder": "grants_to",
    "acquirer": "acquires",
    "manager": "manages",
    "member": "allied_with",
    "supplier": "supplies",
    "operator": "operates",
    "founder": "founded",
    "developer": "develops",
    "person": "leads",
}
OTHER_EDGES: Colour = (150, 150, 150)

SMALLEST, LEAST_MONEY, MOST_MONEY = 10.0, 16.0, 60.0


def edge_colour(relation: str) -> Colour:
    """The colour of a relation, or of a role where deals are nodes."""
    return EDGE_COLOURS.get(_MADE_BY.get(relation, relation), OTHER_EDGES)


def node_sizes(graph: nx.MultiDiGraph[str]) -> dict[str, float]:
    """Every node's size: from the least to the most money of its currency in the graph, on a logarithmic scale.

    Currencies are never compared, but by what linking converted: a node whose amounts all were counts in that currency.
    One with several has the largest of its sizes, one without money is SMALLEST.
    """
    sums = {node: _sums(told) for node, told in graph.nodes(data=True)}
    by_currency: defaultdict[str, list[float]] = defaultdict(list)
    for told in sums.values():
        for currency, value in told.items():
            by_currency[currency].append(value)
    ends = {currency: (log10(min(values)), log10(max(values))) for currency, values in by_currency.items()}
    return {node: max((_size(v, *ends[c]) for c, v in told.items()), default=SMALLEST) for node, told in sums.items()}


def _size(value: float, low: float, high: float) -> float:
    share = (log10(value) - low) / (high - low) if high > low else 1.0
    return LEAST_MONEY + (MOST_MONEY - LEAST_MONEY) * share


def _sums(told: Mapping[str, Any]) -> dict[str, float]:
    """A node's money by currency: the larger of what it put in and received, or the amount of a deal."""
    sums: defaultdict[str, float] = defaultdict(float)
    for by_currency in (_summed(told, "invested"), _summed(told, "received"), _deal(told)):
        for currency, value in by_currency.items():
            sums[currency] = max(sums[currency], float(value))
    return {currency: value for currency, value in sums.items() if value > 0}


def _summed(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    converted: Mapping[str, Any] = told.get(f"{name}_converted", {})
    plain: Mapping[str, Any] = told.get(name, {})
    return converted if converted and not told[f"{name}_unconverted"] else plain


def _deal(told: Mapping[str, Any]) -> Mapping[str, Any]:
    if "amount_converted" in told:
        return {told["converted_currency"]: told["amount_converted"]}
    return {told["currency"]: told["amount"]} if "amount" in told else {}
