"""What is overdue rises: on its case, and in the lists."""

from datetime import date, datetime, timedelta

import pytest

from lti_tool.cases.due import end_of, start_of
from lti_tool.cases.model import Case, NotNow
from lti_tool.cases.queue import Show
from lti_tool.cases.task import TaskState
from lti_tool.cases.tasks import Change
from tests.cases.team import EVERYONE, Team
from tests.clock import START

TODAY = START.date()
TOLD = {"agency": "Children’s social care", "who": "Duty worker", "when": "10:40"}


def due(team: Team, case: Case) -> datetime | None:
    return team.file(case.id, team.head).desk.case.next_due_at


def finishes(team: Team, case: Case, *, but: str = "") -> None:
    """Everything is done, but for one action."""
    for task in team.file(case.id).tasks:
        if task.action != but:
            wanted = Change(TaskState.DONE, "", None, None, date(2027, 2, 12))
            team.tasks.change(case.id, team.lead, task.id, task.version, wanted)


def decided(team: Team) -> list[str]:
    return [case.id for case in team.queues.of(team.lead, Show.DECIDED).cases]


def test_a_case_is_overdue_with_its_first_task_and_until_that_is_done(team_on_each: Team) -> None:
    team = team_on_each
    case = team.decides()
    assert due(team, case) == START + timedelta(minutes=15)
    assert not team.file(case.id).desk.case.is_overdue(START)

    team.clock.moves_on(minutes=16)
    assert team.file(case.id).desk.case.is_overdue(team.clock.now())
    task = team.task(case.id, "all_tell_lead")
    team.tasks.done(case.id, team.lead, task.id, task.version)

    assert due(team, case) == end_of(TODAY)
    assert not team.file(case.id).desk.case.is_overdue(team.clock.now())


def test_an_agency_that_is_late_makes_its_case_overdue_also_before_the_decision(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(**EVERYONE)

    call = team.consultations.record(case.id, team.lead, TOLD, TODAY + timedelta(days=1))
    later = team.consultations.record(case.id, team.lead, TOLD, TODAY + timedelta(days=3))
    assert due(team, case) == start_of(TODAY + timedelta(days=1))
    team.consultations.answered(case.id, team.lead, call, "Go on.")
    assert due(team, case) == start_of(TODAY + timedelta(days=3))
    team.consultations.answered(case.id, team.lead, later, "Go on.")

    assert due(team, case) is None


def test_of_decided_cases_the_one_that_is_due_first_comes_first(team: Team) -> None:
    first, second, third = team.decides(), team.decides(), team.decides()
    finishes(team, first)
    finishes(team, second, but="manage_talk")

    assert decided(team) == [third.id, second.id, first.id]


def test_a_case_without_anything_to_do_comes_after_those_with(team: Team) -> None:
    nothing_left, overdue = team.decides(), team.decides()
    for task in team.file(nothing_left.id).tasks:
        wanted = Change(TaskState.NOT_NEEDED, "Not here.", None, None)
        team.tasks.change(nothing_left.id, team.lead, task.id, task.version, wanted)

    assert due(team, nothing_left) is None
    assert decided(team) == [overdue.id, nothing_left.id]


def test_what_was_given_to_somebody_is_on_their_list_until_it_is_done(team: Team) -> None:
    case = team.decides()
    task = team.task(case.id, "manage_talk")
    team.tasks.change(case.id, team.lead, task.id, 0, Change(TaskState.OPEN, "", team.deputy.id, date(2026, 11, 24)))

    assert [each.id for each in team.queues.of(team.deputy, Show.MINE).cases] == [case.id]
    assert team.queues.of(team.head, Show.MINE).cases == ()
    team.tasks.done(case.id, team.deputy, task.id, 1)

    assert team.queues.of(team.deputy, Show.MINE).cases == ()


def test_a_task_of_a_case_that_became_restricted_is_on_nobodys_list_but_the_heads(team: Team) -> None:
    case = team.decides()
    task = team.task(case.id, "manage_talk")
    team.tasks.change(case.id, team.lead, task.id, 0, Change(TaskState.OPEN, "", team.deputy.id, date(2026, 11, 24)))
    team.ownership.reopen(case.id, team.lead, team.file(case.id).desk.case.version, "It is about staff.")
    team.answers(case.id, team.head, adult="adult_staff")

    assert team.queues.of(team.deputy, Show.MINE).cases == ()
    assert team.queues.of(team.deputy, Show.DECIDED).cases == ()


def test_a_case_that_is_opened_again_is_due_as_it_was(team: Team) -> None:
    case = team.decides()
    before = due(team, case)

    team.ownership.reopen(case.id, team.lead, team.file(case.id).desk.case.version, "She said more.")

    assert due(team, case) == before


def test_a_case_that_was_never_decided_has_nothing_to_tick(team: Team) -> None:
    case = team.sends(danger="no")

    with pytest.raises(NotNow):
        team.tasks.done(case.id, team.lead, "f" * 32, 0)
