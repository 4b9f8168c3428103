"""The outbox: work is remembered with the change that causes it, and one worker at a time has it."""

from contextlib import suppress
from datetime import timedelta

import pytest

from lti_tool.system.database import Database
from lti_tool.system.outbox import LEASE, Outbox, Work
from tests.clock import START, SettableClock

outbox = Outbox()


class Stopped(Exception):
    """The worker is stopped in the middle."""


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


def add(database: Database, ref: str, after: timedelta = timedelta()) -> None:
    with database.transaction() as db:
        outbox.add(db, "receipt", ref, START + after)


def take(database: Database, clock: SettableClock) -> Work | None:
    with database.transaction() as db:
        return outbox.lease(db, clock.now())


def waiting(database: Database) -> int:
    with database.reading() as db:
        return outbox.waiting(db)


def test_work_vanishes_with_the_transaction_that_caused_it(database: Database) -> None:
    with suppress(Stopped), database.transaction() as db:
        outbox.add(db, "receipt", "1", START)
        raise Stopped

    assert waiting(database) == 0


def test_work_is_taken_once_and_finished(database: Database, clock: SettableClock) -> None:
    add(database, "1")

    work = take(database, clock)
    assert work is not None
    assert (work.kind, work.ref, work.attempts) == ("receipt", "1", 1)
    assert take(database, clock) is None

    with database.transaction() as db:
        outbox.finish(db, work, clock.now())
    clock.moves_on(days=1)
    assert take(database, clock) is None
    assert waiting(database) == 0


def test_what_has_waited_longest_comes_first(database: Database, clock: SettableClock) -> None:
    add(database, "second", timedelta(seconds=-1))
    add(database, "first", timedelta(seconds=-2))
    add(database, "third", timedelta(seconds=-1))

    taken = [take(database, clock) for _ in range(3)]

    assert [work and work.ref for work in taken] == ["first", "second", "third"]


def test_nothing_is_taken_before_it_is_due(database: Database, clock: SettableClock) -> None:
    add(database, "1", timedelta(minutes=1))

    assert take(database, clock) is None
    clock.moves_on(minutes=1)
    assert take(database, clock) is not None


def test_what_a_dead_worker_held_is_taken_again(database: Database, clock: SettableClock) -> None:
    add(database, "1")
    take(database, clock)

    clock.moves_on(seconds=LEASE.total_seconds() - 1)
    assert take(database, clock) is None
    clock.moves_on(seconds=1)
    work = take(database, clock)

    assert work is not None
    assert work.attempts == 2


def test_work_can_be_put_off(database: Database, clock: SettableClock) -> None:
    add(database, "1")
    work = take(database, clock)
    assert work is not None

    with database.transaction() as db:
        outbox.again(db, work, clock.now() + timedelta(minutes=30))

    assert take(database, clock) is None
    assert waiting(database) == 1
    clock.moves_on(minutes=30)
    again = take(database, clock)
    assert again is not None
    assert (again.id, again.attempts) == (work.id, 2)


def test_work_of_one_kind_can_be_asked_for(database: Database, clock: SettableClock) -> None:
    add(database, "1")
    with database.transaction() as db:
        outbox.add(db, "notice", "2", START)

    with database.transaction() as db:
        found = [outbox.lease(db, clock.now(), "notice") for _ in range(2)]

    assert [work and work.ref for work in found] == ["2", None]


def test_a_lease_can_be_made_longer_by_who_still_holds_it(database: Database, clock: SettableClock) -> None:
    add(database, "1")
    work = take(database, clock)
    assert work is not None
    clock.moves_on(minutes=4)

    with database.transaction() as db:
        assert outbox.renew(db, work, clock.now())
    clock.moves_on(minutes=4)
    assert take(database, clock) is None
    clock.moves_on(minutes=1)
    taken = take(database, clock)

    assert taken is not None
    with database.transaction() as db:
        assert not outbox.renew(db, work, clock.now())
        outbox.finish(db, taken, clock.now())
        assert not outbox.renew(db, taken, clock.now())


def test_a_lease_that_was_not_committed_is_not_held(database: Database, clock: SettableClock) -> None:
    add(database, "1")

    with suppress(Stopped), database.transaction() as db:
        assert outbox.lease(db, clock.now()) is not None
        raise Stopped

    work = take(database, clock)
    assert work is not None
    assert work.attempts == 1


def test_two_workers_at_once_take_different_work(postgres_database: Database, clock: SettableClock) -> None:
    """On SQLite the second worker cannot even begin before the first has ended."""
    add(postgres_database, "1")
    add(postgres_database, "2")

    with postgres_database.transaction() as one, postgres_database.transaction() as other:
        first, second = outbox.lease(one, clock.now()), outbox.lease(other, clock.now())
        assert first is not None
        assert second is not None
        assert {first.ref, second.ref} == {"1", "2"}
        with postgres_database.transaction() as third:
            assert outbox.lease(third, clock.now()) is None
