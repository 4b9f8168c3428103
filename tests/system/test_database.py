"""The database: what commits is whole and durable, what fails leaves nothing."""

from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from lti_tool.system.database import Database, UtcDateTime, inserted

notes = sa.Table(
    "notes",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", UtcDateTime()),
    sa.Column("about", sa.Integer, sa.ForeignKey("notes.id")),
)


class Stopped(Exception):
    """Something goes wrong in the middle of a transaction."""


@pytest.fixture
def kept(database: Database) -> Database:
    """A database with one table of notes."""
    with database.transaction() as db:
        notes.create(db)
    return database


def count(database: Database) -> int:
    with database.reading() as db:
        return db.execute(sa.select(sa.func.count()).select_from(notes)).scalar_one()


def pragma(db: sa.Connection, name: str) -> str:
    return str(db.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def test_sqlite_is_set_up_on_every_connection(sqlite_database: Database) -> None:
    full, normal = "2", "1"

    with sqlite_database.transaction() as db:
        assert pragma(db, "journal_mode") == "wal"
        assert pragma(db, "foreign_keys") == "1"
        assert pragma(db, "secure_delete") == "1"
        assert pragma(db, "synchronous") == full
    with sqlite_database.quick_transaction() as db:
        assert pragma(db, "foreign_keys") == "1"
        assert pragma(db, "secure_delete") == "1"
        assert pragma(db, "synchronous") == normal


def test_postgresql_waits_for_the_disk_unless_it_is_quick(postgres_database: Database) -> None:
    with postgres_database.quick_transaction() as db:
        assert db.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "off"
    with postgres_database.transaction() as db:
        assert db.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"


@pytest.mark.parametrize("kind", ["transaction", "quick_transaction"])
def test_a_transaction_that_fails_leaves_nothing(kept: Database, kind: str) -> None:
    def write_and_stop() -> None:
        with getattr(kept, kind)() as db:
            db.execute(notes.insert().values(id=1))
            raise Stopped

    with pytest.raises(Stopped):
        write_and_stop()
    assert count(kept) == 0


@pytest.mark.parametrize("kind", ["transaction", "quick_transaction"])
def test_a_transaction_that_ends_is_seen_by_others(kept: Database, kind: str) -> None:
    with getattr(kept, kind)() as db:
        db.execute(notes.insert().values(id=1))
        assert count(kept) == 0

    assert count(kept) == 1


def test_creating_a_table_can_fail_whole_too(database: Database) -> None:
    def create_and_stop() -> None:
        with database.transaction() as db:
            notes.create(db)
            raise Stopped

    with pytest.raises(Stopped):
        create_and_stop()
    with database.reading() as db:
        assert not sa.inspect(db).has_table("notes")


def test_a_reference_to_nothing_is_refused(kept: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), kept.transaction() as db:
        db.execute(notes.insert().values(id=1, about=99))


def test_a_key_that_is_taken_does_not_spoil_the_transaction(kept: Database) -> None:
    with kept.transaction() as db:
        assert inserted(db, notes.insert().values(id=1))
        assert not inserted(db, notes.insert().values(id=1))
        assert inserted(db, notes.insert().values(id=2))

    assert count(kept) == 2


def test_a_slow_writer_keeps_a_second_one_waiting_not_failing(kept: Database) -> None:
    together = Barrier(4)

    def write(number: int) -> None:
        together.wait()
        for turn in range(5):
            with kept.transaction() as db:
                newest = db.execute(sa.select(sa.func.count()).select_from(notes)).scalar_one()
                db.execute(notes.insert().values(id=number * 100 + turn + newest * 1000))

    writers = [Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert count(kept) == 20


def test_a_moment_comes_back_as_the_same_moment_in_utc(kept: Database) -> None:
    summer = datetime(2026, 7, 1, 12, 30, 15, 123456, tzinfo=timezone(timedelta(hours=1)))

    with kept.transaction() as db:
        db.execute(notes.insert().values(id=1, at=summer))
        db.execute(notes.insert().values(id=2, at=None))
        moments = db.execute(sa.select(notes.c.at).order_by(notes.c.id)).scalars().all()

    assert moments == [summer, None]
    assert moments[0] is not None
    assert moments[0].tzinfo is UTC


def test_moments_of_different_zones_are_compared_as_moments(kept: Database) -> None:
    noon = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)

    with kept.transaction() as db:
        db.execute(notes.insert().values(id=1, at=noon))
        later = noon.astimezone(timezone(timedelta(hours=-8))) + timedelta(seconds=1)
        assert db.execute(sa.select(notes.c.id).where(notes.c.at < later)).scalars().all() == [1]


def test_a_moment_without_a_zone_is_refused(kept: Database) -> None:
    with pytest.raises(sa.exc.StatementError, match="without a zone"), kept.transaction() as db:
        db.execute(notes.insert().values(id=1, at=datetime(2026, 7, 1)))  # noqa: DTZ001 - what must be refused


def test_the_folder_of_a_database_is_made(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("new") / "a" / "b"
    database = Database(f"sqlite:///{folder}/signpost.db")

    with database.transaction() as db:
        notes.create(db)
    database.close()

    assert (folder / "signpost.db").is_file()
