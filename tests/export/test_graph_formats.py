"""GraphML, Cytoscape JSON and Gephi's CSV tables: the same nodes, edges and values in every format."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from builders import corpus, day, entity, fact, money
from lxml import etree

from extractor.errors import OutputError
from extractor.export.graph_formats import graph_format, write_graph
from extractor.graph import EDGES, Edges, add_measures, add_money, build_graph

if TYPE_CHECKING:
    import networkx as nx

HUGE = 12345678901234567  # more digits than a double holds


@pytest.fixture
def graph() -> nx.MultiDiGraph[str]:
    a, b = entity("A", "organization", "NVIDIA, Inc.", "A\x00社"), entity("B")
    return build_graph(
        corpus(
            fact("investment", id="i", investor=a, company=b, amount=money(HUGE), date=day("2025-03-14")),
            fact("investment", id="j", investor=a, company=b, amount=money(None, bound="vague", text="数億円\x0b")),
            fact("alliance", id="k", member=[b, a]),
            entities=[a],
        )
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_graphml_keeps_parallel_edges_and_types(graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    import networkx as nx

    path = tmp_path / "x.graphml"
    assert write_graph(graph, path) == (path,)
    read = nx.read_graphml(path, force_multigraph=True)
    assert sorted(key for _, _, key in read.edges(keys=True)) == ["i.1", "j.1", "k.1"]
    told = read.edges["org:A", "org:B", "i.1"]
    assert (told["amount"], told["amount_exact"], told["weight"]) == (float(HUGE), str(HUGE), 1.0)
    assert read.nodes["org:A"] == {
        "label": "A",
        "entity_type": "organization",
        "aliases": '["NVIDIA, Inc.", "A社"]',
    }
    assert "amount" not in read.edges["org:A", "org:B", "j.1"]
    assert [read.edges["org:B", "org:A", "k.1"]["directed"], told["directed"]] == [False, True]
    keys = [(key.get("id"), key.get("for")) for key in etree.parse(path).iter("{*}key")]
    assert len(set(keys)) == len(keys)


def test_cytoscape_json_names_nodes_and_edges(graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    write_graph(graph, tmp_path / "x.json")
    elements = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["elements"]
    node = elements["nodes"][0]["data"]
    assert (node["id"], node["name"], node["aliases"]) == ("org:A", "A", ["NVIDIA, Inc.", "A社"])
    edges = {edge["data"]["id"]: edge["data"] for edge in elements["edges"]}
    assert {name: (edge["source"], edge["target"]) for name, edge in edges.items()} == {
        "i.1": ("org:A", "org:B"),
        "j.1": ("org:A", "org:B"),
        "k.1": ("org:B", "org:A"),
    }
    assert edges["i.1"]["amount_exact"] == str(HUGE)


@pytest.mark.parametrize("edges", EDGES)
def test_other_readers_find_every_node_and_edge(edges: Edges, read_cyjs: Callable[[Path], Any], tmp_path: Path) -> None:
    import networkx as nx

    told = corpus(
        fact("funding_round", id="r", investor=[entity("A"), entity("B")], company=entity("X"), amount=money(100)),
        fact("investment", id="i", part_of="r", investor=entity("A"), company=entity("X"), amount=money(30)),
        fact("investment", id="j", investor=entity("A"), company=entity("X")),
        fact("alliance", id="k", member=[entity("B"), entity("A")], date=day("2025-03", "2025-03-01", "2025-03-31")),
        fact("listing", id="l", company=entity("改\x0b行")),
    )
    graph = build_graph(told, edges)
    add_money(graph, told)
    add_measures(graph)
    write_graph(graph, tmp_path / "x.cyjs")
    write_graph(graph, tmp_path / "x.graphml")
    ends = sorted(
        (source, told["relation"], target.replace("\x0b", "")) for source, target, told in graph.edges(data=True)
    )
    cyjs = read_cyjs(tmp_path / "x.cyjs")
    assert sorted((edge["source"], edge["relation"], edge["target"]) for edge in cyjs["edges"]) == ends
    graphml = nx.read_graphml(tmp_path / "x.graphml", force_multigraph=True)
    assert sorted((source, told["relation"], target) for source, target, told in graphml.edges(data=True)) == ends
    labels = sorted(told["label"].replace("\x0b", "") for _, told in graph.nodes(data=True))
    assert sorted(node["label"] for node in cyjs["nodes"]) == labels
    assert sorted(told["label"] for _, told in graphml.nodes(data=True)) == labels


def test_csv_is_the_tables_of_gephi(graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    path, nodes = tmp_path / "x.csv", tmp_path / "x.nodes.csv"
    assert write_graph(graph, path) == (path, nodes)
    edges = {row["Id"]: row for row in rows(path)}
    own = ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "Timeset"]
    assert list(edges["i.1"])[:8] == own
    assert [[edges[edge][name] for name in own] for edge in ("i.1", "k.1")] == [
        ["org:A", "org:B", "Directed", "invests_in#i.1", "i.1", "invests_in", "1.0", "<[2025-03-14,2025-03-14]>"],
        ["org:B", "org:A", "Undirected", "allied_with#k.1", "k.1", "allied_with", "1.0", ""],
    ]
    assert [edges[edge]["amount_exact"] for edge in ("i.1", "j.1")] == [str(HUGE), ""]
    assert edges["j.1"]["amount_text"] == "数億円"
    assert [(row["Id"], row["Label"], row["entity_type"]) for row in rows(nodes)] == [
        ("org:A", "A", "organization"),
        ("org:B", "B", "organization"),
    ]


@pytest.mark.parametrize(("name", "expected"), [("x.gexf", "gexf"), ("x.y.GraphML", "graphml")])
def test_the_suffix_picks_the_format(name: str, expected: str) -> None:
    assert graph_format(Path(name)) == expected


@pytest.mark.parametrize("name", ["x.xml", "x"])
def test_an_unknown_suffix_is_refused_with_those_known(name: str, graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    with pytest.raises(
        OutputError, match=r"no graph format ends in '.*'; use \.gexf, \.graphml, \.cyjs, \.json or \.csv"
    ):
        write_graph(graph, tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", ["gexf", "csv"])
def test_a_write_that_fails_leaves_what_was_there(suffix: str, graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    path = tmp_path / f"x.{suffix}"
    path.write_text("before")
    graph.nodes["org:B"]["label"] = None  # no graph of ours: breaks in the middle of the file
    with pytest.raises(TypeError):
        write_graph(graph, path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
