"""One edge a pair and relation: every fact is counted once, and the sums are those of the facts."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from builders import converted, corpus, day, entity, fact, money, term

from extractor.graph import build_graph
from extractor.model import Fact

A, B, X = (entity(name) for name in "ABX")


def pair(*facts: Fact) -> dict[str, Any]:
    [(*_, edge)] = build_graph(corpus(*facts), "pairs").edges(data=True)
    return edge


def invested(amount: Any = None, **told: Any) -> Fact:
    return fact("investment", investor=A, company=X, **({"amount": amount} if amount else {}), **told)


def test_facts_of_a_pair_are_one_edge_a_relation_and_way() -> None:
    facts = [
        invested(),
        invested(),
        fact("investment", investor=X, company=A),
        fact("debt_financing", lender=A, company=X),
        fact("alliance", member=[A, X]),
        fact("alliance", member=[X, A]),
    ]
    graph = build_graph(corpus(*facts), "pairs")
    found = [(source, told["relation"], target, told["weight"]) for source, target, told in graph.edges(data=True)]
    assert sorted(found) == [
        ("org:A", "allied_with", "org:X", 2.0),
        ("org:A", "invests_in", "org:X", 2.0),
        ("org:A", "lends_to", "org:X", 1.0),
        ("org:X", "invests_in", "org:A", 1.0),
    ]


def test_an_edge_tells_what_it_is_made_of() -> None:
    edge = pair(
        invested(id="f", document="d1", status="planned", date=day("2025-03", "2025-03-01", "2025-03-31")),
        invested(id="g", document="d2", date=day("2024-05-02")),
        invested(id="h", document="d2"),
        fact("funding_round", id="r", investor=A, lead_investor=A, company=X, round=term("series_b")),
    )
    assert edge == {
        "id": "org:A/invests_in/org:X",
        "label": "invests_in",
        "relation": "invests_in",
        "directed": True,
        "weight": 4.0,
        "facts": 4,
        "documents": 2,
        "deals": 4,
        "fact_ids": ("f", "g", "h", "r"),
        "statuses": ("completed", "planned"),
        "confidence": 0.9,
        "first_day": "2024-05-02",
        "last_day": "2025-03-31",
        "rounds": ("series_b",),
        "lead": True,
        "amount": {},
        "summed": 0,
        "summed_inexact": 0,
        "vague": 0,
        "unknown": 4,
        "called_off": 0,
    }


@pytest.mark.parametrize(
    ("amounts", "sums"),
    [
        ([money(1), money(2), money(4, "USD")], {"JPY": 3, "USD": 4}),
        ([money(12345678901234567), money(Decimal("0.1"))], {"JPY": Decimal("12345678901234567.1")}),
        ([money(5), money(None, bound="vague"), money(None, bound="range"), None], {"JPY": 5}),
    ],
)
def test_sums_are_exact_and_apart_by_currency(amounts: list[Any], sums: dict[str, Any]) -> None:
    assert pair(*map(invested, amounts))["amount"] == sums


def test_every_fact_is_summed_vague_unknown_or_called_off() -> None:
    edge = pair(
        invested(money(1)),
        invested(money(2, bound="at_most")),
        invested(money(None, bound="vague")),
        invested(),
        fact("investment", investor=[A], company=[X], amount=money(7), status="cancelled"),
        invested(money(9), status="denied"),
    )
    counts = {name: edge[name] for name in ("summed", "summed_inexact", "vague", "unknown", "called_off")}
    assert counts == {"summed": 2, "summed_inexact": 1, "vague": 1, "unknown": 1, "called_off": 2}
    assert edge["amount"] == {"JPY": 3}


def test_what_linking_converted_is_summed_in_one_currency() -> None:
    edge = pair(
        *(invested(one) for one in (converted(money(1000), 7), converted(money(5, "EUR"), 6), money(1, "USD"), None))
    )
    assert edge["amount"] == {"EUR": 5, "JPY": 1000, "USD": 1}
    assert (edge["amount_converted"], edge["amount_unconverted"], edge["summed"]) == ({"USD": 13}, 1, 3)


def test_a_relation_without_money_counts_none() -> None:
    assert not {"amount", "summed", "unknown"} & pair(fact("alliance", member=[A, X], amount=money(5))).keys()


def test_sums_over_pairs_are_the_sums_over_facts() -> None:
    facts = corpus(
        fact("funding_round", id="r", investor=[A, B], company=X, amount=money(100)),
        fact("investment", part_of="r", investor=A, company=X, amount=money(30)),
        fact("investment", investor=A, company=X, amount=money(5)),
        fact("debt_financing", lender=B, company=X, amount=money(7, "USD")),
    )
    by_fact, by_pair = Counter[str](), Counter[str]()
    for *_, edge in build_graph(facts).edges(data=True):
        if "amount" in edge:
            by_fact[edge["currency"]] += edge["amount"]
    for *_, edge in build_graph(facts, "pairs").edges(data=True):
        by_pair.update(edge.get("amount", {}))
    assert by_fact == by_pair == {"JPY": 35, "USD": 7}
