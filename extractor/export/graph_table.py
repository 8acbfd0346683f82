"""The company graph as rows of plain values: the columns of every graph format, and what Gephi asks of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, cast

from extractor.export.graph_columns import Columns, edge_columns, flat, node_columns
from extractor.export.graph_looks import NODE_COLOURS, Colour, edge_colour, node_sizes

if TYPE_CHECKING:
    import networkx as nx

Value = str | int | float | bool | list[str]
Row = dict[str, Value]
Days = tuple[str, str] | None

# Gephi keeps a table of its own for each kind of edge, and refuses a graph with more than 65,534 of them.
UNIQUE_KINDS = 10_000

# Control characters, lone surrogates and the two non-characters have no place in XML 1.0 (its production Char).
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class NodeRow(NamedTuple):
    """`values` by node_columns, what is not told left out."""

    id: str
    label: str
    colour: Colour
    size: float
    values: Row

    @property
    def days(self) -> Days:
        """A deal's days on the timeline; entities have none."""
        return _days(self.values)


class EdgeRow(NamedTuple):
    """`values` by edge_columns, what is not told left out; `kind` keeps Gephi from merging it with another edge."""

    id: str
    source: str
    target: str
    directed: bool
    kind: str
    label: str
    weight: float
    colour: Colour
    values: Row

    @property
    def days(self) -> Days:
        """The days on Gephi's timeline."""
        return _days(self.values)


def node_rows(graph: nx.MultiDiGraph[str]) -> Iterator[NodeRow]:
    """The nodes of a graph of build_graph."""
    columns, sizes = node_columns(graph), node_sizes(graph)
    for node, told in graph.nodes(data=True):
        colour = NODE_COLOURS[told["entity_type"]]
        yield NodeRow(_clean(node), _line(told["label"]), colour, sizes[node], _row(told, columns))


def edge_rows(graph: nx.MultiDiGraph[str]) -> Iterator[EdgeRow]:
    """The edges of a graph of build_graph.

    Gephi merges edges that share both ends and the kind, and loses facts. So a kind is unique (`invests_in#<edge id>`)
    up to UNIQUE_KINDS edges, and beyond that unique among the edges between a pair (`invests_in#2`).
    """
    columns = edge_columns(graph)
    unique = graph.number_of_edges() <= UNIQUE_KINDS
    seen: Counter[tuple[str, frozenset[str]]] = Counter()
    for source, target, attributes in graph.edges(data=True):
        edge, relation = _clean(attributes["id"]), attributes["relation"]
        pair = (relation, frozenset((source, target)))
        seen[pair] += 1
        yield EdgeRow(
            id=edge,
            source=_clean(source),
            target=_clean(target),
            directed=attributes["directed"],
            kind=f"{relation}#{edge if unique else seen[pair]}",
            label=attributes["label"],
            weight=attributes["weight"],
            colour=edge_colour(relation),
            values=_row(attributes, columns),
        )


def value_text(value: Value) -> str:
    """A value as GEXF and Gephi's tables write it.

    Lists are ["a", "b"]: Gephi since 0.9 and graphology both read that, while the older a|b comes apart at the commas
    and brackets that company names have: Hokusei, Inc. or 北星(株).
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, list):
        return "[" + ", ".join('"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"' for item in value) + "]"
    return value


def _clean(text: str) -> str:
    """The text without the characters that XML forbids."""
    return _ILLEGAL.sub("", text)


def _line(text: str) -> str:
    return " ".join(_clean(text).split())


def _days(values: Row) -> Days:
    """First and last day; Gephi drops an interval that ends before it starts."""
    first, last = values.get("first_day"), values.get("last_day")
    return (first, last) if isinstance(first, str) and isinstance(last, str) and first <= last else None


def _row(attributes: Mapping[str, object], columns: Columns) -> Row:
    told = flat(attributes)
    row: Row = {}
    for name, kind in columns.items():
        value = told.get(name.removesuffix("_exact"))
        if value is None:
            continue
        if kind == "liststring":
            row[name] = [_line(item) for item in cast("tuple[str, ...]", value)]
        elif kind in ("boolean", "integer"):
            row[name] = cast("bool | int", value)
        elif kind == "double":
            row[name] = float(cast("int | float | Decimal", value))
        else:
            # A double holds 15 digits; beside it stands the amount to the last one.
            row[name] = f"{value:f}" if isinstance(value, Decimal) else _clean(str(value))
    return row
