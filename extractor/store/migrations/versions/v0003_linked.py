"""What linking adds: events by their arguments, converted amounts, particulars, reasons of merges, replaced texts.

Events that are there are told by their arguments too. Checksums are emptied, so that the next load fills in the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

from extractor.store.exact import Exact

revision = "0003"
down_revision = "0002"

_KINDS = ("entity", "money", "percent", "quantity", "date", "term")


def upgrade() -> None:
    for column in _converted():
        op.add_column("arguments", column)
    op.add_column("events", sa.Column("conflicts", sa.Text))
    op.create_table(
        "replaced_texts",
        _of("documents", "document_id"),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("facts", sa.Integer, nullable=False),
    )
    op.create_table(
        "particulars",
        _of("entities", "entity_id"),
        _of("documents", "document_id", index=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "merges",
        _of("entities", "entity_id"),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("names", sa.JSON, nullable=False),
        sa.Column("documents", sa.JSON, nullable=False),
    )
    _tell_events(*_event_tables())
    op.execute("UPDATE documents SET facts_sha256 = '', entities_sha256 = ''")


def _event_tables() -> tuple[sa.Table, sa.Table]:
    key = ("event_id", "role", "number")
    arguments = op.create_table(
        "event_arguments",
        _of("events", "event_id"),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("text_start", sa.Integer, nullable=False),
        sa.Column("text_end", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("entity_id", sa.Text, sa.ForeignKey("entities.id"), index=True),
        *_measure(),
        sa.Column("currency", sa.Text),
        sa.Column("unit", sa.Text),
        sa.Column("edtf", sa.Text),
        sa.Column("first_day", sa.Date),
        sa.Column("last_day", sa.Date),
        sa.Column("relative", sa.Text),
        sa.Column("term", sa.Text),
        *_converted(),
        sa.Column("documents", sa.JSON, nullable=False),
    )
    equivalents = op.create_table(
        "event_equivalents",
        sa.Column("event_id", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        *_measure(),
        sa.Column("currency", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(key, [f"event_arguments.{name}" for name in key], ondelete="CASCADE"),
    )
    return arguments, equivalents


def _tell_events(arguments: sa.Table, equivalents: sa.Table) -> None:
    """Arguments and conflicts of the events that are there, from their records."""
    events = sa.table("events", sa.column("id"), sa.column("record", sa.JSON), sa.column("conflicts"))
    connection = op.get_bind()
    for id, record in connection.execute(sa.select(events.c.id, events.c.record)).all():
        if conflicts := ", ".join(one["role"] for one in record.get("conflicts", ())):
            connection.execute(sa.update(events).where(events.c.id == id).values(conflicts=conflicts))
        for key, filler in _places(id, record.get("roles", {})):
            connection.execute(sa.insert(arguments), {**key, **_row(filler)})
            for place, money in enumerate(filler.get("equivalents", ())):
                row = {**key, "place": place, **_numbers(money), "currency": money["currency"]}
                connection.execute(sa.insert(equivalents), row)


def _places(id: str, roles: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], Mapping[str, Any]]]:
    for role, fillers in roles.items():
        for number, filler in enumerate(fillers):
            yield {"event_id": id, "role": role, "number": number}, filler


def _row(filler: Mapping[str, Any]) -> dict[str, Any]:
    kind = next(kind for kind in _KINDS if filler.get(kind) is not None)
    row = {"text": filler["text"], "text_start": filler["start"], "text_end": filler["end"], "kind": kind}
    match kind, filler[kind]:
        case "entity", id:
            row["entity_id"] = id
        case "term", word:
            row["term"] = word
        case "date", told:
            row |= {"edtf": told["edtf"], "first_day": _day(told.get("start")), "last_day": _day(told.get("end"))}
            row["relative"] = told.get("relative")
        case _, told:
            row |= _numbers(told) | {name: told[name] for name in ("currency", "unit") if name in told}
    if other := filler.get("converted"):
        row |= {f"converted_{name}": _exact(other.get(name)) for name in ("value", "low", "high")}
        row |= {"converted_currency": other["currency"], "rate": other["rate"], "rate_date": _day(other["rate_date"])}
    return {**row, "documents": filler.get("documents", [])}


def _numbers(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _exact(told.get(name)) for name in ("value", "low", "high")} | {"bound": told.get("bound")}


def _exact(told: float | None) -> float | Decimal | None:
    """A number with a fraction, by its digits."""
    return Decimal(repr(told)) if isinstance(told, float) else told


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _of(table: str, name: str, *, index: bool = False) -> sa.Column[str]:
    parent = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Text, parent, primary_key=True, index=index, nullable=False)


def _measure() -> tuple[sa.Column[object], ...]:
    return sa.Column("value", Exact), sa.Column("low", Exact), sa.Column("high", Exact), sa.Column("bound", sa.Text)


def _converted() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("converted_value", Exact),
        sa.Column("converted_low", Exact),
        sa.Column("converted_high", Exact),
        sa.Column("converted_currency", sa.Text),
        sa.Column("rate", sa.Float),
        sa.Column("rate_date", sa.Date),
    )
