"""The commands that look into the rules: `fundex rules lint | test | list | coverage | show`, and `fundex explain`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.errors import FundexError

if TYPE_CHECKING:
    from extractor.model import Document, Failure
    from extractor.rulebook.model import Rule, Rulebook

rules_app = typer.Typer(no_args_is_help=True, help="Check, run and look up the rules.")

Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="DIR", help="Rules in place of the ones shipped. Example: --rules my-rules"),
]
Json = Annotated[bool, typer.Option("--json", help="JSON in place of text. Example: --json")]


@rules_app.command("lint")
def lint_rules(rules: Rules = None) -> None:
    """Name everything that is wrong with the rules; status 1 if any of it is an error. Example: fundex rules lint"""
    from extractor.rulebook.lint import lint
    from extractor.rulebook.load import default_rules

    findings = lint(rules or default_rules())
    for finding in findings:
        print(finding)
    errors = sum(finding.severity == "error" for finding in findings)
    _say(f"{_count(errors, 'error')}, {_count(len(findings) - errors, 'warning')}")
    if errors:
        raise typer.Exit(1)


@rules_app.command("test")
def run_rules(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID…]", help="Only these rules or families. Example: fundex rules test raise.by veto"),
    ] = None,
    rules: Rules = None,
) -> None:
    """Run the rules' examples; status 1 if one fails or none needs its rule. Example: fundex rules test raise"""
    from extractor.pipeline import Pipeline
    from extractor.rulebook.examples import run_examples
    from extractor.rulebook.redundant import parse_once, redundant

    pipeline = Pipeline(rules)
    chosen = _chosen(pipeline.rulebook, ids or [])
    parse = parse_once(pipeline)
    results = run_examples(pipeline, chosen, parse)
    failed = [result for result in results if not result.passed]
    broken = {result.rule for result in failed}
    needless = redundant(pipeline, [rule for rule in chosen if rule.id not in broken], parse)
    for line in (*failed, *needless):
        print(line)
    told = f"{_count(len(results), 'sentence')}, {len(failed)} failed"
    _say(f"{told}; {_count(len(needless), 'rule')} needless" if needless else told)
    if failed or needless:
        raise typer.Exit(1)


@rules_app.command("list")
def list_rules(
    type: Annotated[
        str | None, typer.Option("--type", metavar="T", help="Only rules of this fact type. Example: --type investment")
    ] = None,
    as_json: Json = False,
    rules: Rules = None,
) -> None:
    """Print a line a rule: its id, kind, fact type, and what it reads. Example: fundex rules list --type fund"""
    from extractor.contract import FACT_TYPES
    from extractor.rulebook.load import load_rulebook

    if type is not None and type not in FACT_TYPES:
        raise FundexError("--type", f"no fact type {type!r}", _near(type, FACT_TYPES))
    found = [rule for rule in load_rulebook(rules).rules if type is None or type in _types(rule)]
    if as_json:
        from extractor.rulebook.show import rule_record

        _print_json([rule_record(rule) for rule in found])
        return
    for rule in found:
        print(f"{rule.id:28} {rule.kind:6} {' '.join(_types(rule)):15} {rule.why}")


@rules_app.command("coverage")
def rule_coverage(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT…",
            help="Texts, as fundex extract takes them. Example: fundex rules coverage articles/ news.jsonl",
        ),
    ],
    as_json: Json = False,
    rules: Rules = None,
) -> None:
    """Print the rules that tell no fact and veto no hit in these texts. Example: fundex rules coverage news/"""
    from extractor.pipeline import Pipeline
    from extractor.rulebook.coverage import cover

    documents, failed = _readable(_read(inputs))
    uses = cover(Pipeline(rules), documents)
    idle = [use for use in uses if not use.fired]
    if as_json:
        counted = [{"id": u.rule.id, "facts": u.facts, "killed": u.killed, "hits": u.hits} for u in uses]
        _print_json({"documents": len(documents), "rules": counted})
    else:
        for use in idle:
            hits = f"{_count(use.hits, 'hit')} without a fact" if use.hits else ""
            print(f"{use.rule.id:28} {use.rule.kind:6} {' '.join(_types(use.rule)):15} {hits}".rstrip())
    _say(f"{len(idle)} of {_count(len(uses), 'rule')} of no use in {_count(len(documents), 'document')}")
    if failed:
        raise typer.Exit(1)


@rules_app.command("show")
def show_rule(
    id: Annotated[str, typer.Argument(metavar="ID", help="A rule's id. Example: fundex rules show raise.by")],
    rules: Rules = None,
) -> None:
    """Print one rule as it is written, and what its word lists hold. Example: fundex rules show raise.by"""
    from extractor.rulebook.load import default_rules, load_rulebook
    from extractor.rulebook.show import rule_source

    rulebook = load_rulebook(rules)
    rule = next((rule for rule in rulebook.rules if rule.id == id), None)
    if rule is None:
        raise FundexError("fundex rules show", f"no rule {id!r}", _near(id, [rule.id for rule in rulebook.rules]))
    print(f"{rule.where}\n{rule_source(rules or default_rules(), rule)}")
    if rule.kind == "frame":
        print(f"trigger words: {', '.join((*rule.nouns, *rule.verbs))}")


def explain_cmd(
    told: Annotated[
        str,
        typer.Argument(
            metavar="TEXT|FILE",
            help="Words, a file, or - for standard input. Example: fundex explain 'A社が10億円調達'",
        ),
    ],
    on: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="The document's date. Example: --date 2026-05-20"),
    ] = None,
    expect: Annotated[
        str | None,
        typer.Option(
            metavar="TYPE", help="Why there is no fact of this type, the nearest rules first. Example: --expect grant"
        ),
    ] = None,
    as_json: Json = False,
    rules: Rules = None,
) -> None:
    """Say for each sentence which rules fired, nearly fired or were vetoed. Example: fundex explain article.md"""
    from extractor.contract import fact_types
    from extractor.explain import explain
    from extractor.explain.render import explanation_record, render
    from extractor.pipeline import Pipeline

    if expect is not None:
        fact_types([expect], "--expect")
    documents, failed = _readable(_documents(told))
    pipeline = Pipeline(rules)
    explanations = [explain(pipeline, _dated(document, on), expect) for document in documents]
    if as_json:
        _print_json([explanation_record(one) for one in explanations])
    else:
        print("\n\n".join(render(one) for one in explanations))
    if failed:
        raise typer.Exit(1)


def _read(inputs: list[str]) -> Iterator[Document | Failure]:
    from extractor.read import read_inputs

    return read_inputs(inputs)


def _readable(found: Iterable[Document | Failure]) -> tuple[list[Document], bool]:
    """The documents, and whether some input was none; each such is named, and status 2 if nothing is left."""
    from extractor.model import Document

    told = list(found)
    documents = [one for one in told if isinstance(one, Document)]
    for failure in (one for one in told if not isinstance(one, Document)):
        _say(f"fundex: {failure.source}: {failure.message}")
    if not documents:
        raise typer.Exit(2)
    return documents, len(documents) < len(told)


def _documents(told: str) -> Iterator[Document | Failure]:
    """What a file or standard input holds; anything that names neither is a text itself."""
    from extractor.read import read_inputs
    from extractor.read.article import build_document
    from extractor.read.inputs import SUFFIXES

    if told == "-" or os.path.exists(told) or told.endswith(SUFFIXES):
        yield from read_inputs([told])
    else:
        yield build_document(told, "TEXT", "text")


def _dated(document: Document, on: str | None) -> Document:
    if on is None:
        return document
    try:
        return replace(document, published=date.fromisoformat(on))
    except ValueError:
        raise FundexError("--date", f"{on!r} is no date", "write it as 2026-05-20") from None


def _chosen(rulebook: Rulebook, ids: list[str]) -> list[Rule]:
    """The rules of these ids and families; all where none is named."""
    families = {rule.id.partition(".")[0] for rule in rulebook.rules}
    known = families | {rule.id for rule in rulebook.rules}
    for id in ids:
        if id not in known:
            raise FundexError("fundex rules test", f"no rule or family {id!r}", _near(id, sorted(known)))
    return [rule for rule in rulebook.rules if not ids or rule.id in ids or rule.id.partition(".")[0] in ids]


def _types(rule: Rule) -> tuple[str, ...]:
    """The fact type that a rule tells, or those that a veto kills."""
    return rule.kills if rule.kind == "veto" else (rule.fact,)


def _near(word: str, known: Any) -> str:
    near = get_close_matches(word, known, 1)
    return f"did you mean {near[0]}?" if near else "see fundex rules list"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _print_json(value: Any) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))
