"""Reviews come back: each one that is done makes the next."""

from datetime import date, timedelta

import pytest

from lti_tool.cases.due import day_of, end_of
from lti_tool.cases.task import TaskState
from lti_tool.cases.tasks import Change, TaskLacks, TaskNeed
from tests.cases.team import Team
from tests.cases.test_tasks import SOCIAL_WORKER, TODAY, change


def test_a_review_that_is_done_makes_the_next_one_at_the_guides_interval(team: Team) -> None:
    case = team.decides(**SOCIAL_WORKER)
    first = team.task(case.id, "csc_review")
    team.clock.moves_on(days=4)

    change(team, case, "csc_review", state=TaskState.DONE, note="They have accepted it.")

    second = team.task(case.id, "csc_review")
    assert (second.follows, second.is_open) == (True, True)
    assert (day_of(first.due_at), day_of(second.due_at)) == (date(2026, 11, 30), date(2026, 12, 4))
    change(team, case, "csc_review", state=TaskState.DONE, next_on=date(2027, 1, 8))
    assert day_of(team.task(case.id, "csc_review").due_at) == date(2027, 1, 8)


def test_a_review_in_school_is_followed_by_one_on_a_day_that_the_lead_names(team: Team) -> None:
    case = team.decides()

    for wrong in (None, TODAY - timedelta(days=1)):
        with pytest.raises(TaskLacks) as lacking:
            change(team, case, "manage_review", state=TaskState.DONE, next_on=wrong)
        assert lacking.value.needs == (TaskNeed.NEXT_ON,)
    change(team, case, "manage_review", state=TaskState.DONE, next_on=date(2027, 2, 12))

    assert team.task(case.id, "manage_review").due_at == end_of(date(2027, 2, 12))


def test_a_review_taken_back_and_done_again_makes_no_third(team: Team) -> None:
    case = team.decides(**SOCIAL_WORKER)
    first = team.task(case.id, "csc_review")
    change(team, case, "csc_review", state=TaskState.DONE)
    done = next(task for task in team.file(case.id).tasks if task.id == first.id)
    as_it_is = Change(TaskState.OPEN, "", None, day_of(done.due_at))

    team.tasks.change(case.id, team.lead, done.id, done.version, as_it_is)
    team.tasks.done(case.id, team.lead, done.id, done.version + 1)

    assert [task.action for task in team.file(case.id).tasks].count("csc_review") == 2
