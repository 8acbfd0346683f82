"""The company graph as GEXF 1.3, in the order and namespace that the official schema asks for, for Gephi.

networkx writes GEXF 1.2draft and no edge kinds, so that Gephi would merge the facts between two companies.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from extractor.export.graph_columns import Columns, edge_columns, node_columns
from extractor.export.graph_looks import Colour
from extractor.export.graph_table import Days, Row, edge_rows, node_rows, value_text

if TYPE_CHECKING:
    import networkx as nx

NAMESPACE = "http://gexf.net/1.3"


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
                xml.columns("node", node_columns(graph))
                xml.columns("edge", edge_columns(graph))
                _nodes(xml, graph)
                _edges(xml, graph)
        xml.endDocument()


def _nodes(xml: _Writer, graph: nx.MultiDiGraph[str]) -> None:
    with xml.element("nodes", count=str(graph.number_of_nodes())):
        for node in node_rows(graph):
            with xml.element("node", id=node.id, label=node.label, **_lasting(node.days)):
                xml.values(node.values)
                xml.colour(node.colour)
                xml.empty("size", value=f"{node.size:.1f}")


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
            with xml.element("edge", **attributes, **_lasting(edge.days)):
                xml.values(edge.values)
                xml.colour(edge.colour)


def _lasting(days: Days) -> dict[str, str]:
    return {"start": days[0], "end": days[1]} if days else {}


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

    def colour(self, colour: Colour) -> None:
        red, green, blue = map(str, colour)
        self.empty("color", r=red, g=green, b=blue)

    def columns(self, of: str, columns: Columns) -> None:
        with self.element("attributes", **{"class": of}):
            for name, kind in columns.items():
                self.empty("attribute", id=name, title=name, type=kind)

    def values(self, row: Row) -> None:
        with self.element("attvalues"):
            for name, value in row.items():
                self.empty("attvalue", **{"for": name, "value": value_text(value)})
