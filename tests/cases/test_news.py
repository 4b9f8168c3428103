"""Something new in a case that a lead has opened: whom it calls, and where it shows."""

from collections.abc import Callable

import pytest

from lti_tool.cases.model import Case
from lti_tool.cases.notices import calls
from lti_tool.cases.queue import Show
from lti_tool.guidance.model import Level
from tests.cases.team import EVERYONE, Team
from tests.cases.test_notices import NOT_URGENT, URGENT, due, first, takes


def asked(team: Team, case: Case) -> None:
    team.file(case.id)
    team.conversations.ask(case.id, team.lead, team.file(case.id).desk.case.version, "Who has seen it?")


def opened(team: Team, case: Case) -> None:
    team.file(case.id)


@pytest.mark.parametrize("by_then", [opened, asked])
def test_a_case_that_somebody_has_opened_calls_when_it_can_no_longer_wait(
    team_on_each: Team, by_then: Callable[[Team, Case], None]
) -> None:
    team = team_on_each
    case = team.starts(**NOT_URGENT) if by_then is opened else team.sends(**NOT_URGENT)
    by_then(team, case)
    before = due(team)

    raised = team.answers(case.id, team.reporter, strand="images", distress="coping", adult="adult_other").case

    assert raised.level is Level.REFER_NOW
    assert calls(raised)
    (call,) = set(due(team)) - set(before)
    assert takes(team, call[0]) is not None
    team.assessments.send(case.id, team.reporter, None)
    assert takes(team, call[0]) is not None, "nobody has looked, although it is sent"
    team.file(case.id)
    assert takes(team, call[0]) is None


def test_what_an_opened_case_calls_for_is_not_ended_by_an_answer_that_is_taken_back(team: Team) -> None:
    case = team.starts(**NOT_URGENT)
    team.file(case.id)
    team.answers(case.id, team.reporter, **URGENT)

    team.answers(case.id, team.reporter, **NOT_URGENT)

    assert takes(team, first(case)) is not None


def test_the_leads_own_answer_calls_nobody_to_what_they_have_in_hand(team: Team) -> None:
    case = team.sends(**NOT_URGENT)
    team.file(case.id)
    before = due(team)

    team.answers(case.id, team.lead, **URGENT)

    assert due(team) == before
    assert takes(team, first(case)) is None


def test_what_a_reporter_adds_to_an_opened_case_that_cannot_wait_calls_again(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(**URGENT)
    team.file(case.id)

    team.conversations.add(case.id, team.reporter, "He is at the gate.")

    assert takes(team, f"{case.id}/2") is not None
    team.file(case.id, team.deputy)
    assert takes(team, f"{case.id}/2") is None


def test_a_reporters_answer_beside_the_one_that_stands_calls_again_where_it_cannot_wait(team: Team) -> None:
    case = team.sends(**NOT_URGENT, strand="images")
    team.file(case.id)
    team.answers(case.id, team.lead, distress="selfharm")
    asked(team, case)

    team.answers(case.id, team.reporter, distress="coping")

    assert takes(team, f"{case.id}/2") is not None


def test_the_list_counts_what_can_no_longer_wait_since_somebody_opened_it(team_on_each: Team) -> None:
    team = team_on_each
    case = team.starts(danger="no")
    team.file(case.id)

    team.answers(case.id, team.reporter, strand="images", distress="coping", adult="adult_other")

    listed = team.queues.of(team.deputy)
    assert (listed.urgent, listed.cases[0].news_at) == (1, team.clock.now())
    team.assessments.send(case.id, team.reporter, None)
    assert team.queues.of(team.deputy).urgent == 1
    team.file(case.id, team.deputy)
    assert team.queues.of(team.lead).urgent == 0


def test_what_is_sent_is_new_to_a_lead_who_opened_it_before(team: Team) -> None:
    case = team.starts(**EVERYONE)
    team.file(case.id)

    team.assessments.send(case.id, team.reporter, None)

    listed = team.queues.of(team.lead)
    assert (listed.urgent, listed.cases[0].news_at) == (0, team.clock.now())


@pytest.mark.parametrize("disagrees", [False, True])
def test_the_list_counts_the_decided_cases_to_which_something_was_added(team_on_each: Team, *, disagrees: bool) -> None:
    team = team_on_each
    case = team.decides()
    assert team.queues.of(team.lead).added == 0

    team.conversations.add(case.id, team.reporter, "He is back.", disagrees=disagrees)

    assert [team.queues.of(team.deputy, show).added for show in Show] == [1] * len(Show)
    team.file(case.id)
    assert team.queues.of(team.deputy).added == 0


def test_what_was_added_is_counted_for_nobody_who_may_not_see_the_case(team: Team) -> None:
    case = team.decides()
    team.conversations.add(case.id, team.reporter, "He is back.")
    # Not yet looked at by anybody: the person who keeps it from the deputy came past its page.
    team.keeping.keep_from(case.id, team.lead, team.deputy.id)
    restricted = team.decides(person=team.head, adult="adult_staff")
    team.conversations.add(restricted.id, team.reporter, "He is back.")

    assert [team.queues.of(who).added for who in (team.lead, team.deputy, team.head)] == [1, 0, 2]
    assert team.another().queues.of(team.another().lead).added == 0
