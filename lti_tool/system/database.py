"""One way to the database: a transaction that commits whole or not at all. SQLite and PostgreSQL alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect, Engine, make_url
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from .connections import Connections, KeptOpen, Pooled, ask_whether_it_is_there
from .private_files import file_of, make_private
from .statement import as_sqlalchemy_names_it

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
metadata = sa.MetaData(naming_convention=NAMING)

BUSY_SECONDS = 10
DO_NOT_WAIT_FOR_THE_DISK = "SET LOCAL synchronous_commit TO OFF"

# What a database raises while it cannot do something that it may well do a minute later: it is locked, full,
# read-only or away.
NOT_NOW = (OperationalError, InterfaceError, InternalError, PoolTimeout)


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone, so it is taken off on the way in and put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """The connection pool and the two kinds of transaction.

    `transaction` is durable: when it returns, what it wrote survives a power cut. `quick_transaction` may lose the
    last moments in one; it is for logins and sessions, where a loss costs a person one more click.

    Args:
        busy_seconds: how long to wait for somebody else's lock before giving up.
    """

    def __init__(self, url: str, busy_seconds: float = BUSY_SECONDS) -> None:
        self.url = make_url(_with_driver(url))
        self._busy_seconds = busy_seconds
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = self._engine(durable=True)
        self._quick = self._engine(durable=False) if self.is_sqlite else self.engine
        self._turn = Lock() if self.is_sqlite else None
        self._connections: dict[Engine, Connections] = {
            engine: KeptOpen(engine) if self.is_sqlite else Pooled(engine) for engine in {self.engine, self._quick}
        }

    def transaction(self, wait_seconds: float | None = None) -> AbstractContextManager[Connection]:
        """A durable read-write transaction. On SQLite it takes the write lock at once, so that it cannot fail later.

        Args:
            wait_seconds: how long to wait for somebody else's lock, where the page matters more than the write.
        """
        return self._writing(self.engine, wait_seconds)

    def quick_transaction(self, wait_seconds: float | None = None) -> AbstractContextManager[Connection]:
        """A read-write transaction that does not wait for the disk. `wait_seconds` is as above."""
        return self._writing(self._quick, wait_seconds, also=() if self.is_sqlite else (DO_NOT_WAIT_FOR_THE_DISK,))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, and sees one consistent state."""
        with self._connections[self._quick].lent() as connection:
            if self.is_sqlite:
                _say(connection, "BEGIN")
            else:
                # By default each statement of PostgreSQL's would see a state of its own.
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """For reading where each statement may see a state of its own: mostly because there is only one.

        Without a transaction around it, PostgreSQL is asked once instead of three times.
        """
        with self._connections[self._quick].lent() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="AUTOCOMMIT")
            yield connection

    def overwrite_deleted(self, *, whole: bool = False) -> bool:
        """Leave nothing of deleted rows in SQLite's log, nor, with `whole`, in its file. False: somebody is reading it.

        PostgreSQL does so by itself, when it vacuums and when its log goes.
        """
        if self._turn is None:
            return True
        with self._turn, self._connections[self.engine].lent() as connection:
            driver: Any = connection.connection.driver_connection
            try:
                if whole:
                    driver.execute("VACUUM")
                return not driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except sqlite3.Error as error:
                raise as_sqlalchemy_names_it(error, "VACUUM", connection.dialect) from error

    def close(self) -> None:
        for connections in self._connections.values():
            connections.close()

    @contextmanager
    def _writing(self, engine: Engine, wait_seconds: float | None, also: tuple[str, ...] = ()) -> Iterator[Connection]:
        """Begin and end a transaction. Not by listening to the engine: that would double the time of each statement."""
        wait = self._busy_seconds if wait_seconds is None else wait_seconds
        # SQLite has one writer at a time anyway. Who finds its lock taken sleeps for longer and longer before looking
        # again; who waits here is woken at once. A wait that is too long ends at SQLite's lock, which says so.
        mine = self._turn is not None and self._turn.acquire(timeout=wait)
        try:
            with self._connections[engine].lent() as connection, connection.begin():
                self._begin(connection, wait_seconds, also)
                yield connection
        finally:
            if self._turn is not None and mine:
                self._turn.release()

    def _begin(self, connection: Connection, wait_seconds: float | None, also: tuple[str, ...]) -> None:
        if self.is_sqlite:
            _begin_writing(connection, wait_seconds, self._busy_seconds)
        elif wait_seconds is not None:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_milliseconds(wait_seconds)}")
        for statement in also:
            connection.exec_driver_sql(statement)

    def _engine(self, *, durable: bool) -> Engine:
        if not self.is_sqlite:
            engine = sa.create_engine(
                self.url,
                pool_size=8,
                hide_parameters=True,
                connect_args={"connect_timeout": max(1, round(self._busy_seconds))},
            )
            _prepare_postgres(engine, self._busy_seconds)
            ask_whether_it_is_there(engine)
            return engine
        if (file := file_of(self.url)) is not None:
            make_private(file)
        engine = sa.create_engine(
            self.url,
            poolclass=sa.NullPool,
            hide_parameters=True,
            connect_args={"timeout": self._busy_seconds, "check_same_thread": False},
        )
        _prepare_sqlite(engine, self._busy_seconds, synchronous="FULL" if durable else "NORMAL")
        return engine


def _with_driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _prepare_postgres(engine: Engine, busy_seconds: float) -> None:
    @sa.event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        # A server may have been told to acknowledge before the disk has it. Not for what a school records.
        connection.execute(
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
        )
        connection.execute(f"SET lock_timeout = {_milliseconds(busy_seconds)}")
        connection.commit()


def _prepare_sqlite(engine: Engine, busy_seconds: float, synchronous: str) -> None:
    @sa.event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself: `Database` does.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "secure_delete=ON",
            f"busy_timeout={_milliseconds(busy_seconds)}",
        ):
            connection.execute(f"PRAGMA {pragma}")


def _begin_writing(connection: Connection, wait_seconds: float | None, busy_seconds: float) -> None:
    """Take the write lock, or give up after `wait_seconds`. The connection waits as usual afterwards."""
    if wait_seconds is None:
        _say(connection, "BEGIN IMMEDIATE")
        return
    _say(connection, f"PRAGMA busy_timeout={_milliseconds(wait_seconds)}")
    try:
        _say(connection, "BEGIN IMMEDIATE")
    finally:
        _say(connection, f"PRAGMA busy_timeout={_milliseconds(busy_seconds)}")


def _say(connection: Connection, statement: str) -> None:
    """Tell SQLite's driver itself, which takes a fifth of the time; what it raises is named as SQLAlchemy does."""
    driver: Any = connection.connection.driver_connection
    try:
        driver.execute(statement)
    except sqlite3.Error as error:
        raise as_sqlalchemy_names_it(error, statement, connection.dialect) from error


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def inserted(db: Connection, statement: sa.Insert) -> bool:
    """Insert one row; False when its key is taken, perhaps by somebody who was a moment quicker.

    PostgreSQL ends a whole transaction at the first error, so the attempt is made in a savepoint. Afterwards the
    other row can be read, because the attempt waited until that one was committed.
    """
    try:
        with db.begin_nested():
            db.execute(statement)
    except sa.exc.IntegrityError:
        return False
    return True
