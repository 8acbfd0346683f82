"""The company graph: which edges a fact makes, whose an amount is; nothing merged, lost or counted twice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from builders import Told, corpus, day, entity, fact, money, percent, term

from extractor.contract import FACT_TYPES
from extractor.errors import FormatError
from extractor.graph import RELATIONS, build_graph
from extractor.model import Attribution, Corpus, Fact, Filler, Percent

A, B, C, X, Y = (entity(name) for name in ("A", "B", "C", "X", "Y"))
FUND = entity("1号ファンド", "fund")
PERSON = entity("山田", "person")
PLANT = entity("千歳工場", "facility")
PRODUCT = entity("製品P", "product")
WORDS = Filler("GPU", 0, 3)


def edges(*facts: Fact) -> list[dict[str, Any]]:
    graph = build_graph(corpus(*facts))
    return [{"from": source[-1], "to": target[-1], **told} for source, target, told in graph.edges(data=True)]


def triples(*facts: Fact) -> list[tuple[str, str, str]]:
    return sorted((edge["relation"], edge["from"], edge["to"]) for edge in edges(*facts))


@pytest.mark.parametrize(
    ("type", "roles", "expected"),
    [
        ("funding_round", {"investor": [A, B], "company": X}, [("invests_in", "A", "X"), ("invests_in", "B", "X")]),
        ("funding_round", {"lender": C, "company": X}, [("lends_to", "C", "X")]),
        ("investment", {"investor": A, "company": X, "seller": B}, [("invests_in", "A", "X")]),
        ("debt_financing", {"lender": [A, B], "company": X}, [("lends_to", "A", "X"), ("lends_to", "B", "X")]),
        ("grant", {"funder": A, "company": X}, [("grants_to", "A", "X")]),
        ("acquisition", {"acquirer": A, "target": X, "seller": B}, [("acquires", "A", "X")]),
        (
            "alliance",
            {"member": [A, B, C], "venture": X},
            [("allied_with", "A", "B"), ("allied_with", "A", "C"), ("allied_with", "B", "C")],
        ),
        ("facility", {"operator": X, "name": PLANT, "supplier": A}, [("operates", "X", "場"), ("supplies", "A", "場")]),
        ("facility", {"operator": X, "name": WORDS}, []),  # a plant without a name is no node
        ("supply", {"supplier": A, "customer": X, "product": WORDS}, [("supplies", "A", "X")]),
        ("supply", {"supplier": A, "product": PRODUCT}, []),
        ("founding", {"founder": PERSON, "company": X}, [("founded", "田", "X")]),
        ("fund", {"fund": FUND, "manager": A, "investor": B}, [("invests_in", "B", "ド"), ("manages", "A", "ド")]),
        ("product", {"developer": X, "product": PRODUCT}, [("develops", "X", "P")]),
        ("product", {"developer": X, "product": WORDS}, []),
        ("position", {"person": PERSON, "company": X}, [("leads", "田", "X")]),
        ("competition", {"company": [X, Y]}, [("competes_with", "X", "Y")]),
        ("listing", {"company": X, "market": term("東証グロース")}, []),
        ("valuation", {"company": X, "valuation": money(10**9)}, []),
    ],
)
def test_edges_of_a_fact(type: str, roles: dict[str, Told], expected: list[tuple[str, str, str]]) -> None:
    assert triples(fact(type, **roles)) == expected


def test_relations_name_roles_of_the_contract() -> None:
    for type, relations in RELATIONS.items():
        assert {role for relation in relations for role in (relation.source, relation.target)} <= FACT_TYPES[type].roles


def test_symmetric_relations_alone_are_undirected() -> None:
    found = edges(
        fact("alliance", member=[A, B]),
        fact("competition", company=[A, B]),
        fact("investment", investor=A, company=B),
    )
    assert {edge["relation"]: edge["directed"] for edge in found} == {
        "allied_with": False,
        "competes_with": False,
        "invests_in": True,
    }


def test_an_entity_told_twice_in_a_role_is_one_party() -> None:
    assert triples(fact("alliance", member=[A, B, A])) == [("allied_with", "A", "B")]


def test_facts_between_one_pair_stay_apart() -> None:
    facts = [
        fact("investment", investor=A, company=X, amount=money(1)),
        fact("investment", investor=A, company=X, amount=money(2)),
        fact("acquisition", acquirer=A, target=X),
        fact("investment", investor=X, company=A, amount=money(3)),
    ]
    graph = build_graph(corpus(*facts))
    assert graph.number_of_edges("org:A", "org:X") == 3
    assert graph.number_of_edges("org:X", "org:A") == 1
    assert sorted(key for _, _, key in graph.edges(keys=True)) == sorted(f"{one.id}.1" for one in facts)


def test_an_edge_carries_its_fact() -> None:
    told = fact(
        "investment",
        id="f",
        document="doc",
        status="planned",
        attribution=Attribution("media", "日本経済新聞"),
        investor=A,
        company=X,
        amount=money(Decimal("1.5"), "USD", "about", "約1.5ドル"),
        stake=percent("14.5"),
        date=day("2025-10", "2025-10-01", "2025-10-31"),
        announced=day("2025-09-16"),
    )
    assert edges(told) == [
        {
            "from": "A",
            "to": "X",
            "id": "f.1",
            "label": "invests_in",
            "relation": "invests_in",
            "directed": True,
            "weight": 1.0,
            "fact": "f",
            "fact_type": "investment",
            "document": "doc",
            "deal": "f",
            "status": "planned",
            "attribution": "media",
            "attributed_to": "日本経済新聞",
            "confidence": 0.9,
            "evidence": "文。",
            "date_edtf": "2025-10",
            "first_day": "2025-10-01",
            "last_day": "2025-10-31",
            "announced": "2025-09-16",
            "stake": 14.5,
            "amount": Decimal("1.5"),
            "currency": "USD",
            "amount_bound": "about",
            "amount_text": "約1.5ドル",
            "deal_amount": Decimal("1.5"),
            "deal_currency": "USD",
            "deal_amount_bound": "about",
            "deal_amount_text": "約1.5ドル",
        }
    ]


@pytest.mark.parametrize(
    ("type", "roles", "own"),
    [
        ("investment", {"investor": A, "company": X}, 100),
        ("investment", {"investor": [A, A], "company": X}, 100),  # one party, told twice
        ("investment", {"investor": [A, B], "company": X}, None),
        ("investment", {"investor": [A, Filler("個人投資家", 0, 5)], "company": X}, None),  # the second has no entity
        ("investment", {"investor": A, "company": [X, Y]}, None),
        ("funding_round", {"investor": A, "company": X}, None),  # others may have taken part unnamed
        ("funding_round", {"lender": A, "company": X}, None),
        ("debt_financing", {"lender": A, "company": X}, 100),
        ("debt_financing", {"lender": [A, B], "company": X}, None),
        ("grant", {"funder": A, "company": X}, 100),
        ("acquisition", {"acquirer": A, "target": X, "seller": [B, C]}, 100),
        ("acquisition", {"acquirer": [A, B], "target": X}, None),
        ("fund", {"manager": A, "investor": B, "fund": FUND}, None),
        ("alliance", {"member": [A, B]}, None),
        ("facility", {"operator": A, "name": PLANT}, None),
        ("supply", {"supplier": A, "customer": B}, None),  # the customer pays
    ],
)
def test_an_amount_is_the_source_partys_own_only_where_told(type: str, roles: dict[str, Told], own: int | None) -> None:
    found = edges(fact(type, amount=money(100), **roles))
    assert found
    assert [edge.get("amount") for edge in found] == [own] * len(found)
    assert ["currency" in edge for edge in found] == [own is not None] * len(found)
    assert [(edge["deal_amount"], edge["deal_currency"]) for edge in found] == [(100, "JPY")] * len(found)


def _raise() -> list[Fact]:
    """A raise of 100 by three, of whom A's 30 and B's are told: B's without an amount."""
    return [
        fact(
            "funding_round",
            id="round",
            company=X,
            investor=[A, B, C],
            lead_investor=A,
            amount=money(100),
            round=term("series_b"),
            date=day("2025-07"),
        ),
        fact("investment", id="a", part_of="round", investor=A, company=X, amount=money(30), date=day("2025-08-01")),
        fact("investment", id="b", part_of="round", investor=B, company=X, status="announced"),
    ]


def test_the_edge_of_an_investment_in_a_round_stands_for_the_rounds() -> None:
    found = {edge["from"]: edge for edge in edges(*_raise())}
    assert {name: edge["fact"] for name, edge in found.items()} == {"A": "a", "B": "b", "C": "round"}
    assert len(edges(*_raise())) == 3
    assert {edge["deal"] for edge in found.values()} == {"round"}
    assert {edge["round"] for edge in found.values()} == {"series_b"}
    assert [name for name, edge in found.items() if edge.get("lead")] == ["A"]
    assert [found[name]["date_edtf"] for name in "ABC"] == ["2025-08-01", "2025-07", "2025-07"]
    assert [found[name]["status"] for name in "ABC"] == ["completed", "announced", "completed"]


def test_an_investment_elsewhere_does_not_stand_for_the_rounds_edge() -> None:
    other = fact("investment", part_of="round", investor=B, company=Y)
    reverse = fact("investment", part_of="round", investor=X, company=A)
    lend = fact("debt_financing", part_of="round", lender=C, company=X)
    assert triples(_raise()[0], other, reverse, lend) == [
        ("invests_in", "A", "X"),
        ("invests_in", "B", "X"),
        ("invests_in", "B", "Y"),
        ("invests_in", "C", "X"),
        ("invests_in", "X", "A"),
        ("lends_to", "C", "X"),
    ]


def test_a_round_in_a_round_leaves_the_whole_its_edges() -> None:
    close = fact("funding_round", id="close", part_of="round", investor=A, company=X, amount=money(40))
    assert sorted(edge["fact"] for edge in edges(_raise()[0], close) if edge["from"] == "A") == ["close", "round"]


def test_who_leads_leads_as_an_investor() -> None:
    found = edges(fact("funding_round", investor=A, lead_investor=A, lender=A, company=X))
    assert {edge["relation"]: edge.get("lead") for edge in found} == {"invests_in": True, "lends_to": None}


def test_sums_over_edges_are_true() -> None:
    found = edges(
        *_raise(),
        fact("investment", investor=[A, C], company=Y, amount=money(50)),
        fact("debt_financing", lender=B, company=Y, amount=money(7)),
    )
    assert sum(edge.get("amount", 0) for edge in found) == 30 + 7
    assert sum({edge["deal"]: edge["deal_amount"] for edge in found}.values()) == 100 + 50 + 7


def test_a_part_of_a_deal_outside_the_corpus_keeps_its_own_amount_alone() -> None:
    [edge] = edges(fact("investment", part_of="elsewhere", investor=A, company=X, amount=money(30)))
    assert (edge["deal"], edge["amount"], edge.get("deal_amount")) == ("elsewhere", 30, None)


def test_an_amount_without_a_value_keeps_its_words() -> None:
    vague = money(None, "USD", "vague", "数十億ドル")
    [edge] = edges(fact("investment", investor=A, company=X, amount=vague))
    assert (edge["amount_text"], edge["amount_bound"]) == ("数十億ドル", "vague")
    assert not {"amount", "currency", "deal_amount", "deal_currency"} & edge.keys()


def test_what_cannot_be_resolved_is_left_out() -> None:
    share = Filler("数割", 0, 2, value=Percent(None, "vague", 20, 90))
    [edge] = edges(fact("investment", investor=A, company=X, date=day(None, relative="昨年10月"), stake=share))
    assert not {"date_edtf", "first_day", "last_day", "stake"} & edge.keys()


def test_nodes_are_the_entities_that_fill_a_role() -> None:
    told = entity("エヌビディア", "organization", "Nvidia", "NVIDIA", identifiers={"houjin": "1234567890123"})
    facts = (fact("investment", investor=told, company=X), fact("valuation", company=Y))
    graph = build_graph(corpus(*facts, entities=[C, told]))
    assert list(graph) == [told.id, X.id, Y.id]  # C fills no role, Y stands alone
    assert graph.nodes[told.id] == {
        "label": "エヌビディア",
        "entity_type": "organization",
        "aliases": ("Nvidia", "NVIDIA"),
        "identifiers": ("houjin:1234567890123",),
    }


def test_an_empty_corpus_is_an_empty_graph() -> None:
    assert len(build_graph(Corpus())) == 0


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (
            Corpus(facts=(fact("valuation", id="f", company=X),)),
            "fact f, role company: names the unlisted entity org:X",
        ),
        (corpus(fact("valuation", id="f", company=X), fact("valuation", id="f", company=Y)), "fact f: is listed twice"),
    ],
)
def test_a_corpus_whose_ids_do_not_add_up_is_refused(broken: Corpus, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        build_graph(broken)
