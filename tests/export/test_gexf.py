"""GEXF, read back by a library that is not ours and held against schemas: nothing merged, nothing lost."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders import converted, corpus, day, entity, fact, money, percent
from lxml import etree

from extractor.export import graph_table
from extractor.export.gexf import write_gexf
from extractor.graph import EDGES, Edges, add_measures, add_money, build_graph
from extractor.model import Attribution, Corpus, Fact

A, B, X = (entity(name) for name in "ABX")
Read = Callable[[Path], Any]  # {"nodes": [...], "edges": [...]}
PROFILE = Path(__file__).with_name("gexf_written.rng")


def written(facts: Corpus, path: Path, edges: Edges = "facts") -> Path:
    """As the command writes it, with money and measures."""
    graph = build_graph(facts, edges)
    add_money(graph, facts)
    add_measures(graph)
    write_gexf(graph, path)
    return path


def xml_edges(path: Path) -> list[dict[str, str]]:
    return [dict(edge.attrib) for edge in etree.parse(path).iter("{*}edge")]


def one_edge(path: Path, fact: Fact) -> dict[str, str]:
    """The attributes and the values of the only edge."""
    [edge] = etree.parse(written(corpus(fact), path)).iter("{*}edge")
    return dict(edge.attrib) | {value.get("for"): value.get("value") for value in edge.iter("{*}attvalue")}


def _many_sided() -> Corpus:
    """A corpus with every entity type, value, parallel edges, both directions, undirected pairs and awkward names."""
    awkward = entity(
        'R&D <"株">\x00\x0b\ud800\ufffe\n社', "organization", "NVIDIA, Inc.", "A|B(株)", 'C:\\"D"', "改\n行"
    )
    fund, person, plant = entity("一号", "fund"), entity("山田", "person"), entity("千歳", "facility")
    return corpus(
        fact("funding_round", id="r", investor=[A, B, awkward], lead_investor=A, company=X, amount=money(100)),
        fact("investment", id="i", part_of="r", investor=A, company=X, amount=money(30), stake=percent("14.5")),
        fact("investment", investor=A, company=X, date=day("2025-03", "2025-03-01", "2025-03-31")),
        fact("investment", investor=X, company=A, status="denied", attribution=Attribution("media", "報道\x07")),
        fact("alliance", id="al", member=[A, B, X], date=day("2024/2026", "2024-01-01", "2026-12-31")),
        fact("competition", company=[B, A]),
        fact("fund", fund=fund, manager=A, investor=person, amount=money(None, bound="vague", text="数億円")),
        fact("facility", operator=X, name=plant, location=entity("北海道", "place")),
        fact("product", developer=awkward, product=entity("P", "product")),
        entities=[awkward],
    )


@pytest.mark.parametrize("edges", EDGES)
@pytest.mark.parametrize("facts", [_many_sided(), Corpus()], ids=["many-sided", "empty"])
def test_keeps_to_what_gephi_reads(facts: Corpus, edges: Edges, tmp_path: Path) -> None:
    schema = etree.RelaxNG(etree.parse(PROFILE))
    schema.assertValid(etree.parse(written(facts, tmp_path / "x.gexf", edges)))


@pytest.mark.parametrize("edges", EDGES)
def test_is_valid_by_the_official_schema(edges: Edges, tmp_path: Path) -> None:
    schema = os.environ.get("GEXF_XSD")
    if not schema:
        pytest.skip("GEXF is not held against the official schema: GEXF_XSD does not name gexf.net's 1.3/gexf.xsd")
    etree.XMLSchema(etree.parse(schema)).assertValid(etree.parse(written(_many_sided(), tmp_path / "x.gexf", edges)))


def test_another_reader_finds_every_node_and_edge(read_gexf: Read, tmp_path: Path) -> None:
    facts = _many_sided()
    graph, found = build_graph(facts), read_gexf(written(facts, tmp_path / "x.gexf"))
    read_as = {node: kept["id"] for node, kept in zip(graph, found["nodes"], strict=True)}
    assert [node for node, kept in read_as.items() if node != kept] == [facts.entities[0].id]  # has illegal characters
    expected = {
        (told["fact"], told["relation"], read_as[source], read_as[target], not told["directed"])
        for source, target, told in graph.edges(data=True)
    }
    edges = found["edges"]
    ends = {(edge["fact"], edge["relation"], edge["source"], edge["target"], edge["undirected"]) for edge in edges}
    assert ends == expected
    assert len(edges) == graph.number_of_edges() == 13


def test_another_reader_finds_the_values(read_gexf: Read, tmp_path: Path) -> None:
    found = read_gexf(written(_many_sided(), tmp_path / "x.gexf"))
    [part] = [edge for edge in found["edges"] if edge["fact"] == "i"]
    told = {
        "amount": 30,
        "amount_exact": "30",
        "deal": "r",
        "deal_amount": 100,
        "lead": True,
        "stake": 14.5,
        "weight": 1,
    }
    assert {name: part[name] for name in told} == told
    names: dict[str, Any] = next(node for node in found["nodes"] if node["id"].endswith("社"))
    assert names["label"] == 'R&D <"株"> 社'
    assert names["aliases"] == ["NVIDIA, Inc.", "A|B(株)", 'C:\\"D"', "改 行"]
    assert names["entity_type"] == "organization"


@pytest.mark.parametrize("edges", ["pairs", "events"])
def test_another_reader_finds_the_other_graphs_whole(edges: Edges, read_gexf: Read, tmp_path: Path) -> None:
    graph, found = build_graph(_many_sided(), edges), read_gexf(written(_many_sided(), tmp_path / "x.gexf", edges))
    assert len(found["nodes"]) == len(graph)
    names = ("relation", "weight")
    assert Counter(tuple(edge[name] for name in names) for edge in found["edges"]) == Counter(
        tuple(told[name] for name in names) for *_, told in graph.edges(data=True)
    )


def test_another_reader_finds_true_sums(read_gexf: Read, tmp_path: Path) -> None:
    facts = corpus(
        *(fact("investment", investor=A, company=X, amount=money(value)) for value in (2**53 + 1, 1, None)),
        fact("investment", investor=B, company=X, amount=money(Decimal("0.25"), "USD")),
        fact("funding_round", investor=[A, B], company=X, amount=money(10)),
    )
    found = read_gexf(written(facts, tmp_path / "x.gexf", "pairs"))
    sums = {
        edge["source"]: (edge.get("amount_JPY_exact"), edge.get("amount_USD_exact"), edge["summed"], edge["unknown"])
        for edge in found["edges"]
    }
    assert sums == {A.id: ("9007199254740994", None, 2, 1), B.id: (None, "0.25", 1, 1)}
    nodes = {node["label"]: node for node in found["nodes"]}
    assert nodes["A"]["invested_JPY_exact"] == "9007199254740994"
    assert nodes["X"]["received_JPY_exact"] == "9007199254741004"
    assert (nodes["X"]["received_USD"], nodes["X"]["received_unknown"], nodes["X"]["component"]) == (0.25, 1, 1)


@pytest.mark.parametrize("edges", EDGES)
def test_converted_amounts_are_columns_where_there_are_any(edges: Edges, read_gexf: Read, tmp_path: Path) -> None:
    told = [converted(money(1000), Decimal("6.7")), converted(money(2**60), 2**53 + 1)]
    facts = corpus(*(fact("investment", id=f"f{at}", investor=A, company=X, amount=one) for at, one in enumerate(told)))
    path = written(facts, tmp_path / "x.gexf", edges)
    etree.RelaxNG(etree.parse(PROFILE)).assertValid(etree.parse(path))
    found = read_gexf(path)
    (a,) = (node for node in found["nodes"] if node["label"] == "A")
    assert (a["invested_converted_USD_exact"], a["invested_unconverted"]) == ("9007199254740999.7", 0)
    if edges == "pairs":
        (edge,) = found["edges"]
        assert (edge["amount_converted_USD_exact"], edge["amount_unconverted"]) == ("9007199254740999.7", 0)
    else:
        (edge,) = (one for one in found["edges"] if one["fact"] == "f0" and one["relation"] != "company")
        assert (edge["amount"], edge["amount_converted"], edge["amount_converted_exact"]) == (1000, 6.7, "6.7")
        assert (edge["currency"], edge["converted_currency"], edge["rate_date"]) == ("JPY", "USD", "2025-03-03")
    plain = written(_many_sided(), tmp_path / "y.gexf", edges).read_text(encoding="utf-8")
    assert "convert" not in plain


def test_deals_stand_on_the_timeline(tmp_path: Path) -> None:
    month = day("2025-03", "2025-03-01", "2025-03-31")
    path = written(corpus(fact("listing", id="f", company=X, date=month)), tmp_path / "x.gexf", "events")
    nodes = {node.get("id"): (node.get("start"), node.get("end")) for node in etree.parse(path).iter("{*}node")}
    assert nodes == {X.id: (None, None), "deal:f": ("2025-03-01", "2025-03-31")}


def test_edges_are_coloured_by_relation_and_by_the_role_that_makes_it(read_gexf: Read, tmp_path: Path) -> None:
    facts = corpus(fact("investment", investor=A, company=X), fact("alliance", member=[A, X]))
    by_relation = {e["relation"]: e["color"] for e in read_gexf(written(facts, tmp_path / "x.gexf"))["edges"]}
    by_role = {e["relation"]: e["color"] for e in read_gexf(written(facts, tmp_path / "y.gexf", "events"))["edges"]}
    assert by_relation["invests_in"] == by_role["investor"] != by_relation["allied_with"] == by_role["member"]


def test_no_two_edges_of_a_pair_share_a_kind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    edges = xml_edges(written(_many_sided(), tmp_path / "x.gexf"))
    assert len({edge["kind"] for edge in edges}) == len(edges)
    # Gephi holds no more than 65,534 kinds: many edges share theirs across pairs, never within one.
    monkeypatch.setattr(graph_table, "UNIQUE_KINDS", 1)
    edges = xml_edges(written(_many_sided(), tmp_path / "x.gexf"))
    assert len({(frozenset((edge["source"], edge["target"])), edge["kind"]) for edge in edges}) == len(edges)
    assert len({edge["kind"] for edge in edges}) < len(edges)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (day("2025-03-14"), ("2025-03-14", "2025-03-14", "2025-03-14")),
        (day("2025-03", "2025-03-01", "2025-03-31"), ("2025-03", "2025-03-01", "2025-03-31")),
        (day("2026/2029", "2026-01-01", "2029-12-31"), ("2026/2029", "2026-01-01", "2029-12-31")),
        (day("2025-12/2025-03", "2025-12-01", "2025-03-31"), ("2025-12/2025-03", None, None)),  # ends before it starts
        (day(None, relative="昨年10月"), (None, None, None)),
    ],
)
def test_dates_are_whole_days_and_keep_their_edtf(date: Any, expected: tuple[str | None, ...], tmp_path: Path) -> None:
    edge = one_edge(tmp_path / "x.gexf", fact("investment", investor=A, company=X, date=date))
    assert (edge.get("date_edtf"), edge.get("start"), edge.get("end")) == expected


@pytest.mark.parametrize(
    ("value", "double", "exact"),
    [
        (12345678901234567, "1.2345678901234568e+16", "12345678901234567"),
        (20_000_000_000, "20000000000", "20000000000"),
        (Decimal("1.74E+9"), "1740000000", "1740000000"),
        (Decimal("0.1"), "0.1", "0.1"),
    ],
)
def test_amounts_are_exact_to_the_last_digit(value: int | Decimal, double: str, exact: str, tmp_path: Path) -> None:
    edge = one_edge(tmp_path / "x.gexf", fact("investment", investor=A, company=X, amount=money(value)))
    assert (edge["amount"], edge["amount_exact"]) == (double, exact)
    assert (edge["deal_amount"], edge["deal_amount_exact"], edge["weight"]) == (double, exact, "1.0")


def test_an_unknown_amount_is_left_out(tmp_path: Path) -> None:
    edge = one_edge(tmp_path / "x.gexf", fact("investment", investor=A, company=X))
    assert not [name for name in edge if "amount" in name or "currency" in name]


def test_nodes_are_sized_by_their_money_within_a_currency(read_gexf: Read, tmp_path: Path) -> None:
    told = corpus(
        fact("investment", investor=A, company=X, amount=money(10**6)),
        fact("investment", investor=A, company=entity("Y"), amount=money(10**8)),
        fact("investment", investor=B, company=entity("Z"), amount=money(10**3, "USD")),
        fact("valuation", company=entity("V"), valuation=money(10**12)),
    )
    sizes = {node["label"]: node["size"] for node in read_gexf(written(told, tmp_path / "x.gexf"))["nodes"]}
    assert sizes["A"] == sizes["Z"] == sizes["B"] == 60  # the most of their currency; dollars and yen are not compared
    assert sizes["A"] > sizes["Y"] > sizes["X"] > sizes["V"] > 0  # a valuation is nobody's money


def test_what_was_converted_is_sized_by_one_scale(read_gexf: Read, tmp_path: Path) -> None:
    told = corpus(
        fact("investment", investor=A, company=X, amount=converted(money(10**9), 10**7)),
        fact("investment", investor=B, company=entity("Y"), amount=converted(money(10**5, "USD"), 10**5)),
        fact("investment", investor=entity("C"), company=entity("Z"), amount=converted(money(10**4, "EUR"), 10**4)),
    )
    sizes = {node["label"]: node["size"] for node in read_gexf(written(told, tmp_path / "x.gexf"))["nodes"]}
    assert sizes["A"] == 60 > sizes["B"] > sizes["C"] == 16


@pytest.mark.parametrize("edges", ["facts", "pairs"])
def test_ten_thousand_nodes_survive(edges: Edges, read_gexf: Read, tmp_path: Path) -> None:
    companies = [entity(f"会社{number}") for number in range(10_000)]
    pairs = zip(companies, companies[1:] + companies[:1], strict=True)
    facts = corpus(*(fact("investment", investor=one, company=other) for one, other in pairs), entities=companies)
    write_gexf(build_graph(facts, edges), tmp_path / "x.gexf")
    found = read_gexf(tmp_path / "x.gexf")
    assert (len(found["nodes"]), len(found["edges"])) == (10_000, 10_000)
    assert len({edge["kind"] for edge in found["edges"]}) == 10_000
