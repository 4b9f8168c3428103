"""kill -9 of the worker, at any moment: every tick is with the host once in the end, and every receipt says so."""

import os
import random
import time
from datetime import UTC, datetime
from itertools import count

import pytest

from lti_tool.outcomes.delivery import MOST_TIMESTAMPS
from lti_tool.system.outbox import outbox
from tests.host.faults import (
    BAD_GATEWAY,
    RESET_AFTER_THE_WRITE,
    RESET_BEFORE_THE_WRITE,
    SIGN_IN_PAGE,
    Service,
    Slow,
    after_the_write,
)
from tests.host.school import STAFF_COURSE, STUDENT, Person
from tests.outcomes.doomed_worker import wait_for_requests, worker
from tests.outcomes.sandbox import assert_stored_once

SOAK = bool(os.environ.get("SIGNPOST_SOAK"))
KILLS = 200 if SOAK else 5
THINKING = Slow(0.03)
# About as long as one takes from one request to the next, so that a kill may land anywhere in it.
ONE_DELIVERY = 0.1
OWED_BEFORE_EACH = 9
TROUBLES = (
    THINKING,
    RESET_BEFORE_THE_WRITE,
    RESET_AFTER_THE_WRITE,
    BAD_GATEWAY,
    after_the_write(BAD_GATEWAY),
    after_the_write(SIGN_IN_PAGE),
)
NUMBERS = count(1000)


@pytest.mark.soak
@pytest.mark.timeout(0 if SOAK else 300)
def test_a_killed_worker_loses_nothing_and_doubles_nothing(school_on_each, moodle_of_each, tmp_path):
    school, moodle = school_on_each, moodle_of_each
    seed = int(os.environ.get("SIGNPOST_SEED", random.randrange(2**32)))
    chance, log, owed = random.Random(seed), tmp_path / "worker.log", []
    print(f"SIGNPOST_SEED={seed}")

    for _ in range(KILLS):
        owed += everybody_sends(school, moodle)
        goes_slowly(moodle, chance)
        with worker(school.database, log) as process:
            wait_for_requests(chance.randint(1, OWED_BEFORE_EACH), process, moodle, log)
            time.sleep(chance.uniform(0, ONE_DELIVERY))
        everything_is_due(school)
    finishes(school, moodle)

    assert {school.end_of(receipt)[0] for receipt in owed} == {"delivered"}
    assert_stored_once(school, moodle, *owed)
    assert "delivery failed" not in log.read_text()


def test_a_worker_killed_while_it_starts_has_taken_nothing(school, moodle, tmp_path):
    (receipt,) = everybody_sends(school, moodle, 1)

    with worker(school.database, tmp_path / "worker.log"):
        time.sleep(0.1)
    everything_is_due(school)
    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("delivered", None)
    assert_stored_once(school, moodle, receipt)


def everybody_sends(school, moodle, people=OWED_BEFORE_EACH):
    """New members of staff, most with one receipt and every third with two."""
    owed = []
    for _ in range(people):
        number = next(NUMBERS)
        person = Person(f"staff{number}", str(number), "Sam", f"Number {number}", "teacher")
        moodle.school.people[person.key] = person
        moodle.school.enrol(person, moodle.school.courses[STAFF_COURSE], STUDENT)
        owed += [school.owes(person.sub) for _ in range(2 if number % 3 == 0 else 1)]
    return owed


def goes_slowly(moodle, chance):
    """The host takes its time over everything, and a few scores go wrong on top of that."""
    moodle.faults.clear()
    for _ in range(OWED_BEFORE_EACH):
        moodle.faults.plan(Service.SCORES, chance.choice(TROUBLES))
    for service in Service:
        moodle.faults.plan(service, THINKING, times=None)


def everything_is_due(school):
    """What time does: leases run out, and waits are over."""
    now = school.clock.now()
    with school.database.transaction() as db:
        db.execute(outbox.update().where(outbox.c.done_at.is_(None)).values(due_at=now))
        db.execute(outbox.update().where(outbox.c.leased_until.is_not(None)).values(leased_until=now))


def keeps_up(school):
    """Its clock is the host's again, which is the machine's."""
    school.clock.moves_on(seconds=(datetime.now(UTC) - school.clock.now()).total_seconds())
    return school


def finishes(school, moodle):
    """A worker that nobody kills, with a host that nothing is wrong with."""
    moodle.faults.clear()
    for _ in range(MOST_TIMESTAMPS):
        everything_is_due(school)
        # The host believes nothing that is older than some minutes, and all of this may have taken longer.
        while keeps_up(school).deliveries.deliver_due():
            pass
        if not school.still_to_do():
            return
    pytest.fail("some deliveries never end")
