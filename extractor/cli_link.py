"""The commands that make one corpus of many documents: `fundex link`, and `fundex entities …` for who is who in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.errors import FundexError, OutputError

if TYPE_CHECKING:
    from extractor.link.workspace import Record

entities_app = typer.Typer(no_args_is_help=True, help="Look at who is who in a linked corpus, and decide it.")

Linked = Annotated[Path, typer.Argument(metavar="CORPUS", help="What fundex link wrote. Example: corpus.json")]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Where to write; else standard output. Example: -o corpus.json"
    ),
]
Format = Annotated[
    str | None, typer.Option("--format", help="json or jsonl; else as FILE ends, else json. Example: --format jsonl")
]
DecisionsFile = Annotated[
    Path,
    typer.Option(metavar="FILE", help="The decisions file to write into. Example: --decisions decisions.yaml"),
]
Documents = Annotated[
    str | None,
    typer.Option(metavar="ID,ID", help="Only as these documents tell it. Example: --documents news-3,news-9"),
]


def link_cmd(  # noqa: PLR0917 -- a parameter an option
    facts: Annotated[
        list[Path],
        typer.Argument(
            metavar="FACTS…",
            help="Facts files (.json, .jsonl); a later file's documents replace earlier ones. Example: facts.json",
        ),
    ],
    output: Output = None,
    format: Format = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Decisions on who is one company, which win. Example: --decisions decisions.yaml"
        ),
    ] = None,
    rates: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Exchange rates, for a converted amount beside each: the ECB's eurofxref-hist.csv, "
            "or date,currency,rate. Example: --rates eurofxref-hist.csv",
        ),
    ] = None,
    currency: Annotated[
        str, typer.Option(metavar="CUR", help="The currency to convert into. Example: --currency JPY")
    ] = "USD",
    base: Annotated[
        str,
        typer.Option(
            "--rates-base",
            metavar="CUR",
            help="Of date,currency,rate: a rate is the units of currency for one of this. Example: --rates-base USD",
        ),
    ] = "EUR",
) -> None:
    """Make one corpus of facts files: one identity a company, one event a deal."""
    from extractor.link.decisions import Decisions, read_decisions
    from extractor.link.rates import read_rates
    from extractor.link.run import link

    shape = _format(output, format)
    link(
        facts,
        output,
        format=shape,
        decisions=read_decisions(decisions) if decisions else Decisions(),
        rates=read_rates(rates, base.upper()) if rates else None,
        currency=currency.upper(),
    )


def _format(output: Path | None, format: str | None) -> str:
    from extractor.export.atomic import check_place

    name = format or (output.suffix.lower().removeprefix(".") if output else "json")
    if name not in ("json", "jsonl"):
        where = f"--format {format}" if format else str(output)
        raise OutputError(where, "a linked corpus is not written like this", "use json or jsonl")
    if output is not None:
        check_place(output)
    return name


@entities_app.command("list")
def list_entities(
    corpus: Linked,
    type: Annotated[
        str | None, typer.Option(metavar="T", help="Only entities of this type. Example: --type organization")
    ] = None,
) -> None:
    """Print an entity a line: id, name, number of documents, other spellings. Example: fundex entities list c.json"""
    for entity in _entities(corpus):
        if type in (None, entity["type"]):
            others = [alias for alias in entity["aliases"] if alias != entity["name"]]
            print(entity["id"], entity["name"], len(entity["told"]), " | ".join(others), sep="\t")


@entities_app.command("show")
def show_entity(
    corpus: Linked, name: Annotated[str, typer.Argument(help="Any spelling, or an id. Example: xAI")]
) -> None:
    """Print all entities of a name with what each document tells, and why they are one."""
    found = _named(corpus, name)
    if not found:
        raise FundexError(str(corpus), f"no entity {name!r}", "see: fundex entities list")
    for entity in found:
        print(f"{entity['id']}  {entity['name']}")
        for scheme, value in sorted(entity["identifiers"].items()):
            print(f"  {scheme}: {value}")
        for told in entity["told"]:
            beside = {**told["identifiers"], **told["attributes"]}
            words = ", ".join(f"{key} {value}" for key, value in sorted(beside.items()))
            print(f"  {told['document']}: {' | '.join(told['names'])}{f' ({words})' if words else ''}")
        for merge in entity.get("merges", ()):
            where = f" in {', '.join(merge['documents'])}" if merge["documents"] else ""
            print(f"  one because of {merge['reason']}: {' = '.join(merge['names'])}{where}")


@entities_app.command("merge")
def merge_entities(
    corpus: Linked,
    names: Annotated[list[str], typer.Argument(metavar="A B…", help="Names of one company. Example: xAI エックスAI")],
    decisions: DecisionsFile,
    documents: Documents = None,
) -> None:
    """Decide that names are one company. Example: fundex entities merge c.json xAI エックスAI --decisions d.yaml"""
    from extractor.link.decisions import add_merge

    limit = _split(documents)
    if len(names) < 2:
        raise FundexError("entities merge", "one name", "give two or more names of one company")
    for name in names:
        found = [one for one in _named(corpus, name) if not limit or _documents(one) & {*limit}]
        if not found:
            raise FundexError(str(corpus), f"no entity {name!r}", "see: fundex entities list")
        if len(found) > 1 and not limit:
            ids = ", ".join(f"{one['id']} ({', '.join(sorted(_documents(one))[:3])})" for one in found)
            raise FundexError(str(corpus), f"{name!r} is {len(found)} entities: {ids}", "say which with --documents")
    add_merge(decisions, names, limit)
    _say_written(decisions, corpus)


@entities_app.command("split")
def split_entity(
    corpus: Linked,
    name: Annotated[str, typer.Argument(help="A name of the company. Example: みずほ銀行")],
    decisions: DecisionsFile,
    aliases: Annotated[
        list[str] | None, typer.Argument(metavar="[ALIAS…]", help="Spellings that are another's. Example: みずほ")
    ] = None,
    documents: Documents = None,
) -> None:
    """Decide that spellings, or documents, mean another company."""
    from extractor.link.decisions import add_split

    limit = _split(documents)
    if not aliases and not limit:
        raise FundexError("entities split", "nothing to split off", "name spellings, or documents with --documents")
    for one in (name, *(aliases or ())):
        if not _named(corpus, one):
            raise FundexError(str(corpus), f"no entity {one!r}", "see: fundex entities list")
    add_split(decisions, name, aliases or [], limit)
    _say_written(decisions, corpus)


@entities_app.command("link")
def link_registry(
    corpus: Linked,
    registry: Annotated[
        list[Path],
        typer.Option(
            metavar="FILE",
            help="The 法人番号 CSV (全件データ); again for 差分データ, in the order of their days. "
            "Example: --registry 00_zenkoku_all_20261030.csv",
        ),
    ],
    output: Output = None,
    format: Format = None,
) -> None:
    """Give companies their 法人番号 from the National Tax Agency's file, by name and seat."""
    from extractor.link.numbers import add_numbers

    matches = add_numbers(corpus, registry, output, _format(output, format))
    for id, companies in matches.ambiguous.items():
        numbers = ", ".join(f"{one.number} ({one.seat.prefecture}{one.seat.city})" for one in companies[:5])
        more = f" and {len(companies) - 5} more" if len(companies) > 5 else ""
        print(f"{id}: {len(companies)} companies of that name: {numbers}{more}", file=sys.stderr)
    for id, company in matches.found.items():
        if company.closed:
            after = f", {company.successor} after it" if company.successor else ""
            print(f"{id}: {company.number} was closed on {company.closed}{after}", file=sys.stderr)
    for line in matches.refused[:5]:
        print(f"{line}: the check digit is wrong, the line is left out", file=sys.stderr)
    print(f"{len(matches.found)} numbers found, {len(matches.ambiguous)} names ambiguous", file=sys.stderr)


def _entities(corpus: Path) -> list[Record]:
    from extractor.link.inputs import corpus_records

    return [{"told": [], **record} for what, record in corpus_records(corpus) if what == "entity"]


def _named(corpus: Path, name: str) -> list[Record]:
    return [one for one in _entities(corpus) if name in (one["id"], one["name"], *one["aliases"])]


def _documents(entity: Record) -> set[str]:
    return {told["document"] for told in entity["told"]}


def _split(told: str | None) -> list[str]:
    return [one.strip() for one in told.split(",") if one.strip()] if told else []


def _say_written(decisions: Path, corpus: Path) -> None:
    print(
        f"written to {decisions}; it takes effect with: fundex link {corpus} --decisions {decisions}", file=sys.stderr
    )
