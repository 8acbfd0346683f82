"""Tables read back by tools that are not ours: pyarrow, pandas and the csv of the standard library."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor import read_frame
from extractor.errors import FundexError, OutputError
from extractor.export import check_writable, write_corpus
from extractor.export.rows import TABLES
from extractor.export.table_files import write_tables
from extractor.model import (
    Attribution,
    Converted,
    Corpus,
    Date,
    Document,
    Entity,
    Evidence,
    Fact,
    Filler,
    Money,
    Percent,
)

Fundex = Callable[..., Any]
LARGE = 9_007_199_254_740_993  # 2^53 + 1: no double holds it


def money(value: int | Decimal | None, **more: Any) -> tuple[Filler, ...]:
    return (Filler("金", 0, 1, value=Money(value, "JPY", **more)),)


@pytest.fixture
def corpus() -> Corpus:
    company = (Filler("甲", 0, 1, "org:1"),)
    both = (*company, Filler("乙", 1, 2, "org:2"))
    day = (Filler("4月", 0, 2, value=Date("2026-04", "2026-04-01", "2026-04-30")),)
    told = Attribution("author")
    evidence = (Evidence(0, 2, '甲"', ("a", "b")), Evidence(0, 2, "乙\n", ("b",)))
    first = Fact(
        "f1", "funding_round", "d1", "planned", told, {"company": company, "amount": money(LARGE)}, evidence, 0.5
    )
    rest = [
        replace(first, id="f2", roles={"investor": both, "amount": money(Decimal("0.000000001")), "date": day}),
        replace(first, id="f3", roles={"amount": money(None, bound="range", low=1, high=Decimal("2.5"))}),
        replace(first, id="f4", roles={"company": company}, evidence=(), document="d2"),
    ]
    stake = {"stake": (Filler("半", 0, 1, value=Percent(Decimal("33.4"))),), "company": company}
    rest.insert(2, replace(first, id="f5", type="investment", roles=stake, part_of="f1"))
    return Corpus(
        (Document("d1", "文", published=date(2026, 4, 7)), Document("d2", "文")),
        (Entity("org:1", "organization", "甲, Inc.", ("甲", "甲|社")), Entity("org:2", "organization", "乙")),
        (first, *rest),
    )


def test_parquet_is_read_by_pyarrow_with_types_and_every_digit(corpus: Corpus, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_corpus(corpus, path := tmp_path / "facts.parquet")
    table = pq.read_table(path)
    assert {name: str(table.schema.field(name).type) for name in ("id", "investor", "amount_value", "first_day")} == {
        "id": "string",
        "investor": "list<element: string>",
        "amount_value": "decimal128(38, 9)",
        "first_day": "date32[day]",
    }
    rows = table.to_pylist()
    assert [row["id"] for row in rows] == ["f1", "f2", "f3", "f5", "f4"]
    assert [row["amount_value"] for row in rows] == [LARGE, Decimal("0.000000001"), None, None, None]
    assert (rows[2]["amount_low"], rows[2]["amount_high"], rows[2]["amount_bound"]) == (1, Decimal("2.5"), "range")
    assert rows[1]["investor"] == ["甲, Inc.", "乙"]
    assert (rows[1]["first_day"], rows[1]["last_day"]) == (date(2026, 4, 1), date(2026, 4, 30))
    assert (rows[0]["published_on"], rows[4]["published_on"], rows[4]["evidence"]) == (date(2026, 4, 7), None, [])
    assert (rows[0]["evidence"], rows[0]["rules"]) == (['甲"', "乙\n"], ["a", "b"])


def test_the_same_facts_make_the_same_bytes(corpus: Corpus, tmp_path: Path) -> None:
    write_corpus(corpus, tmp_path / "1.parquet")
    write_corpus(corpus, tmp_path / "2.parquet")
    assert (tmp_path / "1.parquet").read_bytes() == (tmp_path / "2.parquet").read_bytes()


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_a_folder_of_tables_joins_by_id(corpus: Corpus, tmp_path: Path, format: str) -> None:
    import pandas as pd

    write_tables(corpus, folder := tmp_path / "tables", format)
    assert {path.name for path in folder.iterdir()} == {f"{name}.{format}" for name in TABLES}
    read: Callable[[Path], pd.DataFrame] = {"parquet": pd.read_parquet, "csv": pd.read_csv}[format]  # type: ignore[assignment]
    frames = {name: read(folder / f"{name}.{format}") for name in ("documents", "entities", "facts", "arguments")}
    joined = frames["arguments"].merge(frames["facts"], left_on="fact_id", right_on="id")
    joined = joined.merge(frames["entities"], left_on="entity_id", right_on="id", suffixes=("", "_entity"))
    assert [*zip(joined["fact_id"], joined["role"], joined["name"], strict=True)] == [
        ("f1", "company", "甲, Inc."),
        ("f2", "investor", "甲, Inc."),
        ("f2", "investor", "乙"),
        ("f5", "company", "甲, Inc."),
        ("f4", "company", "甲, Inc."),
    ]
    assert frames["facts"]["document_id"].tolist() == ["d1", "d1", "d1", "d1", "d2"]
    assert frames["facts"]["number"].tolist() == [0, 1, 2, 3, 0]


def test_converted_amounts_stand_beside_what_was_told(corpus: Corpus, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    other = Converted(
        Decimal("60.05"), "USD", Decimal("0.006666666667"), "2026-04-07"
    )  # more places than a decimal has
    amount = (replace(money(LARGE)[0], converted=other),)
    fact = replace(corpus.facts[0], roles={**corpus.facts[0].roles, "amount": amount})
    write_tables(replace(corpus, facts=(fact,)), folder := tmp_path / "tables")
    company, told = pq.read_table(folder / "arguments.parquet").to_pylist()
    names = ("value", "converted_value", "converted_low", "converted_currency", "rate", "rate_date")
    assert [company[name] for name in names] == [None] * 6
    assert [told[name] for name in names] == [LARGE, Decimal("60.05"), None, "USD", 0.006666666667, date(2026, 4, 7)]


def test_csv_tables_have_every_digit(corpus: Corpus, tmp_path: Path) -> None:
    write_tables(corpus, folder := tmp_path / "tables", "csv")
    with (folder / "arguments.csv").open(encoding="utf-8", newline="") as stream:
        told = {row["fact_id"]: row for row in csv.DictReader(stream) if row["role"] == "amount"}
    assert [told[id]["value"] for id in ("f1", "f2", "f3")] == [str(LARGE), "0.000000001", ""]
    with (folder / "entities.csv").open(encoding="utf-8", newline="") as stream:
        assert next(csv.DictReader(stream))["aliases"] == "甲 | 甲|社"


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_frames_have_types_and_exact_sums(corpus: Corpus, tmp_path: Path, suffix: str) -> None:
    write_corpus(corpus, path := tmp_path / f"facts.{suffix}")
    facts = read_frame(path)
    assert facts["id"].tolist() == ["f1", "f2", "f3", "f5", "f4"]
    assert facts["amount_value"].sum() == LARGE + Decimal("0.000000001")
    assert str(facts["first_day"].dtype) == "datetime64[s]"
    assert facts[facts["first_day"] < "2026-05"]["id"].tolist() == ["f2"]
    assert facts.explode("investor")["investor"].dropna().tolist() == ["甲, Inc.", "乙"]
    arguments = read_frame(path, "arguments")
    assert arguments[arguments["role"] == "stake"]["value"].tolist() == [Decimal("33.4")]
    assert read_frame(path, "documents")["id"].tolist() == ["d1", "d2"]
    assert len(read_frame(path, "equivalents")) == 0


def test_what_cannot_be_read_or_written_is_told(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FundexError, match="no table 'fact'; use one of: documents, entities, facts"):
        read_frame(tmp_path / "facts.json", "fact")
    with pytest.raises(OutputError, match=r"is no text for standard output; name a file: -o facts\.parquet"):
        check_writable(None, "parquet")
    fact = replace(corpus.facts[0], roles={"amount": money(Decimal("0.0000000001"))})
    with pytest.raises(OutputError, match="has more than 9 decimal places; use JSON"):
        write_tables(replace(corpus, facts=(fact,)), tmp_path / "tables")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(OutputError, match=r"Parquet needs duckdb; pip install 'fundex\[parquet\]'"):
        check_writable(tmp_path / "facts.parquet")
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(FundexError, match=r"needs pandas and pyarrow; pip install 'fundex\[pandas\]'"):
        read_frame(tmp_path / "facts.json")


def test_the_command_makes_a_new_folder(fundex: Fundex, corpus: Corpus, tmp_path: Path) -> None:
    write_corpus(corpus, facts := tmp_path / "facts.jsonl")
    folder = str(tmp_path / "tables")
    assert fundex("tables", str(facts), "-o", folder, "--format", "csv") == (0, "", "")
    again = fundex("tables", str(facts), "-o", folder)
    assert (again.status, "is there already; name a new folder" in again.err) == (2, True)
    assert fundex("tables", str(facts), "-o", folder, "--format", "xlsx").status == 2


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_events_of_a_linked_file_are_tables_too(fundex: Fundex, corpus: Corpus, tmp_path: Path, format: str) -> None:
    import pyarrow.parquet as pq

    write_corpus(corpus, tmp_path / "facts.json")
    linked, folder = tmp_path / f"corpus.{format}", tmp_path / "tables"
    assert fundex("link", str(tmp_path / "facts.json"), "-o", str(linked)).status == 0
    assert fundex("tables", str(linked), "-o", str(folder)) == (0, "", "")
    read = {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in TABLES}
    seen = {row["id"]: (row["status"], row["first_seen"], row["last_seen"]) for row in read["events"]}
    day = date(2026, 4, 7)
    assert {
        (row["fact_id"], row["number"], row["told_on"], *seen[row["event_id"]]) for row in read["event_history"]
    } == {
        *((id, 0, day, "planned", day, day) for id in ("f1", "f2", "f3", "f5")),
        ("f4", 0, None, "planned", None, None),
    }
    assert {row["fact_id"] for row in read["event_facts"]} == {row["id"] for row in read["facts"]}
    amounts = read_frame(linked, "event_arguments").query("role == 'amount' and value.notna()")
    assert set(amounts["value"]) == {LARGE, Decimal("0.000000001")}
