"""Documents, entities, facts and what tells them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from extractor.store.exact import Exact

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("program", sa.Text, nullable=False),
        sa.Column("loaded_at", sa.DateTime, server_default=sa.func.current_timestamp(), nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("published_on", sa.Date),
        sa.Column("source", sa.Text),
        sa.Column("sha256", sa.Text),
        sa.Column("facts_sha256", sa.Text, nullable=False),
        sa.Column("entities_sha256", sa.Text, nullable=False),
    )
    op.create_table(
        "document_versions",
        _of("documents", "document_id", primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("run_id", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("sha256", sa.Text),
        sa.Column("facts_sha256", sa.Text, nullable=False),
        sa.Column("facts", sa.Integer, nullable=False),
    )
    _entities()
    _facts()


def _entities() -> None:
    op.create_table(
        "entities",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.create_table(
        "aliases",
        _of("entities", "entity_id", primary_key=True),
        _of("documents", "document_id", primary_key=True, index=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, index=True),
    )
    op.create_table(
        "identifiers",
        _of("entities", "entity_id", primary_key=True),
        sa.Column("scheme", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False, index=True),
    )


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("id", sa.Text, primary_key=True),
        _of("documents", "document_id", index=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False, index=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("attribution_kind", sa.Text, nullable=False),
        sa.Column("attribution_source", sa.Text),
        sa.Column("part_of", sa.Text, sa.ForeignKey("facts.id", deferrable=True, initially="DEFERRED"), index=True),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("issues", sa.JSON, nullable=False),
    )
    op.create_table(
        "arguments",
        _of("facts", "fact_id", primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        *_words(),
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
    )
    op.create_table(
        "equivalents",
        sa.Column("fact_id", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        *_measure(),
        sa.Column("currency", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["fact_id", "role", "number"],
            ["arguments.fact_id", "arguments.role", "arguments.number"],
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "evidence",
        _of("facts", "fact_id", primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        *_words(),
        sa.Column("rules", sa.JSON, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
    )


def _of(table: str, name: str, *, primary_key: bool = False, index: bool = False) -> sa.Column[str]:
    parent = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Text, parent, primary_key=primary_key, index=index, nullable=False)


def _measure() -> tuple[sa.Column[object], ...]:
    return sa.Column("value", Exact), sa.Column("low", Exact), sa.Column("high", Exact), sa.Column("bound", sa.Text)


def _words() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("text_start", sa.Integer, nullable=False),
        sa.Column("text_end", sa.Integer, nullable=False),
    )
