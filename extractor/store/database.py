"""Connections to a research database: addresses, transactions, locks, and errors in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from extractor.errors import StoreError

_PATIENCE = 600  # seconds that a load waits for another one
_LOCK = 0x66756E646578  # "fundex": PostgreSQL's advisory lock that every write takes


class Database:
    """A SQLite file or a PostgreSQL database; nothing is opened before the first transaction."""

    def __init__(self, address: str) -> None:
        self.url = _url(address)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.place = self.url.database or ":memory:" if self.sqlite else self.url.render_as_string(hide_password=True)
        self.engine = _engine(self.url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database; StoreError where there is none."""
        if self.sqlite and not Path(self.place).is_file():
            raise StoreError(self.place, "no such database", "make it with: fundex load FACTS --db FILE")
        with self._told(), self.engine.begin() as connection:
            if not self.sqlite:
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            yield connection

    @contextmanager
    def writing(self, *, foreign_keys: bool = True) -> Iterator[Connection]:
        """The one transaction that writes: others wait for it. It is kept whole or not at all."""
        with self._told(), self.engine.connect().execution_options(writes=True) as connection:
            if self.sqlite and (raw := connection.connection.driver_connection):  # no transaction may have begun
                raw.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
            with connection.begin():
                if not self.sqlite:
                    connection.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE}s'"))
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
                yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            words = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            raise StoreError(self.place, words, _fix(words)) from error


def _url(address: str) -> URL:
    if "://" not in address:
        return URL.create("sqlite", database=address)
    try:
        url = make_url(address)
    except ArgumentError:
        raise StoreError("--db", "is no database address", _EXAMPLES) from None
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in ("sqlite", "postgresql+psycopg"):
        return url
    raise StoreError("--db", f"no database of the kind {url.drivername!r} is known", _EXAMPLES)


_EXAMPLES = "give a file (facts.sqlite) or postgresql://user@host/database"


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(url.update_query_dict({"connect_timeout": "10", **url.query}), poolclass=NullPool)
        except ImportError:
            raise StoreError("--db", "PostgreSQL needs psycopg", "pip install 'fundex[postgresql]'") from None
    engine = create_engine(url, connect_args={"timeout": _PATIENCE}, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _ours(connection: object, _: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined] # sqlite3 would begin too late, and commit at DDL

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _fix(words: str) -> str:
    for sign, fix in (
        ("locked", "another load is at work: wait for it to end"),
        ("lock timeout", "another load is at work: wait for it to end"),
        ("not a database", "name a SQLite file that fundex load made, or a new one"),
        ("unable to open", "name a file in a folder that is there and can be written"),
        ("readonly", "change the file's permissions"),
        ("does not exist", "create it first: createdb"),
        ("connection", "see that the server runs and takes connections at this address"),
        ("permission denied", "ask for the right to create and change tables in this database"),
    ):
        if sign in words:
            return fix
    return ""
