"""Which facts tell of one deal, and what its event says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from making import day, fact, file, linked, money, term

Record = dict[str, Any]


def raised(amount: Record | None, round_: str | None = None, status: str = "completed", **roles: Any) -> Record:
    told: dict[str, Any] = {"company": "ソラネ", **roles}
    told |= {"amount": amount} if amount else {}
    told |= {"round": term(round_)} if round_ else {}
    return fact(status=status, **told)


def bought(amount: int, status: str = "completed", acquirer: str = "汐見電機", target: str = "ソラネ") -> Record:
    return fact("acquisition", status, acquirer=acquirer, target=target, amount=money(amount))


OKU = 10**8
CASES = [
    pytest.param(raised(money(12 * OKU)), raised(money(12 * OKU)), 3, 1, id="one sum"),
    pytest.param(raised(money(122 * OKU)), raised(money(120 * OKU, "JPY", "about")), 3, 1, id="rounded"),
    pytest.param(
        raised(money(OKU, "USD", "exact", money(150 * OKU))), raised(money(153 * OKU)), 3, 1, id="converted otherwise"
    ),
    pytest.param(
        raised(money(50 * OKU, "JPY", "at_most"), None, "planned"), raised(money(45 * OKU)), 60, 1, id="at most"
    ),
    pytest.param(raised(money(12 * OKU)), raised(None), 20, 1, id="sum told once"),
    pytest.param(raised(money(12 * OKU)), raised(money(30 * OKU)), 3, 2, id="two sums"),
    pytest.param(raised(money(12 * OKU), "series_a"), raised(money(12 * OKU), "series_b"), 3, 2, id="two rounds"),
    pytest.param(
        raised(money(12 * OKU), "series_a"), raised(money(14 * OKU), "series_a"), 9, 1, id="conflict in a round"
    ),
    pytest.param(raised(money(12 * OKU)), raised(money(12 * OKU)), 500, 2, id="the same sum much later"),
    pytest.param(raised(money(12 * OKU)), raised(None), 300, 2, id="long after"),
    pytest.param(bought(80 * OKU, "negotiating"), bought(85 * OKU, "cancelled"), 120, 1, id="takeover called off"),
    pytest.param(bought(80 * OKU), bought(80 * OKU, acquirer="北星製薬"), 3, 2, id="two bidders"),
    pytest.param(bought(80 * OKU), bought(80 * OKU, target="ソラリ"), 3, 2, id="two targets"),
]


@pytest.mark.parametrize(("a", "b", "days", "events"), CASES)
def test_one_deal_or_two(tmp_path: Path, a: Record, b: Record, days: int, events: int) -> None:
    from datetime import date, timedelta

    later = (date(2025, 10, 1) + timedelta(days=days)).isoformat()
    corpus = linked(tmp_path, file(("a", "2025-10-01", [a]), ("b", later, [b])))
    assert len(corpus["events"]) == events
    assert sorted(id for event in corpus["events"] for id in event["facts"]) == ["a.0", "b.0"]


def test_an_event_keeps_every_figure_and_shows_what_contradicts(tmp_path: Path) -> None:
    stories = (
        ("a", "2025-10-08", [raised(money(24 * OKU), "series_a", "planned", investor="北星商事")]),
        ("b", "2025-12-01", [raised(money(18 * OKU), "series_a", investor="汐見電機")]),
        ("c", "2025-12-02", [raised(money(18 * OKU), "series_a", "planned")]),
    )
    (event,) = linked(tmp_path, file(*stories))["events"]
    assert event["status"] == "completed"  # an older plan told again changes nothing
    assert [(one["money"]["value"], one["documents"]) for one in event["roles"]["amount"]] == [
        (18 * OKU, ["b", "c"]),
        (24 * OKU, ["a"]),
    ]
    assert [one["role"] for one in event["conflicts"]] == ["amount"]
    assert len(event["roles"]["investor"]) == 2
    assert [(step["status"], step["date"]) for step in event["history"]] == [
        ("planned", "2025-10-08"),
        ("completed", "2025-12-01"),
        ("planned", "2025-12-02"),
    ]
    assert (event["first_seen"], event["last_seen"]) == ("2025-10-08", "2025-12-02")


def test_a_sum_and_its_rounding_are_no_conflict(tmp_path: Path) -> None:
    stories = ("a", "2025-10-08", [raised(money(122 * OKU))]), ("b", "2025-10-08", [raised(money(120 * OKU))])
    (event,) = linked(tmp_path, file(*stories))["events"]
    assert event["conflicts"] == []
    assert event["roles"]["amount"][0]["money"]["value"] == 122 * OKU


def test_a_day_that_contradicts_is_shown(tmp_path: Path) -> None:
    days = day("2025-10-01"), day("2025-10-03")
    told = [raised(money(OKU), date=one) for one in days]
    (event,) = linked(tmp_path, file(("a", "2025-10-04", told[:1]), ("b", "2025-10-04", told[1:])))["events"]
    assert [one["role"] for one in event["conflicts"]] == ["date"]


def test_a_fund_found_by_its_manager_where_it_has_no_name_yet(tmp_path: Path) -> None:
    def fund(amount: int, status: str, **named: Any) -> Record:
        return fact("fund", status, manager="北星キャピタル", amount=money(amount), **named)

    stories = (
        ("a", "2025-07-15", [fund(100 * OKU, "planned")]),
        ("b", "2025-10-01", [fund(90 * OKU, "completed", fund="北星2号ファンド")]),
        ("c", "2026-02-01", [fund(135 * OKU, "completed", fund="北星2号ファンド")]),
        ("d", "2026-02-01", [fund(60 * OKU, "completed", fund="北星1号ファンド")]),
    )
    assert sorted(event["facts"] for event in linked(tmp_path, file(*stories))["events"]) == [
        ["a.0", "b.0", "c.0"],
        ["d.0"],
    ]


def test_a_corrected_article_replaces_its_facts_and_leaves_a_trace(tmp_path: Path) -> None:
    old = file(("a", "2025-10-08", [raised(money(12 * OKU)), raised(money(5 * OKU))]))
    new = file(("a", "2025-10-09", [raised(money(21 * OKU))]))
    new["documents"][0]["sha256"] = "other"
    corpus = linked(tmp_path, old, new)
    assert [fact["roles"]["amount"][0]["money"]["value"] for fact in corpus["facts"]] == [21 * OKU]
    (document,) = corpus["documents"]
    assert document["replaces"] == [{"sha256": "a", "title": None, "published": "2025-10-08", "facts": 2}]


def test_a_withdrawn_article_takes_its_entities_along(tmp_path: Path) -> None:
    new = file(("a", "2025-10-09", []))
    corpus = linked(tmp_path, file(("a", "2025-10-08", [raised(money(OKU))])), new)
    assert not corpus["facts"] + corpus["entities"] + corpus["events"]
    assert len(corpus["documents"]) == 1
