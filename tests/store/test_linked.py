"""From articles to the database by commands: extract, link, load, ask; then a correction, and one taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from extractor.store import tables
from extractor.store.database import Database

DEALS = Path(__file__).resolve().parent.parent / "deals"
RATES = "date,currency,rate\n2025-10-02,JPY,173.5\n2025-10-02,USD,1.175\n"
Run = Callable[..., Any]
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def done(fundex: Run) -> Callable[..., str]:
    """Runs a command that must end well; what it said."""

    def run(*words: object) -> str:
        told = fundex(*map(str, words))
        assert told.status == 0, told.err
        return str(told.err)

    return run


def dump(address: str, *names: str) -> Rows:
    with Database(address).reading() as connection:
        found = [table for table in tables.metadata.sorted_tables if not names or table.name in names]
        return {
            table.name: sorted((row._asdict() for row in connection.execute(select(table))), key=repr)
            for table in found
        }


def deals(fundex: Run, address: str, *words: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(fundex("query", "raises", *words, "--db", address, "--format", "json").out)
    return told


def test_a_correction_and_a_withdrawal_end_to_end(
    done: Callable[..., str], fundex: Run, address: str, tmp_path: Path
) -> None:
    """deal-16 tells 102億円, then 120億円; in the end it tells nothing any more."""
    first, second, third = (tmp_path / f"facts-{number}.json" for number in range(3))
    corpora = [tmp_path / f"corpus-{number}.{format}" for number, format in enumerate(("json", "jsonl", "json"))]
    done("extract", DEALS / "texts.jsonl", "-q", "-o", first)
    done("link", first, "-o", corpora[0])
    said = done("load", corpora[0], "--db", address)
    before = dump(address)
    events = f"{len(before['events'])} events written, 0 as they were"
    assert said == f"{corpora[0]}: 40 documents new, 0 replaced, 0 as they were; {events}\n"
    old = {row["id"] for row in before["facts"] if row["document_id"] == "deal-16"}
    assert old
    assert any(row["raised_amount"] == 10_200_000_000 for row in deals(fundex, address, "--per", "fact"))
    assert before["replaced_texts"] == []

    done("extract", DEALS / "texts.corrected.jsonl", "-q", "-o", second)
    done("link", first, second, "-o", corpora[1])
    said = done("load", corpora[1], "--db", address)
    assert f"{corpora[1]}: 0 documents new, 1 replaced, 39 as they were" in said
    assert "warning" not in said
    after = dump(address)
    new = {row["id"] for row in after["facts"] if row["document_id"] == "deal-16"}
    assert new == {one["id"] for one in json.loads(second.read_text(encoding="utf-8"))["facts"]}
    assert old - new
    assert {row["id"] for row in after["facts"]} == {row["fact_id"] for row in after["event_facts"]}
    assert not any(row["raised_amount"] == 10_200_000_000 for row in deals(fundex, address, "--per", "fact"))
    assert not any(row["value"] == 10_200_000_000 for row in after["event_arguments"])
    (trace,) = after["replaced_texts"]
    assert (trace["document_id"], trace["number"], trace["facts"]) == ("deal-16", 1, len(old))
    assert "102億円" in trace["title"]
    versions = [row for row in after["document_versions"] if row["document_id"] == "deal-16"]
    assert [row["sha256"] == trace["sha256"] for row in versions] == [True, False]

    withdrawn = {"id": "deal-16", "published": "2025-11-20", "text": "この記事は取り下げました。"}
    (texts := tmp_path / "withdrawn.jsonl").write_text(json.dumps(withdrawn), encoding="utf-8")
    done("extract", texts, "-q", "-o", third)
    done("link", corpora[1], third, "-o", corpora[2])
    done("load", corpora[2], "--db", address)
    left = dump(address, "facts", "replaced_texts", "documents")
    assert "deal-16" in {row["id"] for row in left["documents"]}
    assert "deal-16" not in {row["document_id"] for row in left["facts"]}
    assert [row["number"] for row in left["replaced_texts"]] == [1, 2]


def test_what_linking_adds_is_loaded_from_both_formats_alike(
    done: Callable[..., str], new_database: Callable[[], str], tmp_path: Path
) -> None:
    (tmp_path / "rates.csv").write_text(RATES)
    done("extract", DEALS / "texts.jsonl", "-q", "-o", tmp_path / "facts.json")
    told = []
    for format in ("json", "jsonl"):
        corpus, address = tmp_path / f"corpus.{format}", new_database()
        done("link", tmp_path / "facts.json", "-o", corpus, "--rates", tmp_path / "rates.csv")
        done("load", corpus, "--db", address)
        rows = dump(address)
        again = f"40 as they were; 0 events written, {len(rows['events'])} as they were"
        assert again in done("load", corpus, "--db", address)
        assert dump(address) == rows
        told.append({name: one for name, one in rows.items() if name not in ("runs", "document_versions")})
    assert told[0] == told[1]
    rows, linked = told[0], json.loads((tmp_path / "corpus.json").read_text(encoding="utf-8"))
    converted = [row for row in rows["arguments"] if row["converted_value"] is not None]
    wanted = [
        filler["converted"]
        for fact in linked["facts"]
        for fillers in fact["roles"].values()
        for filler in fillers
        if filler.get("converted")
    ]
    assert sorted((float(row["converted_value"]), row["rate"], str(row["rate_date"])) for row in converted) == sorted(
        (float(one["value"]), one["rate"], one["rate_date"]) for one in wanted
    )
    assert converted
    names = {(row["entity_id"], row["document_id"], row["name"]) for row in rows["aliases"]}
    assert names == {
        (entity["id"], told["document"], name)
        for entity in linked["entities"]
        for told in entity["told"]
        for name in (told["name"], *told["names"])
    }
    reasons = sorted((one["id"], merge["reason"]) for one in linked["entities"] for merge in one.get("merges", ()))
    assert sorted((row["entity_id"], row["reason"]) for row in rows["merges"]) == reasons
    assert {row["kind"] for row in rows["particulars"]} >= {"seat", "business"}


def test_facts_loaded_unlinked_over_linked_ones_are_told(
    done: Callable[..., str], fundex: Run, new_sqlite: Callable[[], str], tmp_path: Path
) -> None:
    """A text's new telling tears its events; what was in them stands alone, which is said."""
    address = new_sqlite()
    done("extract", DEALS / "texts.jsonl", "-q", "-o", tmp_path / "facts.json")
    done("link", tmp_path / "facts.json", "-o", tmp_path / "corpus.json")
    done("load", tmp_path / "corpus.json", "--db", address)
    done("extract", DEALS / "texts.corrected.jsonl", "-q", "-o", tmp_path / "corrected.json")
    said = done("load", tmp_path / "corrected.json", "--db", address)
    assert "events are gone, since facts of theirs are told otherwise now; link all files anew and load that" in said
    rows = dump(address, "facts", "event_facts")
    loose = {row["id"] for row in rows["facts"]} - {row["fact_id"] for row in rows["event_facts"]}
    told = {row["uuid"] for row in deals(fundex, address)}
    assert loose & told
    said = done("load", tmp_path / "facts.json", "--db", address)  # every fact with another entity: no event is left
    assert "events are gone" in said
    assert dump(address, "events") == {"events": []}
