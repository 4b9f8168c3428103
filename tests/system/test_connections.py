"""SQLite's connections stay open between transactions, and nothing of one transaction reaches the next."""

import sqlite3
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from lti_tool.system.database import Database

notes = sa.Table("notes", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True))
WAYS = ["reading", "looking", "transaction", "quick_transaction"]


class Stopped(Exception):
    """Something goes wrong in the middle."""


@pytest.fixture
def kept(database: Database) -> Database:
    """A database with one table of notes."""
    with database.transaction() as db:
        notes.create(db)
    return database


@pytest.fixture
def opened(sqlite_database: Database) -> Callable[[], int]:
    """How many connections have been opened since."""
    count = [0]
    for engine in (sqlite_database.engine, sqlite_database._quick):
        sa.event.listen(engine, "connect", lambda *_: count.__setitem__(0, count[0] + 1))
    return lambda: count[0]


def test_one_thread_needs_one_connection_for_each_kind_of_transaction(
    sqlite_database: Database, opened: Callable[[], int]
) -> None:
    sqlite_database.close()
    for _ in range(10):
        for way in WAYS:
            with getattr(sqlite_database, way)() as db:
                db.execute(sa.text("SELECT 1"))

    assert opened() == 2


@pytest.mark.parametrize("way", WAYS)
def test_what_a_transaction_left_open_is_rolled_back_before_the_next(kept: Database, way: str) -> None:
    def stop() -> None:
        with getattr(kept, way)() as db:
            db.execute(sa.select(notes)).all()
            raise Stopped

    for _ in range(3):
        with pytest.raises(Stopped):
            stop()

    with kept.transaction() as db:
        db.execute(notes.insert().values(id=1))
    with kept.reading() as db:
        assert db.execute(sa.select(notes)).all() == [(1,)]


@pytest.mark.parametrize("way", ["reading", "looking"])
def test_who_looks_again_sees_what_was_written_meanwhile(kept: Database, way: str) -> None:
    for number in range(3):
        with getattr(kept, way)() as db:
            assert len(db.execute(sa.select(notes)).all()) == number
        with kept.transaction() as db:
            db.execute(notes.insert().values(id=number))


def test_a_reading_sees_one_state_and_a_look_the_newest(kept: Database) -> None:
    with kept.reading() as one_state, kept.looking() as newest:
        assert one_state.execute(sa.select(notes)).all() == newest.execute(sa.select(notes)).all() == []
        with kept.transaction() as db:
            db.execute(notes.insert().values(id=1))

        assert one_state.execute(sa.select(notes)).all() == []
        assert newest.execute(sa.select(notes)).all() == [(1,)]


def test_a_connection_that_failed_is_not_used_again(sqlite_database: Database, opened: Callable[[], int]) -> None:
    with pytest.raises(sa.exc.OperationalError), sqlite_database.reading() as db:
        db.execute(sa.text("SELECT nothing FROM nowhere"))
    before = opened()

    with sqlite_database.reading() as db:
        db.execute(sa.text("SELECT 1"))

    assert opened() == before + 1


def driver_of(db: sa.Connection) -> sqlite3.Connection:
    driver = db.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


@pytest.mark.parametrize("way", WAYS)
def test_a_connection_that_broke_is_sqlalchemys_trouble_once_and_then_replaced(
    sqlite_database: Database, way: str
) -> None:
    with getattr(sqlite_database, way)() as db:
        driver = driver_of(db)
    driver.close()

    with pytest.raises(sa.exc.SQLAlchemyError), getattr(sqlite_database, way)() as db:
        db.execute(sa.text("SELECT 1"))

    with getattr(sqlite_database, way)() as db:
        assert db.execute(sa.text("SELECT 1")).scalar_one() == 1


def test_a_connection_that_breaks_while_it_is_lent_is_not_kept(sqlite_database: Database) -> None:
    with sqlite_database.looking() as db:
        driver_of(db).close()

    with sqlite_database.looking() as db:
        assert db.execute(sa.text("SELECT 1")).scalar_one() == 1


def test_many_threads_at_once_each_have_their_own(kept: Database) -> None:
    together = Barrier(8)
    seen: list[int] = []

    def look() -> None:
        for _ in range(20):
            with kept.reading() as db:
                together.wait(10)
                seen.append(len(db.execute(sa.select(notes)).all()))

    threads = [Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [0] * 160
