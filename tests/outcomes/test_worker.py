"""A worker keeps what must not be posted to itself, goes on after trouble, and logs no names."""

import json
from threading import Event

from sqlalchemy.exc import OperationalError

from lti_tool.outcomes.worker import Worker
from lti_tool.tenants.model import Posting
from tests.outcomes.far_end import SECRET, reply


def test_nothing_is_posted_for_a_restricted_case(office, far_end):
    receipt = office.owes(restricted=True)

    assert office.deliveries.deliver_due() == 1

    assert office.end_of(receipt) == ("given_up", "restricted")
    assert far_end.arrived == []
    assert office.still_to_do() == 0


def test_a_case_that_becomes_restricted_while_its_receipt_waits_gets_nothing(office, far_end):
    receipt = office.owes()
    far_end.scores = [reply(502)]
    office.deliveries.deliver_due()

    office.restricts(receipt)
    office.waits_until(office.receipt(receipt).due_at)
    office.deliveries.deliver_due()

    assert office.end_of(receipt) == ("given_up", "restricted")
    assert len(far_end.sent_scores) == 1


def test_nothing_is_posted_once_receipts_are_switched_off(office, far_end):
    receipt = office.owes()

    office.marks_course(Posting.OFF)
    office.deliveries.deliver_due()

    assert office.end_of(receipt) == ("given_up", "posting_off")
    assert far_end.arrived == []


def test_another_course_that_wants_receipts_does_not_speak_for_the_one_it_came_from(office, far_end):
    office.marks_course(Posting.RECEIPT, "9")
    receipt, from_no_course = office.owes(), office.owes("6", course=None)

    office.marks_course(Posting.OFF)
    office.deliveries.deliver_due()

    assert office.end_of(receipt) == office.end_of(from_no_course) == ("given_up", "posting_off")
    assert far_end.arrived == []


def test_one_receipts_trouble_does_not_hold_up_the_others(office, far_end, log):
    first, second = office.owes("5"), office.owes("6")
    far_end.scores = [RuntimeError(SECRET), reply()]

    assert office.deliveries.deliver_due() == 2

    assert office.end_of(first) == ("retrying", "fault")
    assert office.end_of(second) == ("delivered", None)
    assert "RuntimeError" in log.getvalue()


def test_a_receipt_that_was_given_up_can_be_tried_again(office, far_end):
    receipt = office.owes()
    far_end.scores = [reply(401), reply(401), reply()]
    office.deliveries.deliver_due()
    assert office.end_of(receipt) == ("given_up", "not_authorised")

    with office.database.transaction() as db:
        assert office.deliveries.try_again(db, receipt)
        assert not office.deliveries.try_again(db, receipt)
    office.deliveries.deliver_due()

    assert office.end_of(receipt) == ("delivered", None)
    assert len({score["timestamp"] for score in far_end.sent_scores}) == 1


def test_the_log_holds_ids_and_fixed_words_only(office, far_end, log):
    bodies = {"userId": "person-77", "reason": SECRET}
    far_end.scores = [reply(status, bodies) for status in (400, 422, 401, 500, 409)]
    far_end.tokens = [reply(400, bodies), reply(200, SECRET.encode())]
    for number in range(7):
        office.owes(f"person-{number}")

    office.deliveries.deliver_due()

    written = log.getvalue()
    lines = [json.loads(line) for line in written.splitlines()]
    assert len(lines) == 7
    assert {name for line in lines for name in line} <= {
        *("event", "level", "timestamp", "host", "status", "reason", "attempts")
    }
    assert not any(word in written for word in ("Okafor", "person-", "token-1", "moodle.test"))


def test_the_watch_goes_on_through_a_database_that_is_away(office, log):
    troubles = [OperationalError("SELECT … 'person-5'", {}, Exception("locked")), ValueError("odd")]
    receipt = office.owes("person-5")
    whole = office.database.transaction

    class Pausing(Event):
        def wait(self, timeout=None):
            return super().wait(0)

    def unsteady():
        if troubles:
            raise troubles.pop()
        if office.end_of(receipt)[0] == "delivered":
            stop.set()
        return whole()

    stop = Pausing()
    office.database.transaction = unsteady
    Worker(office.deliveries).watch(stop, pause_seconds=60)

    assert office.end_of(receipt)[0] == "delivered"
    written = log.getvalue()
    assert "OperationalError" in written
    assert "person-5" not in written


def test_a_watch_that_was_stopped_takes_nothing(office, far_end):
    office.owes()
    stop = Event()
    stop.set()

    Worker(office.deliveries).watch(stop, pause_seconds=60)

    assert far_end.arrived == []


def test_the_watch_sees_to_the_house_after_each_round(office):
    receipt, stop, seen = office.owes(), Event(), []

    def meanwhile():
        seen.append(office.end_of(receipt)[0])
        stop.set()

    Worker(office.deliveries).watch(stop, pause_seconds=60, meanwhile=meanwhile)

    assert seen == ["delivered"]
