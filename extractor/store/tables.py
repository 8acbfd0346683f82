"""The tables of a research database; docs/databases.md tells what they hold. Migrations make them, not these lines."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    func,
)

from extractor.store.exact import Exact

metadata = MetaData()


def _of(table: str, name: str, *, primary_key: bool = False, index: bool = False) -> Column[str]:
    """A reference to a row that takes this one away with it."""
    parent = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(name, Text, parent, primary_key=primary_key, index=index, nullable=False)


def _measure() -> tuple[Column[object], ...]:
    return Column("value", Exact), Column("low", Exact), Column("high", Exact), Column("bound", Text)


def _words() -> tuple[Column[object], ...]:
    return (
        Column("text", Text, nullable=False),
        Column("text_start", Integer, nullable=False),
        Column("text_end", Integer, nullable=False),
    )


def _filler() -> tuple[Column[Any], ...]:
    """What fills a role: an entity, or a value of a kind; and the amount in another currency, if linking had a rate."""
    return (
        Column("kind", Text, nullable=False),
        Column("entity_id", Text, ForeignKey("entities.id"), index=True),
        *_measure(),
        Column("currency", Text),
        Column("unit", Text),
        Column("edtf", Text),
        Column("first_day", Date),
        Column("last_day", Date),
        Column("relative", Text),
        Column("term", Text),
        Column("converted_value", Exact),
        Column("converted_low", Exact),
        Column("converted_high", Exact),
        Column("converted_currency", Text),
        Column("rate", Float),
        Column("rate_date", Date),
    )


def _equivalents(name: str, of: Table, key: str) -> Table:
    """The other currencies of an amount, beside the argument that it is."""
    return Table(
        name,
        metadata,
        Column(key, Text, primary_key=True),
        Column("role", Text, primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("place", Integer, primary_key=True),
        *_measure(),
        Column("currency", Text, nullable=False),
        ForeignKeyConstraint([key, "role", "number"], [of.c[key], of.c.role, of.c.number], ondelete="CASCADE"),
    )


runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("loaded_at", DateTime, server_default=func.current_timestamp(), nullable=False),
)
documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text),
    Column("published", Text),
    Column("published_on", Date),
    Column("source", Text),
    Column("sha256", Text),
    Column("facts_sha256", Text, nullable=False),
    Column("entities_sha256", Text, nullable=False),
)
document_versions = Table(
    "document_versions",
    metadata,
    _of("documents", "document_id", primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("run_id", Integer, ForeignKey("runs.id"), nullable=False),
    Column("sha256", Text),
    Column("facts_sha256", Text, nullable=False),
    Column("facts", Integer, nullable=False),
)
replaced_texts = Table(
    "replaced_texts",
    metadata,
    _of("documents", "document_id", primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sha256", Text),
    Column("title", Text),
    Column("published", Text),
    Column("facts", Integer, nullable=False),
)
entities = Table(
    "entities",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
)
aliases = Table(
    "aliases",
    metadata,
    _of("entities", "entity_id", primary_key=True),
    _of("documents", "document_id", primary_key=True, index=True),
    Column("name", Text, primary_key=True),
    Column("key", Text, nullable=False, index=True),
)
identifiers = Table(
    "identifiers",
    metadata,
    _of("entities", "entity_id", primary_key=True),
    Column("scheme", Text, primary_key=True),
    Column("value", Text, nullable=False, index=True),
)
particulars = Table(
    "particulars",
    metadata,
    _of("entities", "entity_id", primary_key=True),
    _of("documents", "document_id", primary_key=True, index=True),
    Column("kind", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
merges = Table(
    "merges",
    metadata,
    _of("entities", "entity_id", primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("names", JSON, nullable=False),
    Column("documents", JSON, nullable=False),
)
facts = Table(
    "facts",
    metadata,
    Column("id", Text, primary_key=True),
    _of("documents", "document_id", index=True),
    Column("number", Integer, nullable=False),
    Column("type", Text, nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("attribution_kind", Text, nullable=False),
    Column("attribution_source", Text),
    Column("part_of", Text, ForeignKey("facts.id", deferrable=True, initially="DEFERRED"), index=True),
    Column("confidence", Float, nullable=False),
    Column("issues", JSON, nullable=False),
)
arguments = Table(
    "arguments",
    metadata,
    _of("facts", "fact_id", primary_key=True),
    Column("role", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    *_words(),
    *_filler(),
)
equivalents = _equivalents("equivalents", arguments, "fact_id")
evidence = Table(
    "evidence",
    metadata,
    _of("facts", "fact_id", primary_key=True),
    Column("number", Integer, primary_key=True),
    *_words(),
    Column("rules", JSON, nullable=False),
    Column("folded", Text, nullable=False),
)
events = Table(
    "events",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("first_seen", Date),
    Column("last_seen", Date),
    Column("facts", Integer, nullable=False),
    Column("record", JSON, nullable=False),
    Column("conflicts", Text),
)
event_facts = Table(
    "event_facts",
    metadata,
    _of("events", "event_id", primary_key=True),
    _of("facts", "fact_id", primary_key=True),
    Index("ix_event_facts_fact_id", "fact_id"),
)
event_history = Table(
    "event_history",
    metadata,
    _of("events", "event_id", primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("status", Text, nullable=False),
    Column("told_on", Date),
    Column("document_id", Text, nullable=False),
    _of("facts", "fact_id", index=True),
)
event_arguments = Table(
    "event_arguments",
    metadata,
    _of("events", "event_id", primary_key=True),
    Column("role", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    *_words(),
    *_filler(),
    Column("documents", JSON, nullable=False),
)
event_equivalents = _equivalents("event_equivalents", event_arguments, "event_id")
