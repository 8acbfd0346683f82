"""The command `fundex`: each command parses, calls and prints; data on standard output, words to people on error.

Exit status: 0 all well, 1 some documents failed, 2 nothing could be done.
"""

from __future__ import annotations

import io
import os
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from extractor.cli_evaluate import evaluate_cmd
from extractor.cli_graph import FactsFile, graph_cmd
from extractor.cli_link import entities_app, link_cmd
from extractor.cli_rules import explain_cmd, rules_app
from extractor.cli_store import load_cmd, query_app, tables_cmd
from extractor.errors import FundexError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Reads Japanese funding news; writes checked facts and a company graph.",
)


def main() -> None:
    """The console entry: every error on bad input is printed here."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    out = sys.stdout
    try:
        app(prog_name="fundex")
    except FundexError as error:
        print(f"fundex: error: {error}", file=sys.stderr)
        sys.exit(2)
    finally:
        try:
            out.flush()
        except BrokenPipeError:  # `fundex show | head`: what is left goes nowhere, and quietly
            os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"fundex {version('fundex')}")
        raise typer.Exit


@app.callback()
def fundex(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version. Example: fundex --version"
        ),
    ] = False,
) -> None:
    """Holds the options that go before a command."""


def _types(told: str | None) -> frozenset[str] | None:
    from extractor.contract import fact_types

    return None if told is None else fact_types((name.strip() for name in told.split(",")), "--types")


class Engine(StrEnum):
    """Who reads the documents of a run."""

    processes = "processes"
    dask = "dask"


def _check_engine(engine: Engine, scheduler: str | None, workers: int) -> None:
    if engine is Engine.dask and scheduler is None:
        raise FundexError("--engine dask", "no scheduler", "give its address: --scheduler tcp://10.0.0.5:8786")
    if engine is not Engine.dask and scheduler is not None:
        raise FundexError("--scheduler", "only dask has a scheduler", "add --engine dask")
    if engine is Engine.dask and workers != 1:
        raise FundexError("--workers", "a cluster's workers are started beside it", "leave --workers out")


@app.command()
def extract(  # noqa: PLR0913, PLR0917 -- a parameter an option
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT…",
            help="Files, folders, globs (.md .markdown .txt .jsonl .ndjson), addresses of these (s3://…) "
            "or - for standard input. "
            "Example: fundex extract articles/ 'more/*.md' news.jsonl",
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where to write, a file or an address (s3://…); else standard output. Example: -o facts.json",
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(help="json, jsonl, csv or parquet; else as FILE ends, else json. Example: --format jsonl"),
    ] = None,
    rules: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Rules to use instead of the ones shipped. Example: --rules my-rules"),
    ] = None,
    types: Annotated[
        str | None,
        typer.Option(metavar="T,T", help="Only facts of these types. Example: --types funding_round,investment"),
    ] = None,
    min_confidence: Annotated[
        float,
        typer.Option(metavar="X", min=0, max=1, help="Only facts at least this sure. Example: --min-confidence 0.8"),
    ] = 0,
    no_gate: Annotated[
        bool,
        typer.Option(
            "--no-gate",
            help="Read also the sentences that no rule's words stand in: the same facts, much slower."
            " Example: --no-gate",
        ),
    ] = False,
    workers: Annotated[
        int,
        typer.Option(
            metavar="N", min=1, help="Processes that read side by side, with 1 GB of memory each. Example: --workers 4"
        ),
    ] = 1,
    engine: Annotated[
        Engine,
        typer.Option(help="processes of this machine, or dask: the workers of a cluster. Example: --engine dask"),
    ] = Engine.processes,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Where the cluster's scheduler is. Example: --scheduler tcp://10.0.0.5:8786"
        ),
    ] = None,
    journal: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Keep what is done in FILE, so that the same command goes on there if it was stopped. "
            "Example: --journal run.db",
        ),
    ] = None,
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet", "-q", help="No progress, errors only. Example: fundex extract -q news.jsonl > facts.json"
        ),
    ] = False,
) -> None:
    """Read articles and write the facts they tell."""
    from extractor.cluster import run_on_cluster
    from extractor.export import check_writable, write_corpus
    from extractor.journal import Journal, JournalCorpus
    from extractor.progress import watch
    from extractor.read import count_inputs, read_inputs
    from extractor.run import Settings, run

    _check_engine(engine, scheduler, workers)
    settings = Settings(rules, _types(types), gated=not no_gate)
    path = None if output == "-" else output
    check_writable(path, format)
    with Journal(journal, {"inputs": " ".join(inputs), **settings.told()}) as kept:
        todo = kept.todo(read_inputs(inputs))
        read = run(todo, settings, workers) if scheduler is None else run_on_cluster(todo, settings, scheduler)
        for results in watch(read, kept.done, lambda: count_inputs(inputs), quiet=quiet):
            kept.add(results)
        failures = kept.failures()
        if kept.done == len(failures):
            raise typer.Exit(2)
        write_corpus(JournalCorpus(kept, min_confidence), path, format)
        kept.remove()
    if failures:
        raise typer.Exit(1)


@app.command()
def values(
    text: Annotated[str, typer.Argument(help="Words to read. Example: fundex values '約3兆円を調達'")],
    on: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="YYYY-MM-DD", help="The day that 昨年 and 16日 count from. Example: --date 2025-10-08"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON in place of a table. Example: --json")] = False,
) -> None:
    """Find every amount, date, percentage and quantity in a text."""
    from extractor.normalise import find_values

    try:
        anchor = date.fromisoformat(on) if on else None
    except ValueError:
        raise FundexError("--date", f"{on!r} is no date", "write it as 2025-10-08") from None
    mentions = find_values(text, anchor)
    if as_json:
        from extractor.export.records import mention_record

        _print_json([mention_record(text, one) for one in mentions])
    else:
        from extractor.tables import print_table, values_table

        print_table(values_table(text, mentions))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a facts file. Example: fundex schema > facts.schema.json"""
    from extractor.schema import json_schema

    _print_json(json_schema())


@app.command()
def show(facts: FactsFile) -> None:
    """Print a facts file as a table. Example: fundex show facts.json"""
    from extractor.facts_file import read_facts_file
    from extractor.tables import facts_table, print_table

    print_table(facts_table(read_facts_file(facts)))


app.command("evaluate")(evaluate_cmd)
app.command("link")(link_cmd)
app.add_typer(entities_app, name="entities")
app.command("graph")(graph_cmd)
app.command("explain")(explain_cmd)
app.add_typer(rules_app, name="rules")
app.command("tables")(tables_cmd)
app.command("load")(load_cmd)
app.add_typer(query_app, name="query")


def _print_json(value: Any) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))
