"""How the status of events moved, a step a row; those of the events that are there come from their records."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    history = op.create_table(
        "event_history",
        sa.Column("event_id", sa.Text, sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("told_on", sa.Date),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("fact_id", sa.Text, sa.ForeignKey("facts.id", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("ix_event_history_fact_id", "event_history", ["fact_id"])
    events = sa.table("events", sa.column("id"), sa.column("record", sa.JSON))
    connection = op.get_bind()
    for id, record in connection.execute(sa.select(events.c.id, events.c.record)).all():
        for number, step in enumerate(record.get("history", ())):
            row = {"event_id": id, "number": number, "status": step["status"]}
            row |= {"told_on": date.fromisoformat(step["date"]) if step["date"] else None}
            connection.execute(sa.insert(history), {**row, "document_id": step["document"], "fact_id": step["fact"]})
