"""Telling people by e-mail that a case waits: at once, and again every quarter of an hour until somebody opens it."""

from datetime import timedelta

import pytest

from lti_tool.system.outbox import outbox
from tests.clock import START
from tests.outcomes.mail_server import MailServer
from tests.outcomes.post_room import DEPUTY, HEAD, LEAD, ON_CALL, PostRoom

NOT_URGENT = {"danger": "no", "strand": "images"}
URGENT = {"danger": "yes"}
TO_LEADS = sorted((DEPUTY, LEAD))


def test_lead_and_deputy_are_told_at_once(post_room_on_each: PostRoom) -> None:
    room = post_room_on_each
    room.team.sends(**NOT_URGENT)

    assert room.told() == TO_LEADS
    assert room.told() == []


def test_they_are_told_of_what_cannot_wait_before_it_is_sent(post_room: PostRoom) -> None:
    case = post_room.team.starts(**NOT_URGENT)
    assert post_room.told() == []

    post_room.team.answers(case.id, post_room.team.reporter, distress="selfharm")

    assert post_room.told() == TO_LEADS


def test_they_are_told_again_every_quarter_of_an_hour(post_room_on_each: PostRoom) -> None:
    room = post_room_on_each
    room.team.sends(**NOT_URGENT)

    assert [len(room.told())] + [len(room.told_after(minutes=5)) for _ in range(9)] == [2, 0, 0, 2, 0, 0, 2, 0, 0, 2]


@pytest.mark.parametrize("who", ["lead", "deputy", "head"])
def test_nobody_is_told_once_somebody_has_opened_it(post_room_on_each: PostRoom, who: str) -> None:
    room = post_room_on_each
    case = room.team.sends(**NOT_URGENT)
    room.told()

    room.team.file(case.id, getattr(room.team, who))

    assert room.told_after(minutes=15) == []
    assert room.still_to_do() == 1, "only the receipt"


def test_what_can_no_longer_wait_is_told_of_although_somebody_had_opened_it(post_room_on_each: PostRoom) -> None:
    room = post_room_on_each
    case = room.team.sends(**NOT_URGENT)
    room.told()
    asked = room.team.file(case.id).desk.case.version
    room.team.conversations.ask(case.id, room.team.lead, asked, "Who has seen it?")
    assert room.told_after(minutes=15) == []

    room.team.answers(case.id, room.team.reporter, distress="coping", adult="adult_other")

    assert room.told() == TO_LEADS
    assert room.told_after(minutes=15) == TO_LEADS
    room.team.assessments.send(case.id, room.team.reporter, None)
    assert room.told_after(minutes=15) == TO_LEADS
    room.team.file(case.id)
    assert room.told_after(minutes=15) == []


def test_a_case_that_was_opened_before_the_worker_came_is_not_told_of(post_room: PostRoom) -> None:
    case = post_room.team.sends(**NOT_URGENT)

    post_room.team.file(case.id)

    assert post_room.told() == []


def test_a_case_that_is_opened_while_people_are_told_stops_there(post_room: PostRoom, mailserver: MailServer) -> None:
    case = post_room.team.sends(**NOT_URGENT)
    mailserver.at_arrival = lambda: post_room.team.file(case.id)

    assert len(post_room.told()) == 1
    assert post_room.told_after(minutes=15) == []


def test_of_a_restricted_case_only_the_head_is_told(post_room_on_each: PostRoom) -> None:
    room = post_room_on_each
    room.sets_on_call()
    room.clock.moves_on(hours=12)
    room.team.restricted()

    assert room.told() == [HEAD]
    assert room.told_after(minutes=15) == [HEAD]


def test_a_case_that_becomes_restricted_is_the_heads_from_that_answer_on(post_room: PostRoom) -> None:
    room = post_room
    case = room.team.starts(**URGENT)
    assert room.told() == TO_LEADS

    room.team.answers(case.id, room.team.reporter, strand="images", distress="coping", adult="adult_staff")

    assert room.told_after(minutes=1) == [HEAD]
    assert [room.told_after(minutes=5) for _ in range(3)] == [[], [], [HEAD]]


def test_who_is_on_call_is_told_as_well_when_the_school_is_closed(post_room: PostRoom) -> None:
    room = post_room
    room.sets_on_call()
    room.clock.moves_on(hours=7, minutes=50)
    room.team.sends(**NOT_URGENT)

    assert room.told() == TO_LEADS
    assert room.told_after(minutes=15) == sorted([*TO_LEADS, ON_CALL])


def test_a_worker_that_was_off_for_hours_tells_once_and_then_every_quarter(post_room: PostRoom) -> None:
    post_room.team.sends(**NOT_URGENT)

    assert post_room.told_after(hours=5) == TO_LEADS
    assert post_room.told_after(minutes=14) == []
    assert post_room.told_after(minutes=1) == TO_LEADS


def test_without_a_mail_server_the_rounds_pass_in_silence_until_there_is_one(
    post_room: PostRoom, mailserver: MailServer
) -> None:
    silent = PostRoom.worker(_without_server(post_room))
    case = post_room.team.sends(**NOT_URGENT)

    assert silent.deliver_due() == 1
    assert silent.deliver_due() == 0
    post_room.server = mailserver
    assert post_room.told_after(minutes=15) == TO_LEADS
    post_room.team.file(case.id)
    assert post_room.told_after(minutes=15) == []


def _without_server(room: PostRoom) -> PostRoom:
    room.server = None
    return room


def test_a_school_without_addresses_is_asked_again_next_round(post_room: PostRoom, mailserver: MailServer) -> None:
    room = post_room
    for person in (room.team.lead, room.team.deputy, room.team.head):
        room.writes_to(person, None)
    room.team.sends(**NOT_URGENT)
    assert room.told() == []
    assert mailserver.greeted == 0

    room.writes_to(room.team.deputy, DEPUTY)

    assert room.told_after(minutes=15) == [DEPUTY]


def test_each_case_has_rounds_of_its_own(post_room: PostRoom) -> None:
    post_room.team.sends(**NOT_URGENT)
    assert len(post_room.told()) == 2
    post_room.clock.moves_on(minutes=5)
    post_room.team.sends(post_room.team.colleague, **NOT_URGENT)

    assert len(post_room.told()) == 2
    assert len(post_room.told_after(minutes=10)) == 2
    assert len(post_room.told_after(minutes=5)) == 2


def test_a_notice_is_one_row_that_comes_again(post_room: PostRoom) -> None:
    post_room.team.sends(**NOT_URGENT)
    post_room.told()

    assert START + timedelta(minutes=15) in post_room.due_times()
    assert post_room.still_to_do() == 2, "the next round, and the receipt"


def test_receipts_are_left_to_others(post_room: PostRoom) -> None:
    with post_room.database.transaction() as db:
        post_room.outbox.add(db, "receipt", "42", START)

    assert post_room.deliveries.deliver_due() == 0

    with post_room.database.reading() as db:
        (row,) = db.execute(outbox.select())
    assert (row.attempts, row.leased_until, row.done_at) == (0, None, None)
