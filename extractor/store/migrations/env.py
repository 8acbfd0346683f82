"""Alembic runs this: migrations on the connection that `extractor.store.upgrade` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
