"""The commands for researchers' tools: `fundex tables`, `fundex load` and `fundex query …`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.errors import FormatError, FundexError

if TYPE_CHECKING:
    from extractor.store.load import Loaded
    from extractor.store.queries import Answer

query_app = typer.Typer(no_args_is_help=True, help="Ask a research database the common questions.")

Db = Annotated[
    str,
    typer.Option(
        "--db",
        metavar="FILE|URL",
        help="A SQLite file or a PostgreSQL address. Example: --db postgresql://localhost/news",
    ),
]
Format = Annotated[str, typer.Option("--format", help="table, json or csv. Example: --format csv")]
Statuses = Annotated[
    str | None, typer.Option("--status", metavar="S,S", help="Only such facts. Example: --status completed,announced")
]
First = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help="Not before this day, month or year. Example: --from 2025-01"),
]
Last = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="Not after this day, month or year. Example: --to 2025")
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A name or an entity's id. Example: 汐見商事")]
_FILE = "facts.sqlite"


def load_cmd(
    facts: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FACTS…]",
            help="What fundex extract or link wrote, .json or .jsonl, or folders of it; none, to bring the tables "
            "up to date. Example: fundex load facts.json",
        ),
    ] = None,
    db: Db = _FILE,
) -> None:
    """Load facts into a research database; what is there already is left alone. Example: fundex load facts.json"""
    from extractor.export.told import facts_files, open_told
    from extractor.store.database import Database
    from extractor.store.load import load
    from extractor.store.upgrade import upgrade

    database = Database(db)
    if not facts:
        upgrade(database)
        return
    failed = 0
    files = facts_files(facts)
    for path in files:
        try:
            with open_told(path) as told:
                loaded = load(database, told.documents, str(path), told.events)
        except FormatError as error:
            _say(f"fundex: error: {error}")
            failed += 1
        else:
            _say_loaded(str(path), loaded)
    if failed:
        raise typer.Exit(1 if failed < len(files) else 2)


def tables_cmd(
    facts: Annotated[Path, typer.Argument(metavar="FACTS", help="A facts file, .json or .jsonl. Example: facts.json")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="A folder that is not there yet. Example: -o tables")
    ],
    format: Annotated[str, typer.Option(help="parquet or csv. Example: --format csv")] = "parquet",
) -> None:
    """Write a facts file as tables that join by id. Example: fundex tables facts.json -o tables"""
    from extractor.export.table_files import check_folder, write_tables
    from extractor.facts_file import read_facts_file

    check_folder(output, format)
    write_tables(read_facts_file(facts), output, format)


@query_app.command("raises")
def raises_cmd(  # noqa: PLR0913, PLR0917 -- a parameter an option
    over: Annotated[
        str | None, typer.Option(metavar="AMOUNT", help="This amount or more. Example: --over 10億円")
    ] = None,
    under: Annotated[
        str | None, typer.Option(metavar="AMOUNT", help="This amount or less. Example: --under '$5 million'")
    ] = None,
    currency: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only amounts in this currency. Example: --currency JPY")
    ] = None,
    first: First = None,
    last: Last = None,
    per: Annotated[
        str,
        typer.Option(
            help="event: a row a deal, however many articles tell it, once they are linked; fact: a row a telling. "
            "Example: --per fact"
        ),
    ] = "event",
    status: Statuses = None,
    db: Db = _FILE,
    format: Format = "table",
) -> None:
    """Who raised how much: rounds, loans and grants. Example: fundex query raises --over 10億円 --from 2025"""
    from extractor.store.filters import read_filter
    from extractor.store.queries import raises

    wanted = read_filter(status, first, last, over=over, under=under, currency=currency)
    _answer(db, format, lambda connection: raises(connection, wanted, per))


@query_app.command("investors-of")
def investors_of_cmd(
    name: Name,
    first: First = None,
    last: Last = None,
    status: Statuses = None,
    db: Db = _FILE,
    format: Format = "table",
) -> None:
    """Who put money into a company. Example: fundex query investors-of アマノガワ"""
    from extractor.store.filters import read_filter
    from extractor.store.queries import investors_of

    wanted = read_filter(status, first, last)
    _answer(db, format, lambda connection: investors_of(connection, name, wanted))


@query_app.command("investments-by")
def investments_by_cmd(
    name: Name,
    first: First = None,
    last: Last = None,
    status: Statuses = None,
    db: Db = _FILE,
    format: Format = "table",
) -> None:
    """What an investor, lender or funder put money into. Example: fundex query investments-by 汐見商事"""
    from extractor.store.filters import read_filter
    from extractor.store.queries import investments_by

    wanted = read_filter(status, first, last)
    _answer(db, format, lambda connection: investments_by(connection, name, wanted))


@query_app.command("acquisitions-by")
def acquisitions_by_cmd(
    name: Name,
    first: First = None,
    last: Last = None,
    status: Statuses = None,
    db: Db = _FILE,
    format: Format = "table",
) -> None:
    """Whom a company took over. Example: fundex query acquisitions-by 弓張重工業"""
    from extractor.store.filters import read_filter
    from extractor.store.queries import acquisitions_by

    wanted = read_filter(status, first, last)
    _answer(db, format, lambda connection: acquisitions_by(connection, name, wanted))


@query_app.command("company")
def company_cmd(name: Name, status: Statuses = None, db: Db = _FILE, format: Format = "table") -> None:
    """Everything told about a company, person, product or place. Example: fundex query company アマノガワ"""
    from extractor.store.filters import read_filter
    from extractor.store.queries import company

    wanted = read_filter(status)
    _answer(db, format, lambda connection: company(connection, name, wanted))


@query_app.command("history")
def history_cmd(
    name: Name,
    first: First = None,
    last: Last = None,
    status: Statuses = None,
    db: Db = _FILE,
    format: Format = "table",
) -> None:
    """How the status of a company's deals moved, step by step. Example: fundex query history アマノガワ"""
    from extractor.store.filters import read_filter
    from extractor.store.queries import history

    wanted = read_filter(status, first, last)
    _answer(db, format, lambda connection: history(connection, name, wanted))


@query_app.command("search")
def search_cmd(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="Words that a sentence has all. Example: '楽天 出資'")],
    status: Statuses = None,
    db: Db = _FILE,
    format: Format = "table",
) -> None:
    """Sentences that tell a fact and hold these words. Example: fundex query search 楽天"""
    from extractor.store.filters import read_filter
    from extractor.store.queries import search

    wanted = read_filter(status)
    _answer(db, format, lambda connection: search(connection, words, wanted))


def _answer(db: str, format: str, ask: Callable[[Any], Answer]) -> None:
    from extractor.store.answers import write_answer
    from extractor.store.database import Database
    from extractor.store.upgrade import check

    if format not in ("table", "json", "csv"):
        raise FundexError(f"--format {format}", "no such format", "use one of: table, json, csv")
    database = Database(db)
    with database.reading() as connection:
        check(database, connection)
        answer = ask(connection)
    if format != "table":
        write_answer(answer, format, sys.stdout)
        return
    from extractor.tables import answer_table, print_table

    print_table(answer_table(answer.shown, answer.rows))
    if not answer.rows:
        _say("nothing found")


def _say_loaded(file: str, loaded: Loaded) -> None:
    events = loaded.events
    joined = ""
    if events.written or events.unchanged:
        joined = f"; {events.written} events written, {events.unchanged} as they were"
    _say(f"{file}: {loaded.new} documents new, {loaded.replaced} replaced, {loaded.unchanged} as they were{joined}")
    if events.loose or (events.gone and not joined):  # a linked file's own events follow those that go
        what = f"{events.gone} events are gone, since facts of theirs are told otherwise now"
        _say(f"fundex: warning: {file}: {what}; link all files anew and load that")


def _say(words: str) -> None:
    print(words, file=sys.stderr)
