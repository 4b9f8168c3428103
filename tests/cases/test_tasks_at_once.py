"""Two people at the tasks of one case at the same moment, on each database."""

from datetime import date

from lti_tool.cases.filing import Filed
from lti_tool.cases.model import CaseChanged, NotNow
from lti_tool.cases.task import TaskState
from lti_tool.cases.tasks import Change
from tests.cases.team import Team
from tests.cases.test_at_once import at_once

FILED = Filed(on_file=True, where="CP file", rest="Moved away.")


def test_two_who_tick_off_different_tasks_at_once_both_did(team_on_each: Team) -> None:
    team = team_on_each
    case = team.decides()
    first, second = team.task(case.id, "all_tell_lead"), team.task(case.id, "manage_agree")

    ends = at_once(
        lambda: team.tasks.done(case.id, team.lead, first.id, first.version),
        lambda: team.tasks.done(case.id, team.deputy, second.id, second.version),
    )

    assert ends == [None, None]
    file = team.file(case.id)
    assert {task.action for task in file.tasks if not task.is_open} == {"all_tell_lead", "manage_agree"}
    assert file.desk.case.next_due_at == min(task.due_at for task in file.tasks if task.is_open and task.due_at)


def test_of_two_who_change_one_task_at_once_the_second_is_told(team_on_each: Team) -> None:
    team = team_on_each
    case = team.decides()
    task = team.task(case.id, "manage_review")
    review = Change(TaskState.DONE, "Held.", None, None, date(2027, 2, 12))

    ends = at_once(
        lambda: team.tasks.change(case.id, team.lead, task.id, task.version, review),
        lambda: team.tasks.change(case.id, team.deputy, task.id, task.version, review),
    )

    assert sorted(type(end).__name__ for end in ends) == ["CaseChanged", "NoneType"]
    assert [each.action for each in team.file(case.id).tasks].count("manage_review") == 2


def test_a_case_is_closed_once_and_never_past_a_task_that_was_just_changed(team_on_each: Team) -> None:
    team = team_on_each
    case = team.decides()
    task, version = team.task(case.id, "manage_talk"), team.file(case.id).desk.case.version

    closed, again, ticked = at_once(
        lambda: team.filing.file(case.id, team.lead, version, FILED),
        lambda: team.filing.file(case.id, team.deputy, version, FILED),
        lambda: team.tasks.done(case.id, team.head, task.id, task.version),
    )

    refused = [end for end in (closed, again, ticked) if isinstance(end, CaseChanged | NotNow)]
    assert len(refused) == 2
    assert team.kinds(case.id).count("filed") == (0 if ticked is None else 1)
