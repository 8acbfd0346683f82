"""Tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from extractor.export.records import value_record
from extractor.export.words import filler_words, value_words
from extractor.model import Corpus, Fact, Money, ValueMention

if TYPE_CHECKING:
    from rich.table import Table


def facts_table(corpus: Corpus) -> Table:
    """A fact a row: what, who, how much as the text has it, how far along, how sure, and where it was read."""
    names = {entity.id: entity.name for entity in corpus.entities}
    table = plain_table("type", "who", "amount", "status", "confidence", "document")
    for fact in corpus.facts:
        who, amount = _who(fact, names), _amount(fact)
        table.add_row(fact.type, who, amount, fact.status, f"{fact.confidence:.2f}", fact.document)
    return table


def print_table(table: Table) -> None:
    """A table on standard output, as wide as the terminal, or wide enough for a line a row where there is none."""
    from rich.console import Console

    console = Console()
    Console(width=None if console.is_terminal else 160).print(table)


def values_table(text: str, mentions: Iterable[ValueMention]) -> Table:
    """A value a row, with its offsets and the conversions given for it."""
    table = plain_table("offsets", "text", "kind", "value", "bound", "equivalents")
    for one in mentions:
        table.add_row(
            f"{one.start}–{one.end}",
            text[one.start : one.end],
            value_record(one.value)[0],
            value_words(one.value),
            str(getattr(one.value, "bound", "")),
            ", ".join(value_words(other) for other in one.equivalents),
        )
    return table


def answer_table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Table:
    """Rows of a database's answer."""
    table = plain_table(*(column.replace("_", " ") for column in columns))
    for row in rows:
        table.add_row(*(_cell(row[column]) for column in columns))
    return table


def _cell(value: object) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case int() | Decimal():
            return f"{value:,}"
    return str(value)


def plain_table(*columns: str) -> Table:
    """An empty table in the manner of all of ours."""
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table(box=SIMPLE)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _who(fact: Fact, names: Mapping[str, str]) -> str:
    told = {
        role: [filler_words(filler, names) for filler in fillers if filler.entity]
        for role, fillers in fact.roles.items()
    }
    return "\n".join(f"{role}: {', '.join(words)}" for role, words in told.items() if words)


def _amount(fact: Fact) -> str:
    """The amount; of a fact that tells another sum instead, that one with its role."""
    sums = {
        role: ", ".join(filler.text for filler in fillers if isinstance(filler.value, Money))
        for role, fillers in fact.roles.items()
    }
    return sums.get("amount") or "\n".join(f"{role}: {words}" for role, words in sums.items() if words)
