"""Somebody who has the database's own password: past the triggers, and from outside the application."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy.engine import Connection

from lti_tool.system.database import Database

GUARDED = ("cases", "events", "decisions", "erasures", "erasure_receipts")


@contextmanager
def past_the_guards(database: Database) -> Iterator[Connection]:
    """A transaction in which no trigger of ours speaks up. They are back afterwards."""
    with database.transaction() as db:
        if not database.is_sqlite:
            for table in GUARDED:
                db.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield db
            for table in GUARDED:
                db.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        triggers = db.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        for trigger in triggers:
            db.exec_driver_sql(f"DROP TRIGGER {trigger.name}")
        yield db
        for trigger in triggers:
            db.exec_driver_sql(trigger.sql)


class Outside:
    """The database as any other program opens it. What it is told is committed at once."""

    def __init__(self, database: Database) -> None:
        self.is_sqlite = database.is_sqlite
        self._connection: Any
        if self.is_sqlite:
            self._connection = sqlite3.connect(str(database.url.database), isolation_level=None)
            self._connection.execute("PRAGMA foreign_keys = ON")
            self.refusal: type[Exception] = sqlite3.IntegrityError
        else:
            url = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
            self._connection = psycopg.connect(url, autocommit=True)
            self.refusal = psycopg.errors.RestrictViolation

    def says(self, statement: str) -> list[tuple[Any, ...]]:
        """What it answers; nothing to a statement that asks nothing."""
        cursor = self._connection.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []

    def count(self, table: str) -> int:
        return int(self.says(f"SELECT count(*) FROM {table}")[0][0])

    def close(self) -> None:
        self._connection.close()
