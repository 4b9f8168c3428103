"""A case that becomes restricted, or a course that is switched off, while a tick is on its way: nothing is posted."""

import pytest

from lti_tool.tenants.model import Posting
from tests.host.faults import UNAUTHORISED, Meanwhile, Service, Slow
from tests.host.school import STAFF_COURSE
from tests.outcomes.sandbox import launched


@pytest.fixture
def receipt(school):
    return school.owes("5")


def becomes_restricted(school, receipt):
    return Meanwhile(lambda: school.restricts(receipt))


def test_while_the_worker_gets_its_token(school, moodle, receipt):
    moodle.faults.plan(Service.TOKEN, becomes_restricted(school, receipt))

    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("given_up", "restricted")
    assert moodle.faults.requests[Service.SCORES] == 0
    assert school.still_to_do() == 0


def test_while_the_worker_renews_its_token(school, moodle, receipt):
    moodle.faults.plan(Service.SCORES, UNAUTHORISED)
    moodle.faults.plan(Service.TOKEN, Slow(0))
    moodle.faults.plan(Service.TOKEN, becomes_restricted(school, receipt))

    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("given_up", "restricted")
    assert moodle.scores == []


def test_while_the_worker_looks_for_a_column(school, moodle):
    moodle.set_graded(STAFF_COURSE, False)
    receipt = launched(school, moodle).owes("5")
    moodle.faults.plan(Service.LINE_ITEMS, becomes_restricted(school, receipt))

    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("given_up", "restricted")
    assert moodle.gradebook.of_course(STAFF_COURSE) == []


def test_while_the_worker_looks_for_another_column(school, moodle, receipt):
    moodle.faults.plan(Service.SCORES, Meanwhile(lambda: moodle.set_graded(STAFF_COURSE, False)))
    moodle.faults.plan(Service.LINE_ITEMS, becomes_restricted(school, receipt))

    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("given_up", "restricted")
    assert moodle.gradebook.of_course(STAFF_COURSE) == []
    assert moodle.faults.requests[Service.SCORES] == 1


def test_receipts_are_switched_off_in_the_meantime(school, moodle, receipt):
    moodle.faults.plan(Service.TOKEN, Meanwhile(lambda: school.marks_course(Posting.OFF)))

    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("given_up", "posting_off")
    assert moodle.scores == []
