"""No receipt is tried for ever, not even one that takes its worker down each time; and nobody gives up too early."""

from datetime import timedelta

import pytest

from lti_tool.outcomes.gradebook import Gradebook
from lti_tool.system.outbox import outbox
from tests.clock import START
from tests.outcomes.far_end import reply


class Deadly(Gradebook):
    """A worker with this one is gone before it can record anything."""

    def post_receipt(self, *errand, **more):
        raise KeyboardInterrupt


def dies(office):
    """A worker takes what is due, and is killed."""
    with pytest.raises(KeyboardInterrupt):
        office.worker(Deadly(office.connectors)).deliver_due()


def tries_again(office, receipt):
    with office.database.transaction() as db:
        assert office.deliveries.try_again(db, receipt)


def tried_until_it_ends(office, receipt):
    while office.end_of(receipt)[0] in {"waiting", "retrying"}:
        office.waits_until(office.receipt(receipt).due_at or office.clock.now())
        office.deliveries.deliver_due()


def test_a_receipt_that_kills_its_worker_each_time_is_given_up_after_three_days(office_on_each, clock):
    office = office_on_each()
    receipt = office.owes()

    while clock.now() <= START + timedelta(hours=72):
        dies(office)
        clock.moves_on(hours=4)

    assert office.deliveries.deliver_due() == 1
    assert office.end_of(receipt) == ("given_up", "fault")
    assert office.still_to_do() == 0


def test_it_holds_up_nobody_elses_meanwhile(office_on_each, clock):
    office = office_on_each()
    deadly, other = office.owes("5"), office.owes("6")

    dies(office)
    office.deliveries.deliver_due()

    assert office.end_of(deadly) == ("waiting", None)
    assert office.end_of(other) == ("delivered", None)


def test_a_power_cut_before_a_long_weekend_is_no_reason_to_give_up(office_on_each, clock):
    office = office_on_each()
    receipt = office.owes()
    dies(office)

    clock.moves_on(hours=88)
    office.deliveries.deliver_due()

    assert office.end_of(receipt) == ("delivered", None)


def test_a_worker_that_was_off_for_days_tries_once_more_before_it_gives_up(office_on_each, far_end, clock):
    office = office_on_each()
    far_end.scores = [*[reply(500)] * 6, reply()]
    receipt = office.owes()
    for _ in range(6):
        office.waits_until(office.receipt(receipt).due_at or clock.now())
        office.deliveries.deliver_due()

    clock.moves_on(days=5)
    office.deliveries.deliver_due()

    assert office.end_of(receipt) == ("delivered", None)


def test_asking_again_begins_another_three_days(office_on_each, far_end, clock):
    office = office_on_each()
    receipt = office.owes()
    far_end.scores = [reply(401), reply(401), reply(500)]
    office.deliveries.deliver_due()
    assert office.end_of(receipt) == ("given_up", "not_authorised")

    clock.moves_on(days=10)
    tries_again(office, receipt)
    clock.moves_on(hours=1)
    asked = clock.now()
    tried_until_it_ends(office, receipt)

    assert office.end_of(receipt) == ("given_up", "too_long")
    assert timedelta(hours=69) < clock.now() - asked <= timedelta(hours=72)


def test_asking_again_gives_a_deadly_receipt_another_chance(office_on_each, clock):
    office = office_on_each()
    receipt = office.owes()
    for _ in range(4):
        dies(office)
        clock.moves_on(days=1)
    office.deliveries.deliver_due()
    assert office.end_of(receipt) == ("given_up", "fault")

    tries_again(office, receipt)
    office.deliveries.deliver_due()

    assert office.end_of(receipt) == ("delivered", None)


def test_our_own_fault_is_not_called_the_platforms(office, far_end):
    far_end.scores = [RuntimeError()]
    receipt = office.owes()

    tried_until_it_ends(office, receipt)

    assert office.end_of(receipt) == ("given_up", "fault")


def test_only_the_rounds_of_this_receipt_are_ended(office, far_end, clock):
    far_end.scores = [reply(400, {})]
    first, other = office.owes("5"), office.owes("6")
    office.deliveries.deliver_due()

    clock.moves_on(hours=1)
    tries_again(office, first)

    with office.database.reading() as db:
        rows = db.execute(outbox.select().where(outbox.c.done_at.is_not(None))).all()
    assert {row.ref: row.done_at for row in rows} == {first: clock.now(), other: START}
