"""Receipts in the gradebook of a host that is as strict as Moodle, over real HTTP."""

import pytest

from lti_tool.outcomes.gradebook import Gradebook
from lti_tool.outcomes.line_items import LINE_ITEM, SCORE
from tests.host.school import EDITING_TEACHER, STAFF_COURSE
from tests.outcomes.sandbox import launched

LINK = "1"


def test_the_tick_arrives(school, moodle):
    receipt = school.owes("5")

    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("delivered", None)
    grade = moodle.grade("5", STAFF_COURSE)
    assert (grade.score, grade.maximum, grade.comment) == (10, 10, "")
    assert [post.status for post in moodle.scores] == [200]
    assert "\n" not in moodle.scores[0].body


def test_staff_whom_the_course_does_not_grade_get_no_tick(school, moodle):
    course = moodle.school.courses[STAFF_COURSE]
    moodle.school.enrol(moodle.people["reporter"], course, EDITING_TEACHER)
    receipt = school.owes("5")

    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("not_gradable", None)
    assert [post.status for post in moodle.scores] == [400]


def test_an_activity_without_a_column_gets_one_of_ours_for_everybody(school, moodle):
    moodle.set_graded(STAFF_COURSE, False)
    launched(school, moodle)
    assert school.column is None
    receipts = [school.owes("5", resource_link=LINK), school.owes("6", resource_link=LINK)]

    school.deliveries.deliver_due()

    assert [school.end_of(receipt)[0] for receipt in receipts] == ["delivered", "delivered"]
    (item,) = moodle.gradebook.of_course(STAFF_COURSE)
    assert (item.label, item.maximum, item.tag, item.resource_link_id) == ("Guided activity", 1, "completion", LINK)
    assert moodle.grade("6", STAFF_COURSE).score == 1


def test_a_column_that_was_deleted_is_replaced(school, moodle):
    receipt = school.owes("5", resource_link=LINK)
    moodle.set_graded(STAFF_COURSE, False)

    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("delivered", None)
    assert [post.status for post in moodle.scores][-1] == 200
    assert moodle.grade("5", STAFF_COURSE).score == 1


def test_two_receipts_of_one_person_in_one_second_both_arrive(school, moodle):
    receipts = [school.owes("5"), school.owes("5")]

    school.deliveries.deliver_due()

    assert [school.end_of(receipt)[0] for receipt in receipts] == ["delivered", "delivered"]
    assert [post.status for post in moodle.scores] == [200, 200]


def test_a_worker_killed_after_posting_neither_doubles_nor_loses_the_tick(school, moodle):
    receipt = school.owes("5")

    class Killed(Gradebook):
        def post_receipt(self, *errand, **more):
            super().post_receipt(*errand, **more)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        school.worker(Killed(school.connectors)).deliver_due()
    assert school.deliveries.deliver_due() == 0
    school.leases_run_out()
    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("delivered", None)
    assert [post.status for post in moodle.scores] == [200, 409]
    assert len({post.body for post in moodle.scores}) == 1
    assert moodle.grade("5", STAFF_COURSE).score == 10


def test_a_worker_killed_before_posting_loses_nothing(school, moodle):
    receipt = school.owes("5")

    class Killed(Gradebook):
        def post_receipt(self, *errand, **more):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        school.worker(Killed(school.connectors)).deliver_due()
    school.leases_run_out()
    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("delivered", None)
    assert [post.status for post in moodle.scores] == [200]


def test_a_newer_score_of_somebody_elses_is_overtaken(school, moodle):
    earlier, later = school.owes("5"), school.owes("5")
    school.deliveries.deliver_due()
    assert [school.end_of(receipt)[0] for receipt in (earlier, later)] == ["delivered", "delivered"]

    # Another database, such as a restored one, knows nothing of those timestamps.
    with school.database.transaction() as db:
        db.exec_driver_sql("UPDATE receipts SET scored_at = NULL")
    receipt = school.owes("5")
    school.deliveries.deliver_due()
    assert school.end_of(receipt) == ("retrying", "later_timestamp")
    school.waits_until(school.receipt(receipt).due_at)
    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("delivered", None)


def test_a_tool_without_the_score_scope_is_given_up_in_words(school, moodle):
    moodle.settings.scopes = (LINE_ITEM,)
    receipt = school.owes("5")

    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("given_up", "not_authorised")
    assert moodle.scores == []


def test_a_host_that_is_down_is_tried_again(school, moodle):
    school.scopes = (SCORE,)
    receipt = school.owes("5")
    moodle.stop()

    school.deliveries.deliver_due()

    assert school.end_of(receipt) == ("retrying", "no_access_yet")
