"""The company graph in the formats of other tools, picked by the file's suffix."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import OutputError
from extractor.export.atomic import whole_file
from extractor.export.gexf import write_gexf
from extractor.export.graph_columns import Columns, edge_columns, node_columns
from extractor.export.graph_table import Row, edge_rows, node_rows, value_text

if TYPE_CHECKING:
    import networkx as nx


def write_graph(graph: nx.MultiDiGraph[str], path: Path) -> tuple[Path, ...]:
    """Writes `graph` (of build_graph) in the format that `path` ends in; returns the files written.

    .csv makes two: the edges at `path`, the nodes beside it (x.csv, x.nodes.csv). Raises OutputError.
    """
    graph_format(path)
    if path.suffix.lower() == ".csv":
        nodes = path.with_suffix(f".nodes{path.suffix}")
        with whole_file(path) as part, whole_file(nodes) as nodes_part:
            write_edges_csv(graph, part)
            write_nodes_csv(graph, nodes_part)
        return path, nodes
    with whole_file(path) as part:
        WRITERS[path.suffix.lower()](graph, part)
    return (path,)


def graph_format(path: Path) -> str:
    """The format that `path` ends in: gexf, graphml, cyjs, json or csv. Raises OutputError, before any work."""
    suffix = path.suffix.lower()
    if suffix not in (*WRITERS, ".csv"):
        raise OutputError(str(path), f"no graph format ends in {suffix!r}", "use .gexf, .graphml, .cyjs, .json or .csv")
    return suffix.removeprefix(".")


def write_graphml(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """GraphML: parallel edges stay, but it knows neither kinds nor a timeline, and holds lists as text."""
    import networkx as nx

    plain = _plain(graph)
    for *_, attributes in (*plain.nodes(data=True), *plain.edges(data=True)):
        attributes |= {name: value_text(value) for name, value in attributes.items() if isinstance(value, list)}
    nx.write_graphml_xml(plain, path, named_key_ids=True, edge_id_from_attribute="id")


def write_cytoscape(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Cytoscape JSON: `elements.nodes[].data` and `elements.edges[].data`, as Cytoscape and cytoscape.js read it."""
    import networkx as nx

    data = nx.cytoscape_data(_plain(graph), name="label")
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_edges_csv(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Gephi's edge table: its own eight columns, then those of edge_columns."""
    columns = edge_columns(graph)
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(["Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "Timeset", *columns])
        for edge in edge_rows(graph):
            direction = "Directed" if edge.directed else "Undirected"
            timeset = "<[{},{}]>".format(*edge.days) if edge.days else ""
            own = [edge.source, edge.target, direction, edge.kind, edge.id, edge.label, str(edge.weight), timeset]
            table.writerow(own + _cells(edge.values, columns))


def write_nodes_csv(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Gephi's node table: Id, Label, then those of node_columns."""
    columns = node_columns(graph)
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(["Id", "Label", *columns])
        for node in node_rows(graph):
            table.writerow([node.id, node.label, *_cells(node.values, columns)])


def _cells(row: Row, columns: Columns) -> list[str]:
    return [value_text(row[name]) if name in row else "" for name in columns]


def _plain(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """A copy of the graph with values that XML and JSON can hold."""
    import networkx as nx

    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in node_rows(graph):
        plain.add_node(node.id, label=node.label, **node.values)
    for edge in edge_rows(graph):
        own = {"id": edge.id, "label": edge.label, "directed": edge.directed, "weight": edge.weight}
        plain.add_edge(edge.source, edge.target, key=edge.id, **own, **edge.values)
    return plain


WRITERS: Mapping[str, Callable[[nx.MultiDiGraph[str], Path], None]] = {
    ".gexf": write_gexf,
    ".graphml": write_graphml,
    ".cyjs": write_cytoscape,
    ".json": write_cytoscape,
}
