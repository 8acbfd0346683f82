"""Loading: what is there after it, after a second time, after a correction, a kill and a race."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import corpora
import pytest
from sqlalchemy import select

from extractor.errors import FormatError, StoreError
from extractor.export import write_corpus
from extractor.export.records import event_record
from extractor.export.told import by_document, read_told
from extractor.model import Corpus, Document, DocumentFacts, Event, Fact, Money, Step
from extractor.store import tables
from extractor.store.database import Database
from extractor.store.events import EventsLoaded
from extractor.store.load import Loaded, load

ROOT = Path(__file__).resolve().parent.parent.parent
Rows = dict[str, list[dict[str, Any]]]


def dump(address: str) -> Rows:
    """Every row of every table, in order."""
    with Database(address).reading() as connection:
        return {
            table.name: sorted((row._asdict() for row in connection.execute(select(table))), key=repr)
            for table in tables.metadata.sorted_tables
        }


def loaded(address: str, corpus: Corpus, events: Iterable[Event] = ()) -> Loaded:
    return load(Database(address), by_document(corpus), "facts.json", events)


def facts_of(rows: Rows, document: str) -> list[str]:
    return sorted(row["id"] for row in rows["facts"] if row["document_id"] == document)


def test_every_value_comes_back_as_it_was(address: str) -> None:
    assert loaded(address, corpora.CORPUS) == Loaded(new=4)
    rows = dump(address)
    values = {(one["fact_id"], one["role"], one["number"]): one for one in rows["arguments"]}
    assert values["f2", "amount", 0]["value"] == 9_007_199_254_740_993
    assert values["f1", "valuation", 0]["value"] == Decimal("123456789012.25")
    assert values["f2", "stake", 0]["value"] == Decimal("27.3")
    assert values["f5", "capacity", 0]["value"] == Decimal("1.5")
    assert [values["f3", "amount", 0][name] for name in ("value", "low", "high", "bound", "currency")] == [
        *(None, 500_000_000, 1_000_000_000),
        *("range", "JPY"),
    ]
    assert [values["f1", "date", 0][name] and str(values["f1", "date", 0][name]) for name in ("edtf", "last_day")] == [
        *("2026-05", "2026-05-31"),
    ]
    assert values["f4", "date", 0]["relative"] == "来春"
    assert [(one["value"], one["currency"]) for one in rows["equivalents"]] == [(3_000_000_000_000, "JPY")]
    assert rows["identifiers"] == [{"entity_id": "org:amano", "scheme": "houjin", "value": "1234567890123"}]
    assert {len(rows[name]) for name in ("documents", "document_versions")} == {4}
    assert rows["evidence"][0]["rules"] == ["raise.test"]
    assert len(rows["runs"]) == 1


def test_both_engines_hold_the_same(new_sqlite: Callable[[], str], new_postgresql: Callable[[], str]) -> None:
    addresses = new_sqlite(), new_postgresql()
    for address in addresses:
        loaded(address, corpora.CORPUS)
        loaded(address, corpora.corrected())
    first, second = map(dump, addresses)
    for row in (*first["runs"], *second["runs"]):
        del row["loaded_at"]  # the one column that a clock fills
    assert first == second


def test_loading_again_changes_nothing(address: str) -> None:
    loaded(address, corpora.CORPUS)
    before = dump(address)
    assert loaded(address, corpora.CORPUS) == Loaded(unchanged=4)
    assert dump(address) == before


def test_a_newer_run_replaces_a_document_s_facts_and_leaves_a_trace(address: str) -> None:
    loaded(address, corpora.CORPUS)
    before = dump(address)
    assert loaded(address, corpora.corrected()) == Loaded(replaced=1, unchanged=3)
    rows = dump(address)
    assert facts_of(rows, "d2") == ["f3b"]
    assert [row for row in rows["facts"] if row["document_id"] != "d2"] == [
        row for row in before["facts"] if row["document_id"] != "d2"
    ]
    assert {row["fact_id"] for row in rows["arguments"]} == {row["id"] for row in rows["facts"]}
    trace = [row for row in rows["document_versions"] if row["document_id"] == "d2"]
    assert [(row["number"], row["run_id"], row["facts"]) for row in trace] == [(1, 1, 2), (2, 2, 1)]
    assert trace[0]["sha256"] != trace[1]["sha256"]


def test_an_entity_that_nobody_names_any_more_goes(address: str) -> None:
    loaded(address, corpora.CORPUS)
    without = replace(corpora.CORPUS, facts=tuple(one for one in corpora.CORPUS.facts if one.id not in ("f4", "f6")))
    loaded(address, without)
    rows = dump(address)
    assert "org:wind" not in {row["id"] for row in rows["entities"]}
    assert "org:yumi" in {row["id"] for row in rows["entities"]}  # d1 names it still


def test_a_new_spelling_is_no_new_version(address: str) -> None:
    loaded(address, corpora.CORPUS)
    known = corpora.CORPUS.entities
    renamed = replace(known[0], aliases=("AMNGW",), identifiers={"lei": "x"})
    loaded(address, replace(corpora.CORPUS, entities=(renamed, *known[1:])))
    rows = dump(address)
    names = {row["name"] for row in rows["aliases"] if row["entity_id"] == "org:amano"}
    assert names == {"アマノガワ", "AMNGW"}
    assert [row["scheme"] for row in rows["identifiers"]] == ["lei"]
    assert len(rows["document_versions"]) == 4


def test_json_lines_load_as_json_does(address: str, tmp_path: Path) -> None:
    for name in ("facts.json", "facts.jsonl"):
        write_corpus(corpora.CORPUS, tmp_path / name)
    load(Database(address), read_told(tmp_path / "facts.json"), "facts.json")
    loaded = load(Database(address), read_told(tmp_path / "facts.jsonl"), "facts.jsonl")
    assert loaded.new == 0
    assert len(dump(address)["document_versions"]) == 4  # the facts are the same: no trace


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([0, 2, 0], "the document 'd1' is told twice"),
        ([1], "fact f2: is part of 'f1', no fact of its document"),
        ([0, "{}"], "facts.jsonl:2: is no line of a facts file"),
        ([0, '{"document": {"id": "d9"}, "id": "x"}'], "facts.jsonl:2 type: Field required"),
        ([0, '{"id'], "facts.jsonl:2: is no line"),
    ],
)
def test_a_broken_file_leaves_nothing(address: str, tmp_path: Path, lines: list[int | str], words: str) -> None:
    loaded(address, corpora.corrected())
    before = dump(address)
    write_corpus(corpora.CORPUS, whole := tmp_path / "whole.jsonl")
    told = whole.read_text().splitlines()
    path = tmp_path / "facts.jsonl"
    path.write_text("\n".join(told[one] if isinstance(one, int) else one for one in lines))
    with pytest.raises(FormatError) as error:
        load(Database(address), read_told(path), str(path))
    assert words in str(error.value)
    assert dump(address) == before


def test_sqlite_refuses_a_number_that_would_lose_digits(new_sqlite: Callable[[], str]) -> None:
    for number in (2**63, Decimal("12345678901234567.89")):
        roles = {"company": corpora.SEED.roles["company"], "amount": (corpora.said(Money(number, "JPY"), "円"),)}
        corpus = Corpus((Document("d", "文"),), corpora.ENTITIES, (corpora.fact("f", "funding_round", "d", roles),))
        with pytest.raises(StoreError, match="cannot keep every digit of"):
            loaded(new_sqlite(), corpus)


def test_sorting_and_summing_are_exact(address: str) -> None:
    told = [2**53 + 1, 2**53, Decimal("0.5"), 10**15]
    pairs = [next(iter(corpora.many(1, amount))) for amount in told]  # type: ignore[arg-type]
    documents = tuple(Document(f"s{at}", "x") for at in range(len(told)))
    facts = tuple(replace(fact, document=f"s{at}") for at, (_, fact) in enumerate(pairs))
    loaded(address, Corpus(documents, corpora.ENTITIES, facts))
    with Database(address).reading() as connection:
        value = tables.arguments.c.value
        query = select(value).where(value.is_not(None)).order_by(value)
        assert connection.scalars(query).all() == sorted(told)
        whole = "SELECT SUM(value) FROM arguments WHERE value > 1"
        assert connection.exec_driver_sql(whole).scalar_one() == 2**53 + 1 + 2**53 + 10**15


EVENT = corpora.event("event:1", "f1", "f7")
TALKS = corpora.event("event:2", "f6")


def test_events_are_loaded_once_and_replaced_with_their_facts(address: str) -> None:
    assert loaded(address, corpora.CORPUS, [EVENT, TALKS]).events == EventsLoaded(written=2)
    before = dump(address)
    assert [(row["id"], row["facts"], row["conflicts"], row["record"]) for row in before["events"]] == [
        ("event:1", 2, "amount", event_record(EVENT)),
        ("event:2", 1, "amount", event_record(TALKS)),
    ]
    assert loaded(address, corpora.CORPUS, [EVENT, TALKS]).events == EventsLoaded(unchanged=2)
    assert dump(address) == before
    larger = corpora.event("event:3", "f1", "f3")
    assert loaded(address, corpora.CORPUS, [larger]).events == EventsLoaded(written=1)
    assert {row["id"] for row in dump(address)["events"]} == {"event:2", "event:3"}
    # The correction takes f3, and with it the event that it was a part of: f1 stands alone.
    assert loaded(address, corpora.corrected()).events == EventsLoaded(gone=1, loose=1)
    rows = dump(address)
    assert {row["id"] for row in rows["events"]} == {row["event_id"] for row in rows["event_arguments"]} == {"event:2"}


def test_an_event_keeps_every_figure_with_its_documents(address: str) -> None:
    loaded(address, corpora.CORPUS, [EVENT])
    rows = dump(address)
    amounts = [row for row in rows["event_arguments"] if row["role"] == "amount"]
    assert [(row["number"], row["value"], row["documents"], row["converted_value"]) for row in amounts] == [
        (0, 20_000_000_000, ["d1"], None),
        (1, 19_000_000_000, ["d3"], Decimal("17100000000.5")),
    ]
    steps = [tuple(str(row[name]) for name in ("status", "told_on", "fact_id")) for row in rows["event_history"]]
    assert steps == [("planned", "2025-10-08", "f1"), ("completed", "None", "f7")]
    (other,) = rows["event_equivalents"]
    assert (other["number"], other["value"], other["currency"]) == (0, 3_000_000_000_000, "JPY")


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([EVENT, corpora.event("event:4", "f7")], "the fact 'f7' is in another event"),
        ([EVENT, EVENT], "the fact 'f1' is in another event"),
        ([corpora.event("event:4", "f9")], "facts.json event event:4: no fact 'f9'"),
        (
            [replace(EVENT, history=(Step("planned", None, "d1", "f3"),))],
            "event event:1: its history has 'f3', no fact of",
        ),
        ([replace(EVENT, roles={"company": (corpora.said("org:x"),)})], "event event:1: no entity 'org:x'"),
    ],
)
def test_events_that_do_not_fit_leave_nothing(address: str, events: list[Event], words: str) -> None:
    loaded(address, corpora.CORPUS, [TALKS])
    before = dump(address)
    with pytest.raises(FormatError) as error:
        loaded(address, corpora.corrected(), events)
    assert words in str(error.value)
    assert dump(address) == before


def test_many_events_are_read_a_few_at_a_time(address: str) -> None:
    facts = tuple(replace(fact, document="m") for _, fact in corpora.many(600))
    corpus = Corpus((Document("m", "文"),), corpora.ENTITIES, facts)
    events = [replace(corpora.event(f"event:{number}", fact.id), roles=fact.roles) for number, fact in enumerate(facts)]
    assert loaded(address, corpus, iter(events)).events == EventsLoaded(written=600)
    assert loaded(address, corpus, iter(events)).events == EventsLoaded(unchanged=600)
    with pytest.raises(FormatError, match="the event 'event:0' shares a fact with another"):
        loaded(address, corpus, [*events, replace(events[-1], id="event:last", facts=(facts[0].id,), history=())])


# --- kills and races ---------------------------------------------------------------------------------


def write_many(path: Path, documents: int, amount: int) -> Path:
    pairs = list(corpora.many(documents, amount))
    facts: tuple[Fact, ...] = tuple(fact for _, fact in pairs)
    write_corpus(Corpus(tuple(document for document, _ in pairs), corpora.ENTITIES, facts), path)
    return path


def start(path: Path, address: str) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", "from extractor.cli import main; main()", "load", str(path), "--db", address]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(words, env=env, stderr=subprocess.PIPE, encoding="utf-8")


def test_a_killed_load_leaves_the_database_as_it_was(address: str, tmp_path: Path) -> None:
    """The file is a pipe that is held open, so that the load is in its middle for certain when it is killed."""
    loaded(address, corpora.CORPUS)
    before = dump(address)
    lines = write_many(tmp_path / "many.jsonl", 2000, 1).read_bytes()
    os.mkfifo(pipe := tmp_path / "pipe.jsonl")
    process = start(pipe, address)
    with pipe.open("wb", buffering=0) as writer:
        writer.write(lines)  # returns when all but the pipe's buffer has been read
        time.sleep(0.2)
        assert process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert process.stderr
    process.stderr.close()
    assert dump(address) == before
    assert loaded(address, corpora.CORPUS) == Loaded(unchanged=4)


@pytest.mark.parametrize("same", [True, False], ids=["the same file", "two runs"])
def test_loads_at_the_same_time_do_not_mix(address: str, tmp_path: Path, same: bool) -> None:
    files = [write_many(tmp_path / f"{number}.jsonl", 200, 1 if same else number) for number in range(3)]
    processes = [start(path, address) for path in files]
    told = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], told
    rows = dump(address)
    assert len(rows["documents"]) == len(rows["facts"]) == 200
    amounts = {row["value"] for row in rows["arguments"] if row["role"] == "amount"}
    assert len(amounts) == 1, "the facts are of one load, not of two"
    assert len(rows["document_versions"]) == (200 if same else 600)


def test_a_stream_of_documents_is_loaded_as_it_comes(address: str) -> None:
    def told() -> Iterable[DocumentFacts]:
        for document, fact in corpora.many(3):
            yield DocumentFacts(document, corpora.ENTITIES[:1], (fact,))

    assert load(Database(address), told(), "library") == Loaded(new=3)
