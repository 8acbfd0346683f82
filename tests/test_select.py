"""Leaving facts out leaves nothing that points to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from builders import corpus, day, entity, fact, money

from extractor.model import Converted, Corpus, Document, Money
from extractor.select import Selection, confident, select


def test_facts_below_go_with_what_only_they_name() -> None:
    whole = replace(fact("funding_round", id="whole", company=entity("A")), confidence=0.5)
    part = fact("investment", id="part", part_of="whole", investor=entity("B"))
    other = fact("investment", id="other", part_of="part", investor=entity("B"))
    kept = confident(corpus(whole, part, other), 0.9)
    assert [(one.id, one.part_of) for one in kept.facts] == [("part", None), ("other", "part")]
    assert [one.name for one in kept.entities] == ["B"]
    assert len(kept.documents) == 1


A, X = entity("A"), entity("X")


def told() -> Corpus:
    """Facts named for what they tell, of a document of 2025-06-15 and one without a date."""
    converted = replace(money(2, "USD"), equivalents=(Money(300, "JPY"),))
    vague = replace(money(1), value=Money(None, "JPY", "vague", 200, 900))
    linked = Converted(None, "GBP", Decimal("0.5"), "2025-06-15", 100, 450)
    facts = [
        fact(
            "funding_round", id="round", company=X, amount=money(100), date=day("2025-03", "2025-03-01", "2025-03-31")
        ),
        fact("investment", id="part", part_of="round", investor=A, company=X, amount=money(30)),
        fact("investment", id="announced", status="planned", investor=A, announced=day("2024-12-31"), amount=converted),
        fact("investment", id="written", status="denied", investor=A, amount=replace(vague, converted=linked)),
        fact("alliance", id="undated", document="d2", member=[A, X], amount=money(500, "USD")),
        fact("alliance", id="unsolved", document="d2", member=[A, X], date=day(None, relative="昨年10月")),
    ]
    documents = (Document("d1", "", published=date(2025, 6, 15)), Document("d2", ""))
    return replace(corpus(*facts), documents=documents)


@pytest.mark.parametrize(
    ("wanted", "kept", "left_out"),
    [
        ({}, "round part announced written undated unsolved", {}),
        ({"types": {"funding_round"}}, "round", {"of other types": 5}),
        ({"statuses": {"planned", "denied"}}, "announced written", {"of other statuses": 4}),
        # The part has the whole's date; what tells no day at all is none of any day.
        ({"first": "2025-03-31"}, "round part written", {"of other days": 1, "without a date": 2}),
        ({"last": "2025-03-01"}, "round part announced", {"of other days": 1, "without a date": 2}),
        ({"first": "2025-04-01", "last": "2025-06-15"}, "written", {"of other days": 3, "without a date": 2}),
        # The part of a large raise is of a large raise; the text's own conversion and the low end of 数億 count.
        ({"over": Money(100, "JPY")}, "round part announced written", {"without an amount in JPY": 2}),
        ({"over": Money(201, "JPY")}, "announced", {"of less money": 3, "without an amount in JPY": 2}),
        ({"over": Money(2, "USD")}, "announced undated", {"without an amount in USD": 4}),
        ({"over": Money(100, "GBP")}, "written", {"without an amount in GBP": 5}),  # as linking converted it
        ({"over": Money(101, "GBP")}, "", {"of less money": 1, "without an amount in GBP": 5}),
        ({"types": {"alliance"}, "over": Money(1, "EUR")}, "", {"of other types": 4, "without an amount in EUR": 2}),
    ],
)
def test_what_is_wanted_is_kept_and_the_rest_is_counted(
    wanted: dict[str, Any], kept: str, left_out: dict[str, int]
) -> None:
    found, reasons = select(told(), Selection(**wanted))
    assert [one.id for one in found.facts] == kept.split()
    assert reasons == left_out
