"""What a person began and has not sent: all of it is there again, and there is an end to it."""

import pytest

from lti_tool.cases.model import Case, NotNow
from lti_tool.tenants.model import Staff
from tests.cases.team import EVERYONE, PLACE, Team

MOST = 20


def begins(team: Team, person: Staff, count: int) -> list[Case]:
    return [team.starts(person, danger="no") for _ in range(count)]


def test_twenty_that_are_not_sent_are_enough_and_it_says_what_to_do(team: Team) -> None:
    begun = begins(team, team.reporter, MOST)

    with pytest.raises(NotNow, match=r"Send or finish one.*telephone the safeguarding lead"):
        team.starts()

    assert sorted(team.queue_of(team.lead)) == sorted(case.id for case in begun)


def test_one_that_is_sent_makes_room_for_another(team: Team) -> None:
    begun = begins(team, team.reporter, MOST)

    team.assessments.send(begun[3].id, team.reporter, PLACE)

    begins(team, team.reporter, 1)
    with pytest.raises(NotNow):
        team.starts()


def test_one_that_a_lead_has_closed_makes_room_too(team: Team) -> None:
    begun = begins(team, team.reporter, MOST)

    team.reviews.close(begun[3].id, team.lead, "Opened by mistake.")

    assert begins(team, team.reporter, 1)


def test_those_of_another_day_or_another_person_do_not_count(team: Team) -> None:
    begins(team, team.reporter, MOST - 1)
    team.clock.moves_on(hours=24)
    begins(team, team.reporter, MOST - 1)

    assert begins(team, team.reporter, 1)
    assert begins(team, team.colleague, 1)


def test_what_was_sent_does_not_count_however_much_it_is(team: Team) -> None:
    for _ in range(MOST + 2):
        team.sends(danger="no")

    assert begins(team, team.reporter, 1)


def test_one_that_was_never_answered_is_taken_up_again_at_any_time(team: Team) -> None:
    empty = team.starts()
    begun = begins(team, team.colleague, MOST)

    assert team.starts().id == empty.id
    assert len(begun) == MOST


def test_all_that_is_not_sent_is_listed_and_of_the_rest_the_newest(team: Team) -> None:
    unsent = []
    for _ in range(12):
        team.clock.moves_on(minutes=1)
        unsent += begins(team, team.reporter, 1)
    for _ in range(12):
        team.clock.moves_on(minutes=1)
        sent = team.sends(**EVERYONE)

    listed = team.assessments.begun_by(team.reporter)

    assert [case.id for case in listed if case.sent_at is None] == [case.id for case in reversed(unsent)]
    assert [case.sent_at is not None for case in listed] == [True] * 10 + [False] * 12
    assert listed[0].id == sent.id


def test_a_lead_begins_as_many_as_they_hear_of(team: Team) -> None:
    assert len(begins(team, team.lead, MOST + 1)) == MOST + 1
