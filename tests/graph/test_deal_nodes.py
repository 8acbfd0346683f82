"""Deals as nodes between their parties: every fact is in one deal, every party on one edge a role."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import Told, corpus, day, entity, fact, money, term

from extractor.graph import build_graph, told_once
from extractor.graph.deals import deals
from extractor.model import Conflict, Corpus, Event, Fact, Filler, Step

A, B, C, X, Y = (entity(name) for name in "ABCXY")
PLANT = entity("千歳", "facility")


def edges(*facts: Fact) -> list[dict[str, Any]]:
    graph = build_graph(corpus(*facts), "events")
    return [{"from": source, "to": target, **told} for source, target, told in graph.edges(data=True)]


@pytest.mark.parametrize(
    ("type", "roles", "expected"),
    [
        (
            "funding_round",
            {"investor": [A, B], "lead_investor": A, "lender": C, "company": X},
            {
                ("org:A", "investor", "deal:f", True),
                ("org:B", "investor", "deal:f", True),
                ("org:C", "lender", "deal:f", True),
                ("deal:f", "company", "org:X", True),
            },
        ),
        (
            "acquisition",
            {"acquirer": A, "target": X, "seller": B},
            {
                ("org:A", "acquirer", "deal:f", True),
                ("org:B", "seller", "deal:f", True),
                ("deal:f", "target", "org:X", True),
            },
        ),
        (
            "alliance",
            {"member": [A, B], "venture": X},
            {
                ("deal:f", "member", "org:A", False),
                ("deal:f", "member", "org:B", False),
                ("deal:f", "venture", "org:X", True),
            },
        ),
        (
            "facility",
            {"operator": A, "name": PLANT, "location": entity("北海道", "place")},
            {
                ("org:A", "operator", "deal:f", True),
                ("deal:f", "name", "facility:千歳", True),
                ("deal:f", "location", "place:北海道", True),
            },
        ),
        ("listing", {"company": X}, {("deal:f", "company", "org:X", True)}),
    ],
)
def test_roles_are_edges(type: str, roles: dict[str, Told], expected: set[tuple[str, str, str, bool]]) -> None:
    found = edges(fact(type, id="f", **roles))
    assert {(edge["from"], edge["relation"], edge["to"], edge["directed"]) for edge in found} == expected
    assert len(found) == len(expected)


def test_a_round_and_the_investments_in_it_are_one_deal() -> None:
    facts = [
        fact("funding_round", id="r", investor=[A, B], company=X, amount=money(100), round=term("series_b")),
        fact("investment", id="a", part_of="r", investor=A, company=X, amount=money(30), date=day("2025-08-01")),
    ]
    graph = build_graph(corpus(*facts), "events")
    assert [node for node in graph if node.startswith("deal:")] == ["deal:r"]
    deal = graph.nodes["deal:r"]
    assert (deal["label"], deal["amount"], deal["facts"], deal["round"]) == ("series_b X 100JPY", 100, 2, "series_b")
    own = {(edge["relation"], edge["from"]): (edge["fact"], edge.get("amount")) for edge in edges(*facts)}
    assert own == {
        ("investor", "org:A"): ("a", 30),
        ("investor", "org:B"): ("r", None),
        ("company", "deal:r"): ("r", None),
    }


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"b": "a", "c": "b"}, [["a", "b", "c"]]),  # a part of a part
        ({"b": "elsewhere"}, [["a"], ["b"], ["c"]]),
        ({"a": "b", "b": "a"}, [["a"], ["b"], ["c"]]),  # a circle is no deal of anything
    ],
)
def test_each_fact_is_in_one_deal(parts: dict[str, str], expected: list[list[str]]) -> None:
    facts = [fact("valuation", id=id, company=X, part_of=parts.get(id)) for id in "abc"]
    assert [[one.id for one in deal.facts] for deal in deals(corpus(*facts))] == expected


def linked() -> Corpus:
    """Two articles that tell one round with different amounts, one of which tells an investor's share."""
    first = fact("funding_round", id="f", document="d1", status="planned", investor=A, company=X, amount=money(100))
    second = fact("funding_round", id="g", document="d2", investor=[A, B], company=X, amount=money(120))
    share = fact("investment", id="h", document="d2", part_of="g", investor=A, company=X, amount=money(30))

    def told(filler: Filler, *documents: str) -> Filler:
        return replace(filler, documents=documents)

    amounts = (told(money(120, text="120円"), "d2"), told(money(100, text="100円"), "d1"))
    parties = {
        "investor": (told(first.roles["investor"][0], "d1", "d2"), told(second.roles["investor"][1], "d2")),
        "company": (told(first.roles["company"][0], "d1", "d2"),),
    }
    raised = Event(
        "event:1",
        "funding_round",
        "completed",
        ("f", "g"),
        {**parties, "amount": amounts},
        (Conflict("amount", amounts),),
        (Step("planned", "2025-01-02", "d1", "f"), Step("completed", None, "d2", "g")),
    )
    raised = replace(raised, first_seen="2025-01-02", last_seen="2025-02-03")
    part = Event("event:2", "investment", "completed", ("h",), share.roles)
    return replace(corpus(first, second, share), events=(raised, part))


def test_an_event_counts_once_and_shows_its_conflicts() -> None:
    graph = build_graph(told_once(linked()), "events")
    [node] = [node for node in graph if node.startswith("deal:")]
    told = graph.nodes[node]
    assert (node, told["status"], told["amount"], told["facts"], told["documents"]) == (
        "deal:event:1",
        "completed",
        120,
        3,
        2,
    )
    assert told["conflicts"] == ("amount: 120円 (d2), 100円 (d1)",)
    assert told["history"] == ("2025-01-02 planned (d1)", "? completed (d2)")
    assert (told["first_seen"], told["last_seen"]) == ("2025-01-02", "2025-02-03")
    assert graph.number_of_edges() == 3


def test_pairs_of_events_count_each_once() -> None:
    graph = build_graph(told_once(linked()), "pairs")
    own = {
        source: (edge["weight"], edge["facts"], edge["documents"], edge["amount"])
        for source, _, edge in graph.edges(data=True)
    }
    assert own == {"org:A": (1.0, 1, 1, {"JPY": 30}), "org:B": (1.0, 2, 2, {})}


def test_facts_of_no_event_stay() -> None:
    unlinked = corpus(fact("valuation", company=X))
    assert told_once(unlinked) == unlinked
    extra = fact("investment", id="i", part_of="g", investor=Y, company=X)
    mixed = linked()
    mixed = replace(mixed, facts=(*mixed.facts, extra))
    assert [(one.id, one.part_of) for one in told_once(mixed).facts] == [
        ("event:1", None),
        ("event:2", "event:1"),
        ("i", "event:1"),
    ]
