"""Connections between their transactions: PostgreSQL's in SQLAlchemy's pool, SQLite's kept open by us."""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import InvalidatePoolError, SQLAlchemyError

# A page uses one connection several times within milliseconds. To ask each time would be a third of its database time.
TRUSTED_SECONDS = 0.1


class Connections(Protocol):
    """Where a transaction gets its connection from."""

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        """A connection for one transaction, used by one thread. Whatever is open at the end is rolled back."""
        ...

    def close(self) -> None:
        """Close what is not lent."""


class Pooled:
    """SQLAlchemy's pool, which notices a server that was restarted (`ask_whether_it_is_there`)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection

    def close(self) -> None:
        self._engine.dispose()


class KeptOpen:
    """Connections to a file, which cannot go away like a server's.

    Taking one out of a pool and giving it back costs as much as what SQLite does in between, and a page has four
    transactions. There are as many as there have been threads at once.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._idle: deque[Connection] = deque()

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        connection = self._take()
        try:
            yield connection
        except SQLAlchemyError:
            connection.close()
            raise
        except BaseException:
            self._give_back(connection)
            raise
        self._give_back(connection)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()
        self._engine.dispose()

    def _take(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._engine.connect()

    def _give_back(self, connection: Connection) -> None:
        try:
            if connection.in_transaction():
                connection.rollback()
            driver = connection.connection
            if driver.dbapi_connection.in_transaction:  # type: ignore[union-attr]
                driver.rollback()
        except (SQLAlchemyError, sqlite3.Error):
            # Whoever had it is done. The next one gets a new one.
            connection.close()
            return
        self._idle.append(connection)


def ask_whether_it_is_there(engine: Engine) -> None:
    """Ask a server whether it is still there before a connection is lent that nobody has just used.

    When it is not, every connection to it is thrown away, and a new one is made.
    """

    @event.listens_for(engine, "checkout")
    def ask(connection: Any, record: Any, _lent: object) -> None:
        if time.monotonic() - record.info.get("used", float("-inf")) < TRUSTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    @event.listens_for(engine, "checkin")
    def remember(_connection: Any, record: Any) -> None:
        record.info["used"] = time.monotonic()
