"""The schema: made, brought up to date, refused; and databases that cannot be reached."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import corpora
import pytest
from sqlalchemy import insert, inspect, select, text

from extractor.errors import StoreError
from extractor.export import write_corpus
from extractor.export.told import by_document
from extractor.store import tables
from extractor.store.database import Database
from extractor.store.events import EventsLoaded
from extractor.store.load import Loaded, load
from extractor.store.upgrade import check, upgrade

Fundex = Callable[..., Any]


def set_revision(address: str, revision: str) -> None:
    with Database(address).writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": revision})


def test_migrations_make_the_tables_that_the_program_uses(address: str) -> None:
    database = Database(address)
    upgrade(database)
    with database.reading() as connection:
        found = inspect(connection)
        for table in tables.metadata.sorted_tables:
            made = {one["name"]: one for one in found.get_columns(table.name)}
            assert list(made) == [column.name for column in table.columns]
            assert [one["nullable"] for one in made.values()] == [column.nullable for column in table.columns]
            assert found.get_pk_constraint(table.name)["constrained_columns"] == list(table.primary_key.columns.keys())
            indexes = {str(one["name"]) for one in found.get_indexes(table.name)}
            assert indexes == {index.name for index in table.indexes}
            keys = {(*one["constrained_columns"], one["referred_table"]) for one in found.get_foreign_keys(table.name)}
            assert keys == {(*key.column_keys, key.referred_table.name) for key in table.foreign_key_constraints}
        assert set(found.get_view_names()) == {"funding_rounds", "investments", "acquisitions", "deals", "deal_history"}


def test_an_older_database_is_brought_up_to_date_with_its_facts(address: str) -> None:
    database = Database(address)
    upgrade(database, "0001")
    with database.writing() as connection:
        connection.execute(text("INSERT INTO documents VALUES ('old', NULL, NULL, NULL, NULL, 'x', 'x', 'x')"))
        connection.execute(
            text("INSERT INTO facts VALUES ('o', 'old', 0, 'grant', 'planned', 'author', NULL, NULL, 1, '[]')")
        )
    older = r"its tables are of an older fundex \(0001\); renew them: fundex load"
    with database.reading() as connection, pytest.raises(StoreError, match=older):
        check(database, connection)
    load(database, by_document(corpora.CORPUS), "facts.json", [corpora.event("e", "f1")])
    with database.reading() as connection:
        check(database, connection)
        rows = connection.execute(text("SELECT uuid, event_id FROM funding_rounds ORDER BY uuid")).all()
    assert [tuple(row) for row in rows] == [("f1", "e"), ("f3", None), ("f6", None), ("f7", None), ("o", None)]


def rows_of(address: str) -> dict[str, list[dict[str, Any]]]:
    with Database(address).reading() as connection:
        return {
            table.name: sorted((row._asdict() for row in connection.execute(select(table))), key=repr)
            for table in tables.metadata.sorted_tables
        }


def test_events_of_an_older_database_are_told_by_their_arguments(new_database: Callable[[], str]) -> None:
    """Tables of 0002 with all that they can hold: of an event's roles its record alone."""
    told = corpora.event("e", "f1", "f7")
    load(Database(new := new_database()), by_document(corpora.CORPUS), "facts.json", [told])
    wanted = rows_of(new)
    upgrade(Database(old := new_database()), "0002")
    with Database(old).writing() as connection:
        found = inspect(connection)
        for table in tables.metadata.sorted_tables:
            if found.has_table(table.name) and (rows := wanted[table.name]):
                columns = {one["name"] for one in found.get_columns(table.name)}
                connection.execute(insert(table), [{name: row[name] for name in columns} for row in rows])
    upgrade(Database(old))
    upgraded = rows_of(old)
    assert {(row["facts_sha256"], row["entities_sha256"]) for row in upgraded["documents"]} == {("", "")}
    assert not any(row["converted_currency"] for row in upgraded["arguments"])  # 0002 did not keep what was converted
    later = ("documents", "arguments")
    assert {name: upgraded[name] for name in wanted if name not in later} == {
        name: wanted[name] for name in wanted if name not in later
    }
    # The emptied checksums make the next load fill in the rest; the facts are what they were, which leaves no trace.
    again = load(Database(old), by_document(corpora.CORPUS), "facts.json", [told])
    assert again == Loaded(replaced=4, events=EventsLoaded(written=1))
    assert rows_of(old) == wanted


def test_load_without_facts_only_brings_the_tables_up_to_date(fundex: Fundex, address: str) -> None:
    upgrade(Database(address), "0001")
    assert fundex("load", "--db", address) == (0, "", "")
    with Database(address).reading() as connection:
        check(Database(address), connection)


def test_a_newer_schema_is_refused_and_left_alone(fundex: Fundex, address: str, tmp_path: Path) -> None:
    write_corpus(corpora.CORPUS, facts := tmp_path / "facts.json")
    upgrade(Database(address))
    set_revision(address, "9999")
    for words in (("load", str(facts)), ("load",), ("query", "raises")):
        run = fundex(*words, "--db", address)
        assert (run.status, run.out) == (2, "")
        assert "its tables are of a newer fundex (9999; this one knows 0004); upgrade fundex" in run.err
    with Database(address).reading() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM documents")).scalar_one() == 0


def test_somebody_else_s_tables_are_left_alone(fundex: Fundex, address: str) -> None:
    with Database(address).writing() as connection:
        connection.execute(text("CREATE TABLE documents (x INTEGER)"))
    run = fundex("load", "--db", address)
    assert run.status == 2
    assert "has a table documents that is not fundex's; give fundex a database of its own" in run.err
    assert "holds no facts of fundex" in fundex("query", "raises", "--db", address).err


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("no/folder/x.sqlite", "unable to open database file; name a file in a folder that is there"),
        ("README", "file is not a database; name a SQLite file"),
        ("postgresql://127.0.0.1:1/news", "127.0.0.1"),
        ("postgresql://me:secret@127.0.0.1:1/news", "see that the server runs"),
        ("mysql://localhost/news", "no database of the kind 'mysql' is known; give a file"),
        ("://", "is no database address; give a file (facts.sqlite) or postgresql://"),
    ],
)
def test_an_address_that_leads_nowhere(
    fundex: Fundex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README").write_text("This is no database, and it is long enough not to be taken for an empty one.\n" * 9)
    write_corpus(corpora.CORPUS, Path("facts.json"))
    run = fundex("load", "facts.json", "--db", address)
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("fundex: error: ")
    assert words in run.err
    assert len(run.err.splitlines()) == 1
    assert "secret" not in run.err


def test_a_database_that_is_not_there(fundex: Fundex, postgresql: str, tmp_path: Path) -> None:
    run = fundex("load", "--db", postgresql.replace("/postgres?", "/nowhere?"))
    assert run.status == 2
    assert 'database "nowhere" does not exist; create it first: createdb' in run.err
    run = fundex("query", "raises", "--db", str(tmp_path / "none.sqlite"))
    assert run.status == 2
    assert "no such database; make it with: fundex load" in run.err
    assert list(tmp_path.iterdir()) == []


def test_some_files_fail(fundex: Fundex, tmp_path: Path, address: str) -> None:
    write_corpus(corpora.CORPUS, good := tmp_path / "good.json")
    (bad := tmp_path / "bad.json").write_text("{}")
    run = fundex("load", str(bad), str(good), "--db", address)
    assert (run.status, run.out) == (1, "")
    assert f"fundex: error: {bad} schema_version: Field required" in run.err
    assert f"{good}: 4 documents new, 0 replaced, 0 as they were" in run.err
    assert fundex("load", str(bad), "--db", address).status == 2


def test_a_folder_of_facts_files(fundex: Fundex, tmp_path: Path, address: str) -> None:
    (folder := tmp_path / "facts").mkdir()
    assert "no facts files are in this folder" in fundex("load", str(folder), "--db", address).err
    write_corpus(corpora.CORPUS, folder / "1.json")
    write_corpus(corpora.corrected(), folder / "2.jsonl")
    (folder / "notes.txt").write_text("no facts")
    run = fundex("load", str(folder), "--db", address)
    assert run.status == 0
    assert [line.rpartition("/")[2] for line in run.err.splitlines()] == [
        "1.json: 4 documents new, 0 replaced, 0 as they were",
        "2.jsonl: 0 documents new, 1 replaced, 2 as they were",  # JSON Lines do not name the document without facts
    ]


@pytest.mark.parametrize("version", [0, 2])
@pytest.mark.parametrize("words", [["load"], ["link"], ["graph", "-o", "g.gexf"], ["tables", "-o", "t"], ["show"]])
def test_a_facts_file_of_another_version(
    fundex: Fundex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], version: int
) -> None:
    monkeypatch.chdir(tmp_path)
    write_corpus(corpora.CORPUS, path := Path("facts.json"))
    path.write_text(path.read_text().replace('"schema_version": 1', f'"schema_version": {version}'))
    run = fundex(words[0], str(path), *words[1:])
    assert (run.status, run.out) == (2, "")
    assert f"facts.json schema_version: is {version}, and this fundex reads 1; extract the articles anew" in run.err


def test_who_may_only_read_can_ask_and_is_told_at_loading(
    fundex: Fundex, new_postgresql: Callable[[], str], tmp_path: Path
) -> None:
    import psycopg

    write_corpus(corpora.CORPUS, facts := tmp_path / "facts.json")
    address = new_postgresql()
    assert fundex("load", str(facts), "--db", address).status == 0
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE ROLE reader LOGIN PASSWORD 'x'")
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    reader = address.replace("postgres:@", "reader:x@")
    assert fundex("query", "raises", "--db", reader, "--format", "csv").status == 0
    write_corpus(corpora.corrected(), facts)
    run = fundex("load", str(facts), "--db", reader)
    assert run.status == 2
    assert "permission denied for table" in run.err
    assert "x@" not in run.err


def test_postgresql_without_its_driver_is_told(fundex: Fundex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    run = fundex("load", "--db", "postgresql://localhost/news")
    assert run.status == 2
    assert "PostgreSQL needs psycopg; pip install 'fundex[postgresql]'" in run.err
