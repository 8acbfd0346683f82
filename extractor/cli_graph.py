"""The command `fundex graph`."""

from __future__ import annotations

import sys
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from extractor.errors import FundexError

if TYPE_CHECKING:
    import networkx as nx

    from extractor.graph import Edges
    from extractor.model import Corpus, Money

FactsFile = Annotated[Path, typer.Argument(metavar="FACTS", help="A facts file, .json or .jsonl. Example: facts.json")]


def graph_cmd(  # noqa: PLR0913, PLR0917 -- a parameter an option
    facts: FactsFile,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="A .gexf, .graphml, .cyjs, .json or .csv file. Example: -o graph.gexf",
        ),
    ],
    edges: Annotated[
        str,
        typer.Option(
            metavar="facts|pairs|events",
            help="One edge a fact; one a pair and relation, with sums; or deals as nodes. Example: --edges pairs",
        ),
    ] = "facts",
    types: Annotated[
        str | None,
        typer.Option(metavar="T,T", help="Only facts of these types. Example: --types funding_round,investment"),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(metavar="S,S", help="Only facts of this status. Example: --status completed,announced"),
    ] = None,
    first: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DATE", help="Only facts on this day, month or year or later. Example: --from 2025"
        ),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="Only facts until it is over. Example: --to 2025-06"),
    ] = None,
    over: Annotated[
        str | None,
        typer.Option(metavar="AMOUNT", help="Only facts that tell this much in its currency. Example: --over 10億円"),
    ] = None,
    min_confidence: Annotated[
        float,
        typer.Option(metavar="X", min=0, max=1, help="Only facts at least this sure. Example: --min-confidence 0.8"),
    ] = 0,
    around: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only what stands around this party. Example: --around xAI"),
    ] = None,
    hops: Annotated[
        int,
        typer.Option(metavar="N", min=1, help="How many edges away, with --around. Example: --hops 2"),
    ] = 1,
) -> None:
    """Write the company graph of a facts file. Example: fundex graph facts.json -o graph.gexf"""
    from extractor.contract import STATUSES, fact_types
    from extractor.export.atomic import check_place
    from extractor.export.graph_formats import graph_format, write_graph
    from extractor.facts_file import read_facts_file
    from extractor.graph import EDGES, add_measures, add_money, build_graph, ego, told_once
    from extractor.select import Selection, select

    kind = cast("Edges", _known(edges, EDGES, "--edges"))
    wanted = Selection(
        types=None if types is None else fact_types(_words(types), "--types"),
        statuses=None if status is None else frozenset(_known(one, STATUSES, "--status") for one in _words(status)),
        first=_days(first, "--from")[0] if first else None,
        last=_days(last, "--to")[1] if last else None,
        over=_amount(over) if over else None,
        min_confidence=min_confidence,
    )
    graph_format(output)
    check_place(output)
    corpus = read_facts_file(facts)
    deals = told_once(corpus)  # a linked file's events; money is summed over them whatever the edges are
    told = corpus if kind == "facts" else deals
    kept, left_out = select(told, wanted)
    if left_out:
        reasons = ", ".join(f"{number} {reason}" for reason, number in left_out.items())
        _say(f"kept {len(kept.facts)} of {len(told.facts)} {_things(told)}; left out {reasons}")
    graph = build_graph(kept, kind)
    add_money(graph, select(deals, wanted)[0])
    if around is not None:
        near = ego(graph, around, hops)
        _say(f"around {around}: kept {_size(near)} of {_size(graph)}")
        graph = near
    add_measures(graph)
    write_graph(graph, output)
    _say(f"{output}: {_size(graph)}{_edgeless(kept) if kind != 'events' else ''}")


def _words(told: str) -> list[str]:
    return [word.strip() for word in told.split(",")]


def _known(word: str, known: Sequence[str], option: str) -> str:
    if word in known:
        return word
    near = get_close_matches(word, known, 1)
    fix = f"did you mean {near[0]}?" if near else f"use {', '.join(known[:-1])} or {known[-1]}"
    raise FundexError(option, f"there is no {word!r}", fix)


def _days(told: str, option: str) -> tuple[str, str]:
    """The first and last day of a day, month or year."""
    try:
        year, month, day = (int(part) for part in f"{told}-0-0".split("-")[:3])
        first, last = date(year, month or 1, day or 1), date(year, month or 12, day or 1)
        return first.isoformat(), last.replace(day=day or monthrange(year, last.month)[1]).isoformat()
    except ValueError:
        raise FundexError(option, f"{told!r} is no date", "write it as 2025-10-08, 2025-10 or 2025") from None


def _amount(told: str) -> Money:
    """The amount as the money grammar of articles reads it."""
    from extractor.model import Money
    from extractor.normalise import find_money

    mentions = [one for one in find_money(told) if told[one.start : one.end] == told.strip()]
    for mention in mentions:
        if isinstance(mention.value, Money) and mention.value.value is not None:
            return mention.value
    raise FundexError("--over", f"{told!r} is no amount", "write one with its currency, as 10億円 or $1.5 billion")


def _things(corpus: Corpus) -> str:
    """What the facts of a corpus are called: those of told_once are events."""
    return "events" if {fact.id for fact in corpus.facts} & {event.id for event in corpus.events} else "facts"


def _size(graph: nx.MultiDiGraph[str]) -> str:
    return f"{len(graph)} nodes, {graph.number_of_edges()} edges"


def _edgeless(corpus: Corpus) -> str:
    """How many facts no edge stands for, in words."""
    from extractor.graph.relations import pairs_of

    number = sum(next(pairs_of(fact), None) is None for fact in corpus.facts)
    return (
        f"; {number} of {len(corpus.facts)} {_things(corpus)} name no two parties of a relation and make no edge"
        if number
        else ""
    )


def _say(words: str) -> None:
    print(words, file=sys.stderr)
