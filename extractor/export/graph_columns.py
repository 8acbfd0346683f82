"""The columns of a graph's nodes and edges, the same in every format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import networkx as nx

ColumnType = Literal["string", "integer", "double", "boolean", "liststring"]  # as GEXF names them
Columns = dict[str, ColumnType]

# Gephi takes the names type, id, label, kind, weight, start, end, pid, viz, parents and slices for its own.
_WHEN: Columns = {"date_edtf": "string", "first_day": "string", "last_day": "string", "announced": "string"}
_FACT: Columns = {
    "fact": "string",
    "fact_type": "string",
    "document": "string",
    "status": "string",
    "attribution": "string",
    "attributed_to": "string",
    "confidence": "double",
    **_WHEN,
}
_AMOUNT: Columns = {
    "amount": "double",
    "amount_exact": "string",
    "currency": "string",
    "amount_bound": "string",
    "amount_text": "string",
}
# Of amounts that fundex link --rates converted; left out where it converted none.
_CONVERTED: Columns = {
    "amount_converted": "double",
    "amount_converted_exact": "string",
    "converted_currency": "string",
    "rate_date": "string",
}
_TERMS: Columns = {"round": "string", "lead": "boolean", "stake": "double", "evidence": "string"}
_ENTITY: Columns = {"entity_type": "string", "aliases": "liststring", "identifiers": "liststring"}
_MEASURES: Columns = {
    "degree": "integer",
    "in_degree": "integer",
    "out_degree": "integer",
    "weighted_degree": "double",
    "pagerank": "double",
    "betweenness": "double",
    "component": "integer",
    "invested_unknown": "integer",
    "received_unknown": "integer",
}
_PAIR: Columns = {
    "relation": "string",
    "facts": "integer",
    "documents": "integer",
    "deals": "integer",
    "fact_ids": "liststring",
    "statuses": "liststring",
    "confidence": "double",
    "first_day": "string",
    "last_day": "string",
    "rounds": "liststring",
    "lead": "boolean",
    "summed": "integer",
    "summed_inexact": "integer",
    "vague": "integer",
    "unknown": "integer",
    "called_off": "integer",
}
_NODE_COLUMNS: Mapping[str, Columns] = {
    "facts": {**_ENTITY, **_MEASURES},
    "pairs": {**_ENTITY, **_MEASURES},
    "events": {
        **_ENTITY,
        "facts": "integer",
        "documents": "integer",
        "conflicts": "liststring",
        "history": "liststring",
        **_FACT,
        **_AMOUNT,
        "round": "string",
        "evidence": "string",
        **_MEASURES,
    },
}
_EDGE_COLUMNS: Mapping[str, Columns] = {
    "facts": {
        "relation": "string",
        "deal": "string",
        **_FACT,
        **_AMOUNT,
        **{f"deal_{name}": kind for name, kind in _AMOUNT.items()},
        **_TERMS,
    },
    "pairs": _PAIR,
    "events": {"relation": "string", "deal": "string", **_FACT, **_AMOUNT, **_TERMS},
}


_IF_TOLD: Columns = {
    **_CONVERTED,
    **{f"deal_{name}": kind for name, kind in _CONVERTED.items()},
    "amount_unconverted": "integer",
    "invested_unconverted": "integer",
    "received_unconverted": "integer",
}


def node_columns(graph: nx.MultiDiGraph[str]) -> Columns:
    """The columns of a graph's nodes, with two for each currency that they tell sums in."""
    return _with_told(_NODE_COLUMNS[graph.graph["edges"]], (told for _, told in graph.nodes(data=True)))


def edge_columns(graph: nx.MultiDiGraph[str]) -> Columns:
    """The columns of a graph's edges, with two for each currency that they tell sums in."""
    return _with_told(_EDGE_COLUMNS[graph.graph["edges"]], (told for *_, told in graph.edges(data=True)))


def flat(told: Mapping[str, object]) -> dict[str, object]:
    """A node's or an edge's attributes with each sum under a name of its own: received {"JPY": 1} → received_JPY 1."""
    columns: dict[str, object] = {}
    for name, value in told.items():
        columns |= _by_currency(name, value) if isinstance(value, dict) else {name: value}
    return columns


def _with_told(columns: Columns, rows: Iterable[Mapping[str, object]]) -> Columns:
    """The columns, those that are told only after linking with rates, and of each sum in each currency the number and
    its exact digits: received_JPY(_exact)."""
    names: set[str] = set()
    sums: set[str] = set()
    for told in rows:
        for name, value in told.items():
            if isinstance(value, dict):
                sums.update(_by_currency(name, value))
            else:
                names.add(name)
    both = columns | {name: kind for name, kind in _IF_TOLD.items() if name.removesuffix("_exact") in names}
    for column in sorted(sums):
        both |= {column: "double", f"{column}_exact": "string"}
    return both


def _by_currency(name: str, sums: Mapping[str, object]) -> dict[str, object]:
    return {f"{name}_{currency}": value for currency, value in sums.items()}
