"""The schema's age: made new, brought up to date, or refused."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from extractor.errors import StoreError
from extractor.store.database import Database
from extractor.store.views import create_views, drop_views


def upgrade(database: Database, to: str = "head") -> None:
    """Makes the tables, or brings older ones up to date, in one transaction; StoreError for newer ones than ours."""
    with database.writing(foreign_keys=False) as connection:  # SQLite alters a table by making it anew
        config = _config()
        if (found := _revision(connection)) == (head := _head(config)):
            return
        _refuse_strangers(database, connection, config, found)
        drop_views(connection)  # they hold no data, and a table under a view cannot be altered
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        if to in ("head", head):
            create_views(connection)


def check(database: Database, connection: Connection) -> None:
    """StoreError unless the schema is the one that this program reads."""
    config = _config()
    if (found := _revision(connection)) == _head(config):
        return
    if found is None:
        raise StoreError(database.place, "holds no facts of fundex", "fill it with: fundex load FACTS --db …")
    _refuse_strangers(database, connection, config, found)
    raise StoreError(database.place, f"its tables are of an older fundex ({found})", "renew them: fundex load --db …")


def _refuse_strangers(database: Database, connection: Connection, config: Config, found: str | None) -> None:
    if found is None and inspect(connection).has_table("documents"):
        raise StoreError(
            database.place, "has a table documents that is not fundex's", "give fundex a database of its own"
        )
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        what = f"its tables are of a newer fundex ({found}; this one knows {_head(config)})"
        raise StoreError(database.place, what, "upgrade fundex")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def _head(config: Config) -> str | None:
    return ScriptDirectory.from_config(config).get_current_head()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
