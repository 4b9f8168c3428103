"""What becomes of a receipt, and when it is tried again."""

from datetime import timedelta

import pytest

from lti_tool.system.http import CallFailed
from lti_tool.system.outbox import outbox
from tests.clock import START
from tests.outcomes.far_end import holds_tick, reply

LOST = CallFailed("ReadTimeout", sent=True)


def test_a_receipt_that_is_owed_is_delivered_once(office, far_end):
    receipt = office.owes()

    assert office.deliveries.deliver_due() == 1
    assert office.deliveries.deliver_due() == 0

    assert office.end_of(receipt) == ("delivered", None)
    assert office.receipt(receipt).changed_at == START
    assert office.still_to_do() == 0
    assert len(far_end.sent_scores) == 1


def test_a_person_who_is_not_gradable_is_an_ordinary_end(office, far_end):
    receipt = office.owes()
    far_end.scores = [reply(400, [])]

    office.deliveries.deliver_due()

    assert office.end_of(receipt) == ("not_gradable", None)
    assert office.still_to_do() == 0


def test_no_more_than_the_limit_is_tried(office):
    for sub in ("5", "6", "7"):
        office.owes(sub)

    assert office.deliveries.deliver_due(limit=2) == 2
    assert office.still_to_do() == 1


def test_a_retry_has_the_same_timestamp(office, far_end, clock):
    receipt = office.owes()
    far_end.scores = [reply(502), reply()]

    office.deliveries.deliver_due()
    assert office.end_of(receipt) == ("retrying", "busy")
    office.waits_until(office.receipt(receipt).due_at)
    office.deliveries.deliver_due()

    first, second = far_end.sent_scores
    assert first == second
    assert office.end_of(receipt) == ("delivered", None)
    assert office.receipt(receipt).due_at is None


def test_the_next_receipt_of_a_person_is_a_second_later(office, far_end):
    office.owes()
    office.owes()

    office.deliveries.deliver_due()

    assert [score["timestamp"] for score in far_end.sent_scores] == [
        "2026-11-23T09:00:00.000+00:00",
        "2026-11-23T09:00:01.000+00:00",
    ]


def test_each_wait_is_twice_the_last_up_to_two_hours(office, far_end, clock):
    receipt, waits = office.owes(), []
    far_end.scores = [reply(500)]

    for _ in range(11):
        office.deliveries.deliver_due()
        due = office.receipt(receipt).due_at
        waits.append((due - clock.now()).total_seconds())
        office.waits_until(due)

    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3840, 7200, 7200, 7200]


def test_nothing_is_tried_before_the_host_allows_it(office, far_end, clock):
    receipt = office.owes()
    far_end.scores = [reply(503, Retry_After="3600"), reply()]

    office.deliveries.deliver_due()
    clock.moves_on(minutes=59)

    assert office.receipt(receipt).due_at == START + timedelta(hours=1)
    assert office.deliveries.deliver_due() == 0
    clock.moves_on(minutes=1)
    assert office.deliveries.deliver_due() == 1


def test_after_three_days_it_is_given_up(office, far_end, clock):
    receipt = office.owes()
    far_end.scores = [reply(500)]

    while office.end_of(receipt)[0] in {"waiting", "retrying"}:
        office.waits_until(office.receipt(receipt).due_at or clock.now())
        office.deliveries.deliver_due()

    assert office.end_of(receipt) == ("given_up", "too_long")
    assert timedelta(hours=70) < clock.now() - START <= timedelta(hours=72)
    assert office.still_to_do() == 0


def test_a_host_that_wants_a_week_is_given_up_now(office, far_end):
    receipt = office.owes()
    far_end.scores = [reply(503, Retry_After="604800")]

    office.deliveries.deliver_due()

    assert office.end_of(receipt) == ("given_up", "too_long")


def test_three_days_begin_with_the_first_attempt_not_before(office, far_end, clock):
    receipt = office.owes()
    far_end.scores = [reply(500), reply()]
    clock.moves_on(days=5)

    office.deliveries.deliver_due()

    assert office.end_of(receipt) == ("retrying", "busy")


def test_a_conflict_on_a_first_attempt_gets_a_later_timestamp(office, far_end):
    receipt = office.owes()
    far_end.scores = [reply(409), reply()]

    office.deliveries.deliver_due()
    assert office.end_of(receipt) == ("retrying", "later_timestamp")
    office.waits_until(office.receipt(receipt).due_at)
    office.deliveries.deliver_due()

    first, second = far_end.sent_scores
    assert first["timestamp"] < second["timestamp"]
    assert office.end_of(receipt) == ("delivered", None)


def test_a_host_that_refuses_every_timestamp_is_given_up(office, far_end, clock):
    receipt = office.owes()
    far_end.scores = [reply(409)]

    while office.end_of(receipt)[0] in {"waiting", "retrying"}:
        office.waits_until(office.receipt(receipt).due_at or clock.now())
        office.deliveries.deliver_due()

    assert office.end_of(receipt) == ("given_up", "too_long")
    assert len(far_end.sent_scores) == 20


def test_a_conflict_after_a_lost_answer_is_settled_by_looking(office, far_end):
    receipt = office.owes()
    far_end.scores = [LOST, reply(409)]
    far_end.results = [reply(503), holds_tick()]

    office.deliveries.deliver_due()
    assert office.end_of(receipt)[0] == "retrying"
    office.waits_until(office.receipt(receipt).due_at)
    office.deliveries.deliver_due()

    assert office.end_of(receipt) == ("delivered", None)


@pytest.mark.parametrize("attempts", [1, 21, 10_000])
def test_no_number_of_attempts_breaks_the_waiting_time(office, far_end, attempts):
    receipt = office.owes()
    far_end.scores = [reply(500)]
    with office.database.transaction() as db:
        db.execute(outbox.update().values(attempts=attempts))

    office.deliveries.deliver_due()

    assert office.end_of(receipt) == ("retrying", "busy")
