"""What parties put in and received: whose money it is, and that none is counted twice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from builders import converted, corpus, entity, fact, money

from extractor.graph import add_money, build_graph
from extractor.model import Fact, Filler

A, B, X, Y = (entity(name) for name in "ABXY")
FUND = entity("一号", "fund")


def told(*facts: Fact) -> dict[str, dict[str, Any]]:
    """Node → invested, received, and how many of each are unknown."""
    facts_told = corpus(*facts)
    graph = build_graph(facts_told)
    add_money(graph, facts_told)
    names = ("invested", "invested_unknown", "received", "received_unknown")
    return {told["label"]: {name: told[name] for name in names if name in told} for _, told in graph.nodes(data=True)}


def put_in(sums: dict[str, int], unknown: int = 0) -> dict[str, Any]:
    return {"invested": sums, "invested_unknown": unknown}


def got(sums: dict[str, int], unknown: int = 0) -> dict[str, Any]:
    return {"received": sums, "received_unknown": unknown}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (fact("investment", investor=A, company=X, amount=money(5)), {"A": put_in({"JPY": 5}), "X": got({"JPY": 5})}),
        (fact("investment", investor=A, company=X), {"A": put_in({}, 1), "X": got({}, 1)}),
        (
            fact("investment", investor=A, company=X, amount=money(None, bound="vague")),
            {"A": put_in({}, 1), "X": got({}, 1)},
        ),
        (  # shares bought from a holder: the money is the holder's
            fact("investment", investor=A, company=X, seller=B, amount=money(5)),
            {"A": put_in({"JPY": 5}), "X": {}, "B": got({"JPY": 5})},
        ),
        (
            fact("acquisition", acquirer=A, target=X, amount=money(5, "EUR")),
            {"A": put_in({"EUR": 5}), "X": {}},
        ),
        (
            fact("acquisition", acquirer=A, target=X, seller=[B, Filler("個人", 0, 2)], amount=money(5)),
            {"A": put_in({"JPY": 5}), "X": {}, "B": got({}, 1)},  # with others: how much of it is nobody's to say
        ),
        (
            fact("funding_round", investor=[A, B], company=X, amount=money(9)),
            {"A": put_in({}, 1), "B": put_in({}, 1), "X": got({"JPY": 9})},
        ),
        (fact("grant", funder=A, company=X, amount=money(5)), {"A": put_in({"JPY": 5}), "X": got({"JPY": 5})}),
        (fact("listing", company=X, amount=money(5)), {"X": got({"JPY": 5})}),
        (fact("fund", fund=FUND, manager=A, amount=money(5)), {"一号": got({"JPY": 5}), "A": {}}),
        (fact("alliance", member=[A, B], amount=money(5)), {"A": {}, "B": {}}),
        (fact("valuation", company=X, valuation=money(5)), {"X": {}}),
        (fact("investment", investor=A, company=X, amount=money(5), status="cancelled"), {"A": {}, "X": {}}),
    ],
)
def test_whose_money_it_is(one: Fact, expected: dict[str, dict[str, Any]]) -> None:
    assert told(one) == expected


def test_a_round_is_received_once_with_its_parts() -> None:
    parts = [
        fact("investment", part_of="r", investor=A, company=X, amount=money(30)),
        fact("investment", part_of="r", investor=B, company=X, amount=money(5)),
    ]
    known = fact("funding_round", id="r", investor=[A, B], company=X, amount=money(100))
    assert told(known, *parts) == {
        "A": put_in({"JPY": 30}),
        "B": put_in({"JPY": 5}),
        "X": got({"JPY": 100}),
    }
    unknown = fact("funding_round", id="r", investor=[A, B], company=X)
    assert told(unknown, *parts)["X"] == got({"JPY": 35})


def test_what_linking_converted_is_summed_beside_it() -> None:
    facts = corpus(
        fact("investment", investor=A, company=X, amount=converted(money(1000), 7)),
        fact("investment", investor=A, company=X, amount=converted(money(5, "EUR"), Decimal("5.5"))),
        fact("investment", investor=A, company=X, amount=money(300)),  # no rate of its day
        fact("investment", investor=A, company=X, amount=converted(money(None, bound="vague"), None, low=3)),
        fact("investment", investor=B, company=Y, amount=money(9)),
    )
    graph = build_graph(facts)
    add_money(graph, facts)
    (a, b, x) = (graph.nodes[one.id] for one in (A, B, X))
    assert (a["invested"], a["invested_converted"]) == ({"EUR": 5, "JPY": 1300}, {"USD": Decimal("12.5")})
    assert (a["invested_unconverted"], a["invested_unknown"]) == (1, 1)
    assert x["received_converted"] == {"USD": Decimal("12.5")}
    assert "invested_converted" not in b
