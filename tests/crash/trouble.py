"""Databases in trouble, on purpose: impatient, read-only, full, locked by somebody else, away."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lti_tool.system.database import Database
from tests.conftest import PostgresServer

HOLD_THE_LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def every_time(database: Database, *, sqlite: str, postgres: str = "") -> Iterator[None]:
    """Until the block ends, SQLite hears this for each connection opened, PostgreSQL as a transaction begins."""

    def on_checkout(connection: Any, _record: object, _proxy: object) -> None:
        connection.execute(sqlite)

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(postgres)

    engines = {database.engine, database._quick}
    listener = ("checkout", on_checkout) if database.is_sqlite else ("begin", on_begin)
    for engine in engines:
        sa.event.listen(engine, *listener)
    # SQLite's connections stay open: only a new one hears it.
    database.close()
    try:
        yield
    finally:
        for engine in engines:
            sa.event.remove(engine, *listener)
        # What a connection was told, it remembers.
        database.close()


def impatient(database: Database) -> AbstractContextManager[None]:
    """Nobody waits longer than a fifth of a second for a lock."""
    return every_time(database, sqlite="PRAGMA busy_timeout=200", postgres="SET LOCAL lock_timeout = 200")


def read_only(database: Database) -> AbstractContextManager[None]:
    """Nothing can be written."""
    return every_time(database, sqlite="PRAGMA query_only=ON", postgres="SET TRANSACTION READ ONLY")


def full(database: Database) -> AbstractContextManager[None]:
    """An SQLite file may not become larger than it is. What fits in its last pages still does."""
    return every_time(database, sqlite="PRAGMA max_page_count=1")


@contextmanager
def locked_elsewhere(database: Database) -> Iterator[None]:
    """Somebody else holds what a writer needs: on SQLite another process, on PostgreSQL another connection."""
    if database.is_sqlite:
        command = [sys.executable, "-c", HOLD_THE_LOCK, str(database.url.database)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"locked\n"
            yield
            holder.communicate()
        return
    engine = sa.create_engine(database.url)
    with engine.begin() as holder_of_locks:
        holder_of_locks.exec_driver_sql("LOCK TABLE cases, answers, events, login_transactions IN EXCLUSIVE MODE")
        yield
    engine.dispose()


def cut_off(postgres: PostgresServer, name: str) -> None:
    """End every connection to this database, as a restart of the server does."""
    _as_owner(postgres, f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'")


@contextmanager
def away(postgres: PostgresServer, name: str) -> Iterator[None]:
    """The database ends its connections and takes no new ones, until the block ends."""
    _as_owner(postgres, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    try:
        cut_off(postgres, name)
        yield
    finally:
        _as_owner(postgres, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def _as_owner(postgres: PostgresServer, statement: str) -> None:
    url = postgres.url("postgres").replace("postgresql:", "postgresql+psycopg:")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
