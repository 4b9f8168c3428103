"""A lock that somebody else holds: wait, but not for ever; and hold up no page for a note in the margin."""

import time

import pytest
from sqlalchemy.exc import OperationalError

from lti_tool.system.database import NOT_NOW, Database

from .trouble import locked_elsewhere

STATEMENT = "UPDATE cases SET version = version"


@pytest.fixture
def hurried(database: Database) -> Database:
    return Database(database.url.render_as_string(hide_password=False), busy_seconds=0.3)


def test_a_writer_gives_up_after_the_time_it_was_given(hurried: Database) -> None:
    with locked_elsewhere(hurried):
        began = time.monotonic()
        with pytest.raises(OperationalError), hurried.transaction() as db:
            db.exec_driver_sql(STATEMENT)
        assert 0.2 < time.monotonic() - began < 3

    with hurried.transaction() as db:
        db.exec_driver_sql(STATEMENT)
    hurried.close()


def test_a_reader_does_not_wait_at_all(hurried: Database) -> None:
    with locked_elsewhere(hurried), hurried.reading() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM cases").scalar_one() == 0
    hurried.close()


def test_a_note_in_the_margin_waits_only_as_long_as_it_says(database: Database) -> None:
    with locked_elsewhere(database):
        began = time.monotonic()
        with pytest.raises(NOT_NOW), database.quick_transaction(wait_seconds=0.1) as db:
            db.exec_driver_sql(STATEMENT)
        assert time.monotonic() - began < 3
