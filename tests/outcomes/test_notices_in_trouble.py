"""A mail server that fails: nothing is lost, nobody is told twice in a round, and the rhythm stays what it is."""

import json
from io import StringIO

import pytest
from sqlalchemy.exc import OperationalError

from lti_tool.outcomes.worker import Line, Worker
from tests.outcomes.mail_server import BUSY, HANGS_UP, NOBODY, MailServer, Slow, Step
from tests.outcomes.post_room import DEPUTY, LEAD, PostRoom

NOT_URGENT = {"danger": "no", "strand": "images"}
TO_LEADS = sorted((DEPUTY, LEAD))


def test_an_address_that_is_put_off_is_tried_again_and_the_others_are_not(
    post_room_on_each: PostRoom, mailserver: MailServer
) -> None:
    room = post_room_on_each
    mailserver.plan(Step.RCPT, BUSY, to=LEAD, times=2)
    room.team.sends(**NOT_URGENT)

    assert room.told() == [DEPUTY]
    assert room.told_after(seconds=30) == []
    assert room.told_after(seconds=60) == [LEAD]
    assert room.told_after(minutes=13) == []
    assert room.told_after(seconds=30) == TO_LEADS


def test_an_address_that_is_refused_is_asked_for_again_in_the_next_round(
    post_room: PostRoom, mailserver: MailServer, log: StringIO
) -> None:
    room = post_room
    mailserver.plan(Step.RCPT, NOBODY, to=LEAD)
    room.team.sends(**NOT_URGENT)

    assert room.told() == [DEPUTY]
    assert room.told_after(minutes=14) == []
    assert room.told_after(minutes=1) == TO_LEADS
    assert "notice refused" in log.getvalue()


@pytest.mark.parametrize("step", [Step.MAIL, Step.RCPT, Step.DATA])
def test_a_connection_that_breaks_before_the_message_is_taken_loses_nothing(
    post_room_on_each: PostRoom, mailserver: MailServer, step: Step
) -> None:
    room = post_room_on_each
    mailserver.plan(step, HANGS_UP)
    room.team.sends(**NOT_URGENT)

    assert room.told() == []
    assert room.told_after(seconds=30) == TO_LEADS


def test_an_end_that_nobody_can_know_is_told_twice_rather_than_never(
    post_room: PostRoom, mailserver: MailServer
) -> None:
    mailserver.plan(Step.AFTER, HANGS_UP)
    post_room.team.sends(**NOT_URGENT)

    first = post_room.told()

    assert len(first) == 1
    assert post_room.told_after(seconds=30) == TO_LEADS


def test_a_server_that_never_works_is_asked_less_and_less_within_a_round(
    post_room: PostRoom, mailserver: MailServer
) -> None:
    mailserver.plan(Step.MAIL, HANGS_UP, times=1000)
    post_room.team.sends(**NOT_URGENT)
    tries = []

    for second in range(0, 30 * 60, 10):
        before = mailserver.greeted
        post_room.told()
        tries += [second] * (mailserver.greeted - before)
        post_room.clock.moves_on(seconds=10)

    assert tries == [0, 30, 90, 210, 450, 900, 930, 990, 1110, 1350]


def test_a_server_that_does_not_work_is_left_alone_by_the_other_cases(
    post_room: PostRoom, mailserver: MailServer
) -> None:
    for _ in range(5):
        post_room.team.sends(**NOT_URGENT)
    mailserver.plan(Step.MAIL, HANGS_UP)

    assert post_room.told() == []
    assert mailserver.greeted == 1
    assert len(post_room.told_after(seconds=30)) == 10


def test_a_worker_that_slept_through_its_lease_tells_nobody_twice(post_room: PostRoom, mailserver: MailServer) -> None:
    room, other = post_room, post_room.worker()
    room.team.sends(**NOT_URGENT)

    def sleeps() -> None:
        mailserver.at_arrival = lambda: None
        room.clock.moves_on(minutes=6)
        other.deliver_due()

    mailserver.at_arrival = sleeps
    room.deliveries.deliver_due()

    # The one who had just been served when it fell asleep may have the message twice; nobody else has.
    assert sorted(mailserver.new()) == sorted([*TO_LEADS, mailserver.arrived[0][0]])
    assert room.told_after(minutes=8) == []
    assert room.told_after(minutes=1) == TO_LEADS


def test_two_workers_at_once_tell_everybody_once(post_room_on_each: PostRoom, mailserver: MailServer) -> None:
    from threading import Thread

    room = post_room_on_each
    mailserver.plan(Step.AFTER, Slow(0.1), times=4)
    for _ in range(3):
        room.team.sends(**NOT_URGENT)
    workers = [Thread(target=room.worker().deliver_due) for _ in range(3)]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(mailserver.new()) == sorted(TO_LEADS * 3)


def test_a_database_that_is_away_for_a_moment_loses_nothing(post_room: PostRoom, log: StringIO) -> None:
    room = post_room
    room.team.sends(**NOT_URGENT)
    whole, troubles = room.database.reading, [OperationalError("SELECT", {}, Exception(LEAD))]

    def unsteady() -> object:
        if troubles:
            raise troubles.pop()
        return whole()

    room.database.reading = unsteady

    assert room.told() == []
    assert room.told_after(seconds=30) == TO_LEADS
    assert LEAD not in log.getvalue()


def test_an_address_that_no_key_opens_holds_up_nobody_else(post_room: PostRoom, log: StringIO) -> None:
    room, elsewhere = post_room, post_room.team.another()
    with room.database.transaction() as db:
        db.exec_driver_sql("UPDATE staff SET email = x'00' WHERE email IS NOT NULL")
    room.team.sends(**NOT_URGENT)
    room.team = elsewhere
    room.writes_to(elsewhere.lead, LEAD)
    elsewhere.sends(**NOT_URGENT)

    assert room.told() == [LEAD]
    assert "CannotDecrypt" in log.getvalue()


def test_the_log_holds_no_address_and_nothing_that_a_server_said(
    post_room: PostRoom, mailserver: MailServer, log: StringIO
) -> None:
    room = post_room
    case = room.team.sends(**NOT_URGENT)
    for step, fault in (
        (Step.RCPT, f"450 {LEAD} Quetzal"),
        (Step.RCPT, f"550 {DEPUTY} Quetzal"),
        (Step.DATA, "451 Quetzal"),
        (Step.MAIL, "550 Quetzal"),
        (Step.AFTER, HANGS_UP),
    ):
        mailserver.plan(step, fault)
    for _ in range(10):
        room.told_after(minutes=1)

    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert len(lines) >= 5
    assert {name for line in lines for name in line} <= {
        *("event", "level", "timestamp", "tenant", "status", "reason", "attempts")
    }
    for secret in ("school.example", "Quetzal", case.id, case.reference):
        assert secret not in log.getvalue()


def test_a_notice_comes_before_a_receipt(post_room: PostRoom) -> None:
    """Nobody waits for a receipt."""
    order = []

    class Receipts(Line):
        def deliver_next(self) -> bool:
            order.append(sorted(post_room.server.new()))
            return len(order) < 3

    post_room.team.sends(**NOT_URGENT)
    Worker(post_room.deliveries, Receipts()).deliver_due()

    assert order == [TO_LEADS, [], []]
