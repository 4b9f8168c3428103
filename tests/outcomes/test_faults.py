"""Whatever goes wrong at the host, a delivery ends in one of four states, in words, and is neither lost nor doubled."""

from datetime import timedelta
from threading import Event

import pytest

from lti_tool.outcomes import words
from lti_tool.outcomes.line_items import RESULT_READ, SCORE
from lti_tool.system.http import Patience
from tests.host.faults import (
    BROKEN,
    COURSE_OUT_OF_DATES,
    RESET_AFTER_THE_WRITE,
    RESET_BEFORE_THE_WRITE,
    SIGN_IN_PAGE,
    UNAUTHORISED,
    Meanwhile,
    Service,
    Slow,
    too_many_requests,
)
from tests.host.school import EDITING_TEACHER, STAFF_COURSE
from tests.outcomes.sandbox import assert_stored_once, launched, office_at, stored
from tests.outcomes.troubles import (
    DELIVERED,
    FINAL,
    HARMLESS,
    NO_ACCESS,
    NO_ANSWER,
    NO_COLUMN,
    NO_GRADES,
    PASSING,
    line,
    named,
)

SCORES, RESULTS, LINE_ITEMS = Service.SCORES, Service.RESULTS, Service.LINE_ITEMS


def deliver(school, receipt):
    """Let the time pass until the next attempt, and make it."""
    school.waits_until(school.receipt(receipt).due_at or school.clock.now())
    school.deliveries.deliver_due()


@pytest.mark.parametrize("trouble", PASSING, ids=str)
def test_what_passes_is_tried_again_and_arrives_once(school, moodle, trouble):
    receipt = school.owes("5")
    moodle.faults.plan(trouble.service, trouble.fault)

    school.deliveries.deliver_due()
    assert line(school, receipt) == trouble.sentence
    deliver(school, receipt)

    assert line(school, receipt) == DELIVERED
    assert_stored_once(school, moodle, receipt)
    assert school.still_to_do() == 0


@pytest.mark.parametrize(("service", "sentence"), [(SCORES, NO_ANSWER), (Service.TOKEN, NO_ACCESS)])
def test_a_host_that_is_slower_than_we_wait_keeps_the_tick_once(
    moodle, school_database, signing_keys, service, sentence
):
    school = office_at(moodle, school_database, signing_keys, Patience(connect=3, read=2, total=6))
    receipt, awake = school.owes("5"), Event()
    moodle.faults.plan(service, Meanwhile(awake.wait))

    school.deliveries.deliver_due()
    assert line(school, receipt) == sentence
    awake.set()
    deliver(school, receipt)

    assert line(school, receipt) == DELIVERED
    assert_stored_once(school, moodle, receipt)


@pytest.mark.parametrize("trouble", HARMLESS, ids=str)
def test_what_the_tool_can_mend_at_once_is_not_even_noticed(school, moodle, trouble):
    receipt = school.owes("5")
    moodle.faults.plan(trouble.service, trouble.fault)

    school.deliveries.deliver_due()

    assert line(school, receipt) == trouble.sentence
    assert_stored_once(school, moodle, receipt)


@pytest.mark.parametrize("trouble", FINAL, ids=str)
def test_what_does_not_pass_ends_at_once_in_words(school, moodle, trouble):
    receipt = school.owes("5")
    moodle.faults.plan(trouble.service, trouble.fault, trouble.times)

    school.deliveries.deliver_due()

    assert line(school, receipt) == trouble.sentence
    assert (len(stored(moodle)), school.still_to_do()) == (0, 0)


def test_a_tick_that_was_refused_for_good_arrives_when_somebody_has_mended_it(school, moodle):
    receipt = school.owes("5")
    moodle.faults.plan(SCORES, UNAUTHORISED, times=None)
    school.deliveries.deliver_due()
    assert words.can_try_again(school.receipt(receipt))

    moodle.faults.clear()
    with school.database.transaction() as db:
        school.deliveries.try_again(db, receipt)
    school.deliveries.deliver_due()

    assert line(school, receipt) == DELIVERED
    assert_stored_once(school, moodle, receipt)


@pytest.mark.parametrize("exactly", [True, False], ids=["a date", "seconds"])
def test_the_host_says_when_to_come_again_and_is_obeyed(school, moodle, exactly):
    receipt, wanted = school.owes("5"), timedelta(minutes=20)
    when = (school.clock.now() + wanted).replace(microsecond=0)
    moodle.faults.plan(SCORES, too_many_requests(when if exactly else 1200))

    school.deliveries.deliver_due()
    school.clock.moves_on(minutes=19)

    assert school.deliveries.deliver_due() == 0
    assert abs(school.receipt(receipt).due_at - when) < timedelta(seconds=2)


@pytest.mark.parametrize("fault", [RESET_BEFORE_THE_WRITE, BROKEN, SIGN_IN_PAGE, too_many_requests(60)], ids=named)
def test_a_lost_answer_is_not_guessed_at_while_the_results_are_away(school, moodle, fault):
    # The next attempt finds the same timestamp taken, still cannot look, and must not post a new one.
    receipt = school.owes("5")
    moodle.faults.plan(SCORES, RESET_AFTER_THE_WRITE)
    moodle.faults.plan(RESULTS, fault, times=2)

    for _ in range(2):
        deliver(school, receipt)
        assert school.end_of(receipt)[0] == "retrying"
    deliver(school, receipt)

    assert line(school, receipt) == DELIVERED
    assert_stored_once(school, moodle, receipt)


def test_without_leave_to_look_a_conflict_on_a_retry_counts_and_the_line_says_so(school, moodle):
    school.scopes = (SCORE,)
    receipt = school.owes("5")
    moodle.faults.plan(SCORES, RESET_AFTER_THE_WRITE)

    school.deliveries.deliver_due()
    assert line(school, receipt) == NO_ANSWER
    deliver(school, receipt)

    assert line(school, receipt) == f"{DELIVERED} {words.UNCERTAIN}"
    assert_stored_once(school, moodle, receipt)


@pytest.mark.parametrize("fault", [RESET_BEFORE_THE_WRITE, RESET_AFTER_THE_WRITE, SIGN_IN_PAGE], ids=named)
def test_an_earlier_tick_of_the_same_person_is_not_taken_for_this_one(school, moodle, fault):
    earlier = school.owes("5")
    school.deliveries.deliver_due()
    later = school.owes("5")
    moodle.faults.plan(SCORES, fault)

    school.deliveries.deliver_due()
    assert school.end_of(later)[0] == "retrying"
    deliver(school, later)

    assert line(school, later) == DELIVERED
    assert_stored_once(school, moodle, earlier, later)


@pytest.mark.parametrize("fault", [BROKEN, SIGN_IN_PAGE, RESET_BEFORE_THE_WRITE, RESET_AFTER_THE_WRITE], ids=named)
@pytest.mark.parametrize("answered", [0, 1], ids=["the list", "the making"])
def test_a_column_is_made_once_whatever_goes_wrong_meanwhile(school, moodle, fault, answered):
    moodle.set_graded(STAFF_COURSE, False)
    launched(school, moodle)
    receipt = school.owes("5")
    for _ in range(answered):
        moodle.faults.plan(LINE_ITEMS, Slow(0))
    moodle.faults.plan(LINE_ITEMS, fault)

    school.deliveries.deliver_due()
    assert school.end_of(receipt)[0] == "retrying"
    deliver(school, receipt)

    assert line(school, receipt) == DELIVERED
    assert len(moodle.gradebook.of_course(STAFF_COURSE)) == 1
    assert_stored_once(school, moodle, receipt)


def test_a_column_deleted_at_that_moment_is_replaced(school, moodle):
    receipt = school.owes("5")
    moodle.faults.plan(SCORES, Meanwhile(lambda: moodle.set_graded(STAFF_COURSE, False)))

    school.deliveries.deliver_due()

    assert line(school, receipt) == DELIVERED
    assert_stored_once(school, moodle, receipt)


def test_a_column_that_was_deleted_and_may_not_be_replaced_is_explained(school, moodle):
    school.scopes = (SCORE, RESULT_READ)
    receipt = school.owes("5")
    moodle.faults.plan(SCORES, Meanwhile(lambda: moodle.set_graded(STAFF_COURSE, False)))

    school.deliveries.deliver_due()

    assert line(school, receipt) == NO_COLUMN


def test_a_course_that_has_ended_and_hides_everything_is_explained(school, moodle):
    receipt = school.owes("5")
    for service in (SCORES, RESULTS, LINE_ITEMS):
        moodle.faults.plan(service, COURSE_OUT_OF_DATES, times=None)

    school.deliveries.deliver_due()

    assert line(school, receipt) == NO_COLUMN


def test_a_person_who_loses_the_graded_role_while_the_tick_is_on_its_way(school, moodle):
    course, reporter = moodle.school.courses[STAFF_COURSE], moodle.people["reporter"]
    receipt = school.owes("5")
    moodle.faults.plan(SCORES, BROKEN)
    school.deliveries.deliver_due()

    moodle.faults.plan(SCORES, Meanwhile(lambda: moodle.school.enrol(reporter, course, EDITING_TEACHER)))
    deliver(school, receipt)

    assert line(school, receipt) == NO_GRADES
    assert (len(stored(moodle)), school.still_to_do()) == (0, 0)
