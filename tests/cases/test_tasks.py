"""A decision becomes tasks, and tasks are worked off."""

from datetime import date, timedelta

import pytest

from lti_tool.cases.deciding import Choice, Need, Way
from lti_tool.cases.due import day_of, end_of
from lti_tool.cases.model import Case, CaseChanged, CaseNotFound, NotNow
from lti_tool.cases.task import TaskState
from lti_tool.cases.tasks import Change, TaskLacks, TaskNeed
from lti_tool.guidance.model import Level
from lti_tool.tenants.model import Role
from lti_tool.tenants.tenants import NotFound
from tests.cases.team import EVERYONE, Team
from tests.clock import START

TODAY = START.date()
SOCIAL_WORKER = {"plan": "social_worker"}


def actions(team: Team, case: Case) -> list[str]:
    return [task.action for task in team.file(case.id, team.head).tasks]


def change(team: Team, case: Case, action: str, person=None, **wanted) -> None:
    """Change one task as its form would: with everything as it is, but for what is wanted."""
    task = team.task(case.id, action)
    as_it_is = {
        "state": task.state,
        "note": task.note,
        "owner_id": task.owner_id,
        "due_on": day_of(task.due_at) if task.due_at else None,
    }
    team.tasks.change(case.id, person or team.lead, task.id, task.version, Change(**(as_it_is | wanted)))


def test_what_was_decided_is_to_be_done_in_the_order_in_which_it_is_due(team: Team) -> None:
    case = team.decides(**SOCIAL_WORKER)

    found = actions(team, case)
    assert found[:2] == ["all_tell_lead", "csc_telephone"]
    assert {"csc_ask_police", "csc_review", "all_support", "all_parents"} <= set(found)
    assert not {"consult_advice", "manage_agree", "refer_police"} & set(found)
    due = [task.due_at for task in team.file(case.id).tasks if task.due_at]
    assert due == sorted(due)
    assert team.file(case.id).tasks[-1].due_at is None


def test_nothing_is_a_task_before_the_decision_and_nothing_that_must_not_be_done_ever_is(team: Team) -> None:
    case = team.sends(**EVERYONE)
    assert team.file(case.id).tasks == []

    decided = team.decides()
    guide = team.file(decided.id).desk.guide

    forbidden = {each.id for part in guide.parts for each in part.do_not}
    assert not forbidden & set(actions(team, decided))


def test_a_flag_brings_its_tasks(team: Team) -> None:
    case = team.decides(adult="online_unverified", pressure="yes_money", person=team.lead)

    assert {"refer_police", "blackmail_stop", "ceop_report", "remove_with_child"} <= set(actions(team, case))


def test_a_second_decision_adds_what_is_new_and_keeps_what_is_done(team: Team) -> None:
    case = team.decides()
    change(team, case, "manage_agree", state=TaskState.DONE, note="Agreed at 10:40.")
    change(team, case, "manage_teach", state=TaskState.NOT_NEEDED, note="Taught last week.")
    before = {task.id: task for task in team.file(case.id).tasks}
    again = team.ownership.reopen(case.id, team.lead, team.file(case.id).desk.case.version, "She said more.")
    team.answers(case.id, team.lead, **SOCIAL_WORKER)

    team.confirms(case.id, team.lead, team.file(case.id).desk.case.version, "A social worker is involved.")

    after = {task.id: task for task in team.file(case.id).tasks}
    assert {id_: after[id_] for id_ in before} == before
    added = {after[id_].action for id_ in after.keys() - before.keys()}
    assert added == {
        "csc_telephone",
        "csc_ask_police",
        "csc_social_worker",
        "csc_consent",
        "csc_safety",
        "csc_review",
    }
    assert again.version < team.file(case.id).desk.case.version


def test_the_date_of_a_decision_below_the_answers_is_a_task_on_that_date(team: Team) -> None:
    case = team.sends(**EVERYONE)
    given = dict.fromkeys((each.value for each in Need), "Words.") | {Need.REVIEW_ON: "2026-11-24"}
    version = team.file(case.id).desk.case.version

    team.decisions.record(case.id, team.lead, version, Choice(Way.OVERRIDE, Level.MANAGE, given))

    assert team.task(case.id, "below_review").due_at == end_of(date(2026, 11, 24))


def test_a_task_is_done_by_somebody_at_a_time_and_pressing_twice_is_pressing_once(team: Team) -> None:
    case = team.decides()
    task = team.task(case.id, "manage_agree")
    team.clock.moves_on(hours=1)

    team.tasks.done(case.id, team.deputy, task.id, task.version)
    team.tasks.done(case.id, team.lead, task.id, task.version)

    done = team.task(case.id, "manage_agree")
    assert (done.state, done.ended_by_staff_id) == (TaskState.DONE, team.deputy.id)
    assert done.ended_at == START + timedelta(hours=1)
    assert team.kinds(case.id).count("task_done") == 1
    assert team.changes(case.id)[-1].detail == {"action": "manage_agree"}


def test_what_is_not_needed_says_why(team: Team) -> None:
    case = team.decides()

    with pytest.raises(TaskLacks) as lacking:
        change(team, case, "manage_restorative", state=TaskState.NOT_NEEDED)
    assert lacking.value.needs == (TaskNeed.NOTE,)
    change(team, case, "manage_restorative", state=TaskState.NOT_NEEDED, note="Neither child wants it.")

    assert team.task(case.id, "manage_restorative").note == "Neither child wants it."
    assert team.file(case.id).history[-1].kind == "task_not_needed"


def test_a_task_is_for_whoever_has_the_case_until_it_is_given_to_somebody_who_may_see_it(team: Team) -> None:
    case = team.decides()
    assert team.task(case.id, "manage_talk").owner_id is None

    for nobody in (team.reporter, team.administrator, team.another().lead):
        with pytest.raises(NotFound):
            change(team, case, "manage_talk", owner_id=nobody.id)
    change(team, case, "manage_talk", owner_id=team.deputy.id)

    assert team.task(case.id, "manage_talk").owner_id == team.deputy.id
    assert team.changes(case.id)[-1].detail == {"action": "manage_talk", "to": team.deputy.id}


def test_a_due_date_is_moved_to_a_day_to_come_and_never_taken_away(team: Team) -> None:
    case = team.decides()

    for wrong in (None, TODAY - timedelta(days=1)):
        with pytest.raises(TaskLacks) as lacking:
            change(team, case, "manage_talk", due_on=wrong)
        assert lacking.value.needs == (TaskNeed.DUE_ON,)
    change(team, case, "manage_talk", due_on=date(2026, 12, 4))
    change(team, case, "manage_teach", due_on=date(2027, 1, 15))

    assert team.task(case.id, "manage_talk").due_at == end_of(date(2026, 12, 4))
    assert team.task(case.id, "manage_teach").due_at == end_of(date(2027, 1, 15))
    assert team.changes(case.id)[-1].detail == {"action": "manage_teach", "to": "2027-01-15"}


def test_a_note_on_what_is_due_at_once_does_not_put_it_off_to_the_end_of_the_day(team: Team) -> None:
    case = team.decides(adult="adult_other")
    before = team.task(case.id, "refer_police")

    change(team, case, "refer_police", note="On hold with 101.")

    assert team.task(case.id, "refer_police").due_at == before.due_at
    assert team.file(case.id).history[-1].kind == "task_noted"


def test_a_form_that_changes_nothing_leaves_no_entry(team: Team) -> None:
    case = team.decides()
    before, history = team.file(case.id), team.changes(case.id)

    change(team, case, "manage_talk")

    assert team.changes(case.id) == history
    assert team.file(case.id).desk.case == before.desk.case


def test_the_second_of_two_who_change_a_task_is_told(team_on_each: Team) -> None:
    team = team_on_each
    case = team.decides()
    task = team.task(case.id, "manage_talk")
    team.tasks.change(case.id, team.lead, task.id, task.version, Change(TaskState.NOT_NEEDED, "No.", None, None))

    with pytest.raises(CaseChanged):
        team.tasks.done(case.id, team.deputy, task.id, task.version)

    assert team.task(case.id, "manage_talk").state is TaskState.NOT_NEEDED


def test_who_may_not_see_a_case_has_none_of_its_tasks(team: Team) -> None:
    case = team.decides(adult="adult_staff", person=team.head)
    task = team.task(case.id, "lado_call")

    for nobody in (team.lead, team.reporter, team.colleague, team.administrator, team.another().head):
        with pytest.raises(CaseNotFound):
            team.tasks.done(case.id, nobody, task.id, task.version)
    with pytest.raises(NotFound):
        change(team, case, "lado_call", team.head, owner_id=team.lead.id)
    other_head = team.person("other head", Role.HEAD)
    team.keeping.keep_from(case.id, team.head, other_head.id)
    with pytest.raises(NotFound):
        change(team, case, "lado_call", team.head, owner_id=other_head.id)


def test_a_task_of_another_case_is_not_there(team: Team) -> None:
    case, other = team.decides(), team.decides()

    with pytest.raises(NotFound):
        team.tasks.done(case.id, team.lead, team.task(other.id, "manage_talk").id, 0)


def test_nothing_is_ticked_off_once_a_case_is_closed(team: Team) -> None:
    case = team.starts(danger="no")
    team.reviews.close(case.id, team.lead, "By mistake.")

    with pytest.raises(NotNow):
        team.tasks.done(case.id, team.lead, "f" * 32, 0)
