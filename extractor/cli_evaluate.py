"""The command `fundex evaluate`: how right a facts file is, where it is wrong, what a change of rules won and lost."""

from __future__ import annotations

import json
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.errors import FormatError, FundexError

if TYPE_CHECKING:
    from extractor.evaluate import Record
    from extractor.evaluate.report import Report
    from extractor.model import Document

TABLES = ("type", "role", "rule")


def evaluate_cmd(  # noqa: PLR0913, PLR0917 -- a parameter an option
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD.jsonl", help="What people wrote down. Example: tests/corpus/gold.jsonl")
    ],
    predicted: Annotated[
        Path, typer.Argument(metavar="PRED.json", help="What fundex extract wrote. Example: facts.json")
    ],
    texts: Annotated[
        list[str] | None,
        typer.Option(
            metavar="INPUT",
            help="The texts, as extract takes them: whether fillers stand where they say, and where what was missed "
            "stands. Example: --texts tests/corpus/texts.jsonl",
        ),
    ] = None,
    types: Annotated[
        str | None,
        typer.Option(metavar="T,T", help="Score these types only. Example: --types funding_round,investment"),
    ] = None,
    by: Annotated[
        str, typer.Option(metavar="B,B", help="Tables beside the totals: type, role, rule. Example: --by type,rule")
    ] = "type",
    errors: Annotated[
        bool,
        typer.Option("--errors", help="List the errors; never on texts that you check on. Example: --errors"),
    ] = False,
    compare: Annotated[
        Path | None,
        typer.Option(metavar="OLD.json", help="Another run: what was won and lost since. Example: --compare old.json"),
    ] = None,
    reliability: Annotated[
        bool, typer.Option("--reliability", help="How often each confidence is right. Example: --reliability")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON in place of tables. Example: --json")] = False,
) -> None:
    """Score a facts file against gold. Example: fundex evaluate tests/corpus/gold.jsonl facts.json"""
    from extractor.contract import fact_types
    from extractor.evaluate import evaluate
    from extractor.evaluate.gold import read_gold
    from extractor.evaluate.report import build_report, report_record

    wanted = None if types is None else fact_types((name.strip() for name in types.split(",")), "--types")
    tables = _tables(by)
    told = read_gold(gold)
    facts, old = _facts(predicted, told, gold), None if compare is None else _facts(compare, told, gold)
    documents = _documents(texts, told, gold) if texts else []
    words = {one.id: one.text for one in documents} if texts else None
    found = evaluate(told, facts, wanted, words)
    before = None if old is None else evaluate(told, old, wanted, words)
    report = build_report(found, before, documents, errors=errors, confidence=reliability)
    if as_json:
        print(json.dumps(report_record(report), ensure_ascii=False, indent=2))
    else:
        _show(report, tables)
    unread = found.figures["unread"]
    if unread:
        _say(f"fundex: {predicted}: {len(unread)} of the gold's documents were not read: {_some(unread)}")
        raise typer.Exit(1)


def _show(report: Report, tables: list[str]) -> None:
    from extractor.evaluate import tables as shown
    from extractor.evaluate.render import render_alarms, render_changes, render_errors, render_scores
    from extractor.tables import print_table

    found, before = report.found, report.before
    print_table(shown.totals_table(found.figures, before.figures if before else None))
    print(render_alarms(found.figures))
    if "type" in tables:
        print_table(shown.types_table(found.per_type))
    if "role" in tables:
        print_table(shown.roles_table(found.figures["per_role"]))
    if "rule" in tables:
        print_table(shown.rules_table(report.rules))
    if report.reliability is not None:
        print_table(shown.reliability_table(report.reliability))
        print(render_scores(report.reliability))
    if report.errors is not None:
        print("\n".join(render_errors(report.errors)))
    if report.changes is not None:
        print("\n".join(render_changes(report.changes)))


def _tables(told: str) -> list[str]:
    names = [name.strip() for name in told.split(",")]
    for name in names:
        if name not in TABLES:
            near = get_close_matches(name, TABLES, 1)
            hint = f"did you mean {near[0]}?" if near else f"use some of: {', '.join(TABLES)}"
            raise FundexError("--by", f"no table {name!r}", hint)
    return names


def _facts(path: Path, gold: list[Record], where: Path) -> Record:
    """A facts file as JSON has it, once it is known to be one, of the texts that the gold is of."""
    from extractor.export import read_corpus

    documents = {document.id for document in read_corpus(path).documents}
    known = {one["id"] for one in gold}
    if not documents & known:
        example = min(documents, default="none at all")
        raise FormatError(
            str(path),
            f"none of its documents is in {where} (it has {example!r}, gold has {gold[0]['id']!r})",
            "score the facts of the texts that the gold is of; documents are joined by id",
        )
    if strangers := sorted(documents - known):
        _say(f"fundex: {path}: {len(strangers)} documents are not in {where} and count for nothing: {_some(strangers)}")
    record: Record = json.loads(path.read_bytes())
    return record


def _documents(texts: list[str], gold: list[Record], where: Path) -> list[Document]:
    from extractor.model import Document
    from extractor.read import read_inputs

    found = list(read_inputs(texts))
    for failure in (one for one in found if not isinstance(one, Document)):
        raise FormatError(failure.source, failure.message)
    documents = [one for one in found if isinstance(one, Document)]
    wanting = sorted({one["id"] for one in gold} - {one.id for one in documents})
    if wanting:
        what = f"{len(wanting)} documents of {where} are not among the texts: {_some(wanting)}"
        raise FormatError("--texts", what, "give the texts that the gold is of")
    return documents


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")


def _say(words: str) -> None:
    print(words, file=sys.stderr)
