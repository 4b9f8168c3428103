"""Closing a case that was decided."""

from datetime import date, timedelta

import pytest

from lti_tool.cases.filing import Filed, FilingLacks, FilingNeed
from lti_tool.cases.model import Case, CaseChanged, CaseNotFound, NotNow, Status
from lti_tool.cases.queue import Show
from lti_tool.cases.task import TaskState
from lti_tool.cases.tasks import Change
from tests.cases.team import EVERYONE, Team
from tests.clock import START

FILED = Filed(on_file=True, where="The cabinet in the head’s office", rest="")


def version(team: Team, case: Case) -> int:
    return team.file(case.id, team.head).desk.case.version


def finishes(team: Team, case: Case) -> None:
    for task in team.file(case.id).tasks:
        wanted = Change(TaskState.DONE, "", None, None, date(2027, 2, 12))
        team.tasks.change(case.id, team.lead, task.id, task.version, wanted)


def lacks(team: Team, case: Case, filed: Filed) -> tuple[FilingNeed, ...]:
    with pytest.raises(FilingLacks) as lacking:
        team.filing.file(case.id, team.lead, version(team, case), filed)
    return lacking.value.needs


def test_a_case_in_which_everything_is_done_is_closed_and_on_file_from_that_moment(team_on_each: Team) -> None:
    team = team_on_each
    case = team.decides()
    finishes(team, case)
    team.clock.moves_on(days=20)

    closed = team.filing.file(case.id, team.lead, version(team, case), FILED)

    at = START + timedelta(days=20)
    assert (closed.status, closed.closed_at, closed.filed_at, closed.next_due_at) == (Status.CLOSED, at, at, None)
    last = team.changes(case.id)[-1]
    assert (last.kind, last.detail) == ("filed", {"where": FILED.where})
    assert [each.id for each in team.queues.of(team.lead, Show.CLOSED).cases] == [case.id]
    assert team.queues.of(team.lead, Show.DECIDED).cases == ()


def test_what_is_not_done_needs_one_reason_for_all_of_it(team: Team) -> None:
    case = team.decides()

    assert lacks(team, case, FILED) == (FilingNeed.REST,)
    rest = "The family has moved. The new school has the file."
    team.filing.file(case.id, team.lead, version(team, case), Filed(on_file=True, where="CP file", rest=rest))

    assert team.file(case.id).history[-1].detail == {"where": "CP file", "rest": rest}


def test_it_must_be_on_file_and_where_must_be_said(team: Team) -> None:
    case = team.decides()
    finishes(team, case)

    assert lacks(team, case, Filed(on_file=False, where="", rest="")) == (FilingNeed.FILED, FilingNeed.WHERE)


def test_the_next_review_does_not_hold_up_closing_until_it_is_overdue(team: Team) -> None:
    case = team.decides()
    finishes(team, case)
    assert team.task(case.id, "manage_review").is_open

    team.clock.moves_on(days=120)

    assert lacks(team, case, FILED) == (FilingNeed.REST,)


def test_an_agency_that_has_not_answered_holds_up_closing(team: Team) -> None:
    case = team.decides()
    finishes(team, case)
    told = {"agency": "Children’s social care", "who": "Duty worker", "when": "10:40"}
    team.consultations.record(case.id, team.lead, told, date(2026, 12, 1))

    assert lacks(team, case, FILED) == (FilingNeed.REST,)


def test_a_task_that_changed_since_the_page_was_made_stops_the_closing(team: Team) -> None:
    case = team.decides()
    finishes(team, case)
    seen, done = version(team, case), team.task(case.id, "manage_talk")
    wanted = Change(TaskState.OPEN, "", None, date(2026, 12, 1))
    team.tasks.change(case.id, team.deputy, done.id, done.version, wanted)

    with pytest.raises(CaseChanged):
        team.filing.file(case.id, team.lead, seen, FILED)

    assert team.file(case.id).desk.case.status is Status.DECIDED


def test_only_a_decided_case_is_closed_so_and_only_once(team: Team) -> None:
    undecided, case = team.sends(**EVERYONE), team.decides()
    finishes(team, case)
    team.filing.file(case.id, team.lead, version(team, case), FILED)

    for each in (undecided, case):
        with pytest.raises(NotNow):
            team.filing.file(each.id, team.lead, version(team, each), FILED)


def test_opening_it_again_takes_it_off_the_file_and_brings_back_what_was_left(team: Team) -> None:
    case = team.decides()
    left = team.file(case.id).desk.case.next_due_at
    team.filing.file(case.id, team.lead, version(team, case), Filed(on_file=True, where="CP file", rest="Moved away."))

    again = team.ownership.reopen(case.id, team.lead, version(team, case), "They are back.")

    assert (again.status, again.closed_at, again.filed_at) == (Status.IN_REVIEW, None, None)
    assert again.next_due_at == left


def test_what_the_reporter_adds_to_a_closed_case_brings_back_what_was_left_too(team: Team) -> None:
    case = team.decides()
    team.filing.file(case.id, team.lead, version(team, case), Filed(on_file=True, where="CP file", rest="Moved away."))

    again = team.conversations.add(case.id, team.reporter, "She told me more.")

    assert (again.status, again.filed_at) == (Status.IN_REVIEW, None)
    assert again.next_due_at is not None


def test_a_review_that_ended_with_the_case_is_held_again_after_the_next_decision(team: Team) -> None:
    case = team.decides()
    finishes(team, case)
    team.filing.file(case.id, team.lead, version(team, case), FILED)
    team.ownership.reopen(case.id, team.lead, version(team, case), "She said more.")
    following = team.task(case.id, "manage_review")
    team.tasks.change(case.id, team.lead, following.id, 0, Change(TaskState.NOT_NEEDED, "Opened again.", None, None))

    team.confirms(case.id, team.lead, version(team, case), "As before.")

    reviews = [task for task in team.file(case.id).tasks if task.action == "manage_review" and task.is_open]
    assert [task.follows for task in reviews] == [False]
    assert lacks(team, case, FILED) == (FilingNeed.REST,)


def test_who_may_not_see_a_case_does_not_close_it(team: Team) -> None:
    case = team.decides(adult="adult_staff", person=team.head)

    for nobody in (team.lead, team.reporter, team.administrator, team.another().head):
        with pytest.raises(CaseNotFound):
            team.filing.file(case.id, nobody, version(team, case), FILED)
