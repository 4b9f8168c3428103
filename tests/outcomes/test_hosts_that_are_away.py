"""A host that is down or never answers: its own receipts wait, nobody else's do, and nothing arrives twice."""

import time
from collections.abc import Iterator
from threading import Event

import pytest

from lti_tool.system.http import Http, Patience
from lti_tool.system.settings import Settings
from lti_tool.tenants.model import Host
from tests.host.faults import Meanwhile, Service
from tests.outcomes.office import Office
from tests.outcomes.sandbox import assert_stored_once, office_at
from tests.outcomes.troubles import DELIVERED, NO_ACCESS, NOT_YET, line
from tests.system.far_end import FarEnd

# Short for a test, long enough for a host on a busy machine.
PATIENCE = Patience(connect=2, read=2, total=4)
# What a person may be made to wait for by somebody else's host, with the patience that the tool has in life.
LONGEST_WAIT = 20
UNREACHABLE = NOT_YET.format("The platform could not be reached.")


@pytest.fixture
def awake() -> Iterator[Event]:
    """What a host waits for before it answers: the end of the test."""
    ends = Event()
    yield ends
    ends.set()


@pytest.fixture
def school(moodle, school_database, signing_keys) -> Office:
    return office_at(moodle, school_database, signing_keys, PATIENCE)


@pytest.fixture
def next_door(school, signing_keys, awake) -> Iterator[Office]:
    """Another school of the same installation. Its host takes every request, and says nothing."""
    with FarEnd(lambda _connection: awake.wait(60)) as far_end:
        url = f"http://127.0.0.1:{far_end.port}"
        host = Host("", url, "signpost", f"{url}/auth", f"{url}/token", f"{url}/certs", None, "moodle", ())
        http = Http(Settings("http://localhost:1", "", (bytes(32),), allow_loopback_http=True), PATIENCE)
        yield Office(school.database, http, school.clock, signing_keys, host, f"{url}/1/lineitem", f"{url}/lineitems")


@pytest.mark.parametrize("known", [False, True], ids=["without a token", "with a token"])
def test_a_host_that_was_down_holds_the_score_once_when_it_is_back(school, moodle, known):
    earlier = [school.owes("6")] if known else []
    school.deliveries.deliver_due()
    receipt = school.owes("5")

    with moodle.away():
        school.deliveries.deliver_due()
        assert line(school, receipt) == (UNREACHABLE if known else NO_ACCESS)
    school.waits_until(school.receipt(receipt).due_at)
    school.deliveries.deliver_due()

    assert line(school, receipt) == DELIVERED
    assert_stored_once(school, moodle, receipt, *earlier)
    assert school.still_to_do() == 0


def test_a_host_that_goes_down_under_a_score_holds_it_once_when_it_is_back(school, moodle, awake):
    receipt = school.owes("5")
    moodle.faults.plan(Service.SCORES, Meanwhile(awake.wait))
    moodle.faults.plan(Service.RESULTS, Meanwhile(awake.wait))

    school.deliveries.deliver_due()
    assert school.end_of(receipt)[0] == "retrying"
    with moodle.away():
        awake.set()
    school.waits_until(school.receipt(receipt).due_at)
    school.deliveries.deliver_due()

    assert line(school, receipt) == DELIVERED
    assert_stored_once(school, moodle, receipt)


def test_a_hundred_receipts_of_a_host_that_never_answers_cost_the_others_one_wait(school, moodle, next_door):
    stuck = [next_door.owes(str(number)) for number in range(100)]
    receipt = school.owes("5")

    began = time.monotonic()
    assert school.deliveries.deliver_due(limit=2) == 2

    assert line(school, receipt) == DELIVERED
    assert time.monotonic() - began < PATIENCE.read + PATIENCE.total
    assert_stored_once(school, moodle, receipt)
    assert [next_door.end_of(each)[0] for each in stuck].count("retrying") == 1


def test_once_it_is_known_not_to_answer_nobody_waits_for_it_at_all(school, moodle, next_door):
    for number in range(3):
        next_door.owes(str(number))
    school.deliveries.deliver_due(limit=1)
    receipts = [school.owes("5"), school.owes("6")]

    asked = moodle.faults.requests.total()
    assert school.deliveries.deliver_due(limit=2) == 2

    assert moodle.faults.requests.total() > asked
    assert [line(school, receipt) for receipt in receipts] == [DELIVERED, DELIVERED]
    # Its own turn comes all the same, when nobody else is due.
    assert next_door.still_to_do() == 3
    assert school.deliveries.deliver_due(limit=1) == 1


@pytest.mark.parametrize("silent", [(Service.TOKEN,), (Service.SCORES, Service.RESULTS)], ids=["sign-in", "scores"])
def test_one_attempt_waits_for_a_silent_host_twice_at_most(school, moodle, awake, silent):
    school.owes("5")
    for service in silent:
        moodle.faults.plan(service, Meanwhile(awake.wait), times=None)

    began = time.monotonic()
    school.deliveries.deliver_due()

    assert time.monotonic() - began < 2 * PATIENCE.read + PATIENCE.total
    assert 2 * Patience().read <= LONGEST_WAIT
