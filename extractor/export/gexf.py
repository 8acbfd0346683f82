"""The company graph as GEXF 1.3, in the order and namespace that the official schema asks for, for Gephi.

networkx writes GEXF 1.2draft and no edge kinds, so that Gephi would merge the facts between two companies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from extractor.export.graph_table import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    ColumnType,
    Row,
    edge_rows,
    node_rows,
    value_text,
)

if TYPE_CHECKING:
    import networkx as nx

NAMESPACE = "http://gexf.net/1.3"
# Okabe and Ito's palette, told apart with any colour vision.
COLOURS: Mapping[str, tuple[int, int, int]] = {
    "organization": (0, 114, 178),
    "fund": (230, 159, 0),
    "person": (213, 94, 0),
    "product": (0, 158, 115),
    "facility": (204, 121, 167),
    "place": (86, 180, 233),
}


def write_gexf(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Writes `graph` (of build_graph) to `path`, node by node. Raises OSError."""
    with path.open("wb") as out:
        xml = _Writer(out, "utf-8", short_empty_elements=True)
        xml.startDocument()
        with xml.element("gexf", xmlns=NAMESPACE, version="1.3"):
            with xml.element("meta"), xml.element("creator"):
                xml.characters("fundex")
            with xml.element(
                "graph", mode="dynamic", timeformat="date", timerepresentation="interval", defaultedgetype="directed"
            ):
                xml.columns("node", NODE_COLUMNS)
                xml.columns("edge", EDGE_COLUMNS)
                _nodes(xml, graph)
                _edges(xml, graph)
        xml.endDocument()


def _nodes(xml: _Writer, graph: nx.MultiDiGraph[str]) -> None:
    with xml.element("nodes", count=str(graph.number_of_nodes())):
        for node in node_rows(graph):
            red, green, blue = COLOURS[str(node.values["entity_type"])]
            with xml.element("node", id=node.id, label=node.label):
                xml.values(node.values)
                xml.empty("color", r=str(red), g=str(green), b=str(blue))
                xml.empty("size", value=f"{10 + 10 * log2(1 + node.degree):.1f}")


def _edges(xml: _Writer, graph: nx.MultiDiGraph[str]) -> None:
    with xml.element("edges", count=str(graph.number_of_edges())):
        for edge in edge_rows(graph):
            attributes = {
                "id": edge.id,
                "source": edge.source,
                "target": edge.target,
                "type": "directed" if edge.directed else "undirected",
                "kind": edge.kind,
                "label": edge.label,
                "weight": str(edge.weight),
            }
            if edge.days:
                attributes["start"], attributes["end"] = edge.days
            with xml.element("edge", **attributes):
                xml.values(edge.values)


class _Writer(XMLGenerator):
    """Elements as `with` blocks, one a line."""

    @contextmanager
    def element(self, name: str, **attributes: str) -> Iterator[None]:
        self.startElement(name, AttributesImpl(attributes))
        yield
        self.endElement(name)
        self.ignorableWhitespace("\n")

    def empty(self, name: str, **attributes: str) -> None:
        self.startElement(name, AttributesImpl(attributes))
        self.endElement(name)

    def columns(self, of: str, columns: Mapping[str, ColumnType]) -> None:
        with self.element("attributes", **{"class": of}):
            for name, kind in columns.items():
                self.empty("attribute", id=name, title=name, type=kind)

    def values(self, row: Row) -> None:
        with self.element("attvalues"):
            for name, value in row.items():
                self.empty("attvalue", **{"for": name, "value": value_text(value)})
