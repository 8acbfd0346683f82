"""The common questions, asked of SQLite and PostgreSQL alike."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import corpora
import pytest
from sqlalchemy import Connection, select

from extractor.errors import FundexError
from extractor.export.told import by_document
from extractor.store.database import Database
from extractor.store.filters import Filter, read_filter
from extractor.store.load import load
from extractor.store.queries import (
    Answer,
    acquisitions_by,
    company,
    find_entities,
    history,
    investments_by,
    investors_of,
    raises,
    search,
)
from extractor.store.views import acquisitions, deals, funding_rounds, investments

Fundex = Callable[..., Any]


@pytest.fixture(scope="module")
def addresses(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The same corpus in both engines."""
    import psycopg

    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CREATE DATABASE asked")
    both = [str(tmp_path_factory.mktemp("asked") / "facts.sqlite"), postgresql.replace("/postgres?", "/asked?")]
    for address in both:
        load(
            Database(address),
            by_document(corpora.CORPUS),
            "facts.json",
            [corpora.event("event:1", "f1", "f7")],
        )
    return both


@pytest.fixture
def connections(addresses: list[str]) -> Iterator[list[Connection]]:
    first, second = map(Database, addresses)
    with first.reading() as one, second.reading() as other:
        yield [one, other]


def narrowed(**options: str) -> Filter:
    return read_filter(options.pop("status", None), options.pop("first", None), options.pop("last", None), **options)


RAISES: list[tuple[dict[str, str], list[str]]] = [
    ({}, ["f6", "f7", "f3", "f1"]),
    ({"over": "200億ドル"}, ["f1"]),
    ({"over": "201億ドル"}, []),
    ({"over": "3兆円"}, ["f1"]),  # by the conversion that the text tells
    ({"over": "5億円"}, ["f6", "f3", "f1"]),
    ({"over": "5億円", "under": "10億円"}, ["f3"]),
    ({"over": "¥500,000,001"}, ["f6", "f1"]),  # a range counts by its lower end
    ({"under": "90億円"}, ["f6", "f3"]),
    ({"under": "8,999,999,999円"}, ["f3"]),
    ({"currency": "usd"}, ["f1"]),
    ({"currency": "EUR"}, []),
    ({"currency": "GBP"}, ["f6"]),  # what linking converted, by its ends
    ({"over": "1000万ポンド"}, ["f6"]),
    ({"over": "1001万ポンド"}, []),
    ({"first": "2025-04"}, ["f3", "f1"]),  # all of 2025 reaches into it
    ({"first": "2026"}, ["f1"]),
    ({"first": "2026-05-20"}, []),
    ({"last": "2025"}, ["f3"]),
    ({"first": "2025-06-30", "last": "2026-05-19"}, ["f3", "f1"]),
    ({"status": "completed"}, ["f7", "f1"]),
    ({"status": "planned, denied"}, ["f6", "f3"]),
    ({"over": "1億円", "first": "2025-01", "last": "2025-12", "currency": "JPY"}, ["f3"]),
]


@pytest.mark.parametrize(("options", "ids"), RAISES, ids=lambda told: " ".join(map(str, told)) if told else "-")
def test_raises(connections: list[Connection], options: dict[str, str], ids: list[str]) -> None:
    first, second = (raises(one, narrowed(**options), "fact") for one in connections)
    assert first == second
    assert [row["uuid"] for row in first.rows] == ids


DEALS: list[tuple[dict[str, str], list[str]]] = [
    ({}, ["f6", "f3", "event:1"]),  # f1 and f7 are one deal
    ({"over": "3兆円"}, ["event:1"]),  # by the conversion that a text tells
    ({"over": "200億ドル"}, ["event:1"]),
    ({"over": "201億ドル"}, []),
    ({"under": "195億ドル"}, []),  # not by the figure that comes second
    ({"currency": "JPY"}, ["f6", "f3", "event:1"]),
    ({"under": "4500万ポンド"}, ["f6"]),
    ({"status": "completed"}, ["event:1"]),
    ({"first": "2026-05-19", "last": "2026-05-19"}, ["event:1"]),
    ({"last": "2025"}, ["f3"]),
]


@pytest.mark.parametrize(("options", "ids"), DEALS, ids=lambda told: " ".join(map(str, told)) if told else "-")
def test_raises_a_row_a_deal(connections: list[Connection], options: dict[str, str], ids: list[str]) -> None:
    first, second = (raises(one, narrowed(**options)) for one in connections)
    assert first == second
    assert [row["uuid"] for row in first.rows] == ids


def test_sums_over_deals_count_a_deal_once(connections: list[Connection]) -> None:
    where = "type = 'funding_round' AND status = 'completed' GROUP BY org_name, amount_currency_code"
    query = f"SELECT org_name, SUM(amount), SUM(facts), SUM(documents) FROM deals WHERE {where}"
    for one in connections:
        (row,) = one.exec_driver_sql(query).all()
        assert tuple(row) == ("アマノガワ", 20_000_000_000, 2, 2)


def test_a_deal_has_what_a_round_has_and_how_it_is_told(connections: list[Connection]) -> None:
    first, second = (raises(one, narrowed(status="completed")) for one in connections)
    assert first == second
    (deal,) = first.rows
    (round,) = raises(connections[0], narrowed(over="200億ドル"), "fact").rows
    own = {"uuid", "published_on"}
    shared = (deal.keys() & round.keys()) - own
    assert round.keys() - deal.keys() == {"document_id", "event_id"}
    assert {name: deal[name] for name in shared} == {name: round[name] for name in shared}
    assert {name: str(deal[name]) for name in deal.keys() - shared} == {
        "uuid": "event:1",
        "published_on": "2026-05-20",
        "last_seen": "None",
        "conflicts": "amount",
        "facts": "2",
        "documents": "2",
    }


MOVED = [("event:1", "2025-10-08", "planned"), ("event:1", "None", "completed")]
HISTORIES: list[tuple[str, dict[str, str], list[tuple[str, str, str]]]] = [
    ("汐見商事", {}, [("f3", "2025-03-01", "planned"), ("f4", "2025-03-01", "announced"), *MOVED]),
    ("アマノガワ", {}, [("f5", "None", "completed"), *MOVED, ("f2", "2026-05-20", "completed")]),
    ("アマノガワ", {"first": "2025-10", "last": "2025-10"}, MOVED[:1]),
    ("SHIOMI", {"status": "completed"}, MOVED[1:]),
    ("弓張重工業", {"last": "2025-02"}, []),
]


@pytest.mark.parametrize(("name", "options", "steps"), HISTORIES)
def test_how_deals_moved(
    connections: list[Connection], name: str, options: dict[str, str], steps: list[tuple[str, str, str]]
) -> None:
    first, second = (history(one, name, narrowed(**options)) for one in connections)
    assert first == second
    assert [(row["uuid"], str(row["told_on"]), row["status"]) for row in first.rows] == steps


def test_nothing_else_can_be_counted_by(connections: list[Connection]) -> None:
    with pytest.raises(FundexError, match=r"--per deal: no such thing to count by; use one of: event, fact"):
        raises(connections[0], narrowed(), "deal")


ASKED: list[tuple[Callable[[Connection, str, Filter], Answer], str, dict[str, str], list[tuple[str, ...]]]] = [
    (
        investors_of,
        "アマノガワ",
        {},
        [("Larkspur Capital", "f1"), ("弓張重工業", "f2"), ("汐見商事", "f1")],  # 弓張's share once, by its own amount
    ),
    (
        investors_of,
        "株式会社アマノガワ",
        {"first": "2026-05-19"},
        [("Larkspur Capital", "f1"), ("弓張重工業", "f2"), ("汐見商事", "f1")],
    ),
    (investors_of, "org:rakuda", {"status": "planned"}, [("ツバメ2号", "f3"), ("汐見商事", "f3")]),
    (investments_by, "ｓｈｉｏｍｉ", {}, [("楽駄100%_食品", "f3"), ("アマノガワ", "f1")]),
    (investments_by, "ツバメ２号", {"last": "2024"}, []),
    (investments_by, "larkspur  capital", {}, [("アマノガワ", "f1")]),
    (acquisitions_by, "弓張重工業", {}, [("ヴィントハイム", "f4")]),
    (acquisitions_by, "汐見商事", {"status": "completed"}, []),
    (company, "弓張重工業", {}, [("acquirer", "f4"), ("investor", "f1"), ("investor", "f2")]),
    (company, "楽駄100%_食品", {"status": "completed"}, [("company", "f7")]),
    (search, "楽天", {}, [("d3", "f5"), ("d2", "f4")]),
    (search, "楽天 ヴィント", {}, [("d2", "f4")]),
    (search, "new york", {}, [("d1", "f1")]),
    (search, "。", {"status": "planned"}, [("d2", "f3"), ("d2", "f3")]),  # two sentences of one fact
    (search, "100%_食", {}, [("d2", "f3")]),
    (search, "0%食", {}, []),  # % and _ are no wildcards
    (search, "_", {"status": "planned"}, [("d2", "f3")]),
]
_SHOWN = {
    "investors_of": "investor_name",
    "investments_by": "org_name",
    "acquisitions_by": "acquiree_name",
    "company": "role",
    "search": "document_id",
}


@pytest.mark.parametrize(("ask", "words", "options", "told"), ASKED, ids=lambda told: getattr(told, "__name__", None))
def test_questions_about_names_and_words(
    connections: list[Connection],
    ask: Callable[[Connection, str, Filter], Answer],
    words: str,
    options: dict[str, str],
    told: list[tuple[str, ...]],
) -> None:
    first, second = (ask(one, words, narrowed(**options)) for one in connections)
    assert first == second
    ids = [row.get("fact_id", row.get("uuid")) for row in first.rows]
    assert [*zip((row[_SHOWN[ask.__name__]] for row in first.rows), ids, strict=True)] == told


def test_the_views_say_who_led_and_who_put_in_what(connections: list[Connection]) -> None:
    for connection in connections:
        told = {
            (row.fact_id, row.investor_name): (row.is_lead_investor, row.invested_amount, row.funding_round_uuid)
            for row in connection.execute(select(investments))
        }
        assert told == {
            ("f1", "Larkspur Capital"): (True, None, "f1"),
            ("f1", "汐見商事"): (False, None, "f1"),
            ("f2", "弓張重工業"): (False, 9_007_199_254_740_993, "f1"),
            ("f3", "ツバメ2号"): (False, None, "f3"),
            ("f3", "汐見商事"): (False, None, "f3"),
            ("f7", "ツバメ2号"): (False, None, "f7"),
        }


@pytest.mark.parametrize("view", [funding_rounds, investments, acquisitions, deals], ids=lambda view: str(view.name))
def test_the_views_hold_the_same_in_both_engines(connections: list[Connection], view: Any) -> None:
    first, second = (sorted((row._asdict() for row in one.execute(select(view))), key=repr) for one in connections)
    assert first == second
    assert first


def test_a_round_as_crunchbase_tells_it(connections: list[Connection]) -> None:
    row = connections[0].execute(select(funding_rounds).where(funding_rounds.c.uuid == "f1")).one()._asdict()
    assert {name: str(value) for name, value in row.items() if value is not None} == {
        "uuid": "f1",
        "org_uuid": "org:amano",
        "org_name": "アマノガワ",
        "investment_type": "series_c",
        "announced_on": "2026-05-19",
        "announced_until": "2026-05-19",
        "raised_amount": "20000000000",
        "raised_amount_currency_code": "USD",
        "raised_amount_bound": "about",
        "post_money_valuation": "123456789012.25",
        "post_money_valuation_currency_code": "USD",
        "investor_count": "3",
        "investor_names": "汐見商事, Larkspur Capital, 弓張重工業",
        "lead_investor_names": "Larkspur Capital",
        "status": "completed",
        "confidence": "0.9",
        "published_on": "2026-05-20",
        "document_id": "d1",
        "event_id": "event:1",
    }


def test_who_is_not_there_is_told_with_near_names(connections: list[Connection]) -> None:
    for connection in connections:
        with pytest.raises(
            FundexError, match=r"ヴィント: nobody of this name is in the database; near: ヴィントハイム"
        ):
            find_entities(connection, "ヴィント")
        with pytest.raises(FundexError, match=r"near: 汐見商事"):
            find_entities(connection, "株式会社汐見商事")
        with pytest.raises(FundexError, match=r"in the database$"):
            find_entities(connection, "nobody")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"over": "10億"}, "--over: '10億' is no amount; write it with its currency: 10億円"),
        ({"under": "10億円から20億円"}, "--under: '10億円から20億円' is no amount"),
        ({"over": "10億円を"}, "--over: '10億円を' is no amount"),
        ({"over": "10億円", "currency": "USD"}, "amounts in several currencies (JPY, USD); nothing is converted"),
        ({"first": "2025-13"}, "--from: '2025-13' is no date; write it as 2025, 2025-01 or 2025-01-31"),
        ({"last": "昨年"}, "--to: '昨年' is no date"),
        ({"status": "done"}, "--status: no status 'done'; use some of: completed"),
    ],
)
def test_options_that_cannot_be_read(options: dict[str, str], words: str) -> None:
    with pytest.raises(FundexError) as error:
        narrowed(**options)
    assert words in str(error.value)


def test_answers_are_printed_as_table_json_and_csv(fundex: Fundex, addresses: list[str]) -> None:
    for address in addresses:
        ask = ("query", "raises", "--over", "5億円", "--to", "2025", "--db", address)
        table = fundex(*ask)
        assert (table.status, table.err) == (0, "")
        assert "楽駄100%_食品" in table.out
        (row,) = json.loads(fundex(*ask, "--format", "json").out)
        assert (row["raised_amount_low"], row["raised_amount"], row["announced_on"]) == (500000000, None, "2025-01-01")
        (line,) = csv.DictReader(io.StringIO(fundex(*ask, "--format", "csv").out))
        assert line == {name: "" if value is None else str(value) for name, value in row.items()}
        nothing = fundex("query", "search", "ない言葉", "--db", address)
        assert (nothing.status, nothing.err) == (0, "nothing found\n")
        nothing = fundex("query", "search", "ない言葉", "--db", address, "--format", "csv")
        assert nothing.out.splitlines() == ["type,status,published_on,document_id,fact_id,number,text"]
    valuation = fundex("query", "acquisitions-by", "弓張重工業", "--db", addresses[0], "--format", "csv").out
    assert "499999999.99" in valuation


@pytest.mark.parametrize(
    "command", ["investors-of", "investments-by", "acquisitions-by", "company", "history", "search"]
)
def test_every_question_can_be_asked(fundex: Fundex, addresses: list[str], command: str) -> None:
    run = fundex("query", command, "汐見商事", "--db", addresses[0], "--format", "json")
    assert (run.status, run.err) == (0, "")
    assert isinstance(json.loads(run.out), list)


def test_a_format_that_is_none(fundex: Fundex, tmp_path: Path) -> None:
    run = fundex("query", "raises", "--format", "xml", "--db", str(tmp_path / "x"))
    assert run.status == 2
    assert "--format xml: no such format; use one of: table, json, csv" in run.err
