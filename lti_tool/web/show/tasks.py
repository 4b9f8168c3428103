"""The tasks of one case: what is overdue first, then what is due first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask import url_for

from ...cases.access import sight
from ...cases.due import day_of, is_end_of_day
from ...cases.model import Act, Sight
from ...cases.review import CaseFile
from ...cases.task import Task, TaskState
from ...cases.transitions import move
from ...guidance.model import Action
from .. import view_parts as part
from ..views_tasks import TaskCard, TaskGroup, TasksPage
from .agencies import late_words
from .history import first_sentence, person_words
from .words import day, moment

NOTES = (
    "What is due today is due today at weekends and in the holidays too.",
    "School days leave out Saturdays and Sundays only. School holidays are not known here: change the date of a task"
    " where one falls in between.",
    "These times are proposals. Your local safeguarding procedures come first.",
)
ENDED = {TaskState.DONE: "Done", TaskState.NOT_NEEDED: "Not needed"}


def tasks_page(file: CaseFile, chrome: part.Chrome, now: datetime, error: str | None = None) -> TasksPage:
    """Every task, and what of each can be said."""
    desk = file.desk
    to_file = move(desk.sight, desk.case.status, Act.FILE)
    return TasksPage(
        chrome=chrome,
        reference=desk.case.reference,
        back_url=url_for("review.case", case_id=desk.case.id),
        late=late_words(file, day_of(now)),
        agencies_url=url_for("agencies.calls", case_id=desk.case.id),
        parts=tuple(group for group in _groups(file, now) if group.cards),
        notes=NOTES if file.tasks else (),
        file=part.Link(to_file.label, url_for("filing.form", case_id=desk.case.id)) if to_file else None,
        error=error,
    )


def overdue_words(file: CaseFile, now: datetime) -> tuple[str, ...]:
    """A line for the case's own page."""
    count = sum(task.is_overdue(now) for task in file.tasks)
    if not count or not may_change(file):
        return ()
    return ("1 task is overdue. Open “Tasks”." if count == 1 else f"{count} tasks are overdue. Open “Tasks”.",)


def tasks_link(file: CaseFile) -> part.Link:
    """Where the tasks are, and how many are left."""
    left = sum(task.is_open for task in file.tasks)
    return part.Link(f"Tasks: {left} to do" if left else "Tasks", url_for("tasks.tasks", case_id=file.desk.case.id))


def may_change(file: CaseFile) -> bool:
    """Whether this person may say anything of a task now."""
    return move(file.desk.sight, file.desk.case.status, Act.TASK) is not None


def owner_of(file: CaseFile, task: Task) -> str | None:
    """Who does it: the person it was given to, as long as they may see the case; else whoever has the case."""
    given = file.people.get(task.owner_id or "")
    if given is not None and sight(file.desk.case, given, file.named) in {Sight.LEAD, Sight.HEAD}:
        return given.id
    return file.desk.case.owner_id


def due_words(at: datetime) -> str:
    """By when, in words. Most are due by the end of a day."""
    return f"by the end of {day(day_of(at))}" if is_end_of_day(at) else f"by {moment(at).words}"


def action_of(file: CaseFile, task: Task) -> Action:
    """What the guide says of it."""
    return file.desk.guide.action(task.action)


def _groups(file: CaseFile, now: datetime) -> Iterable[TaskGroup]:
    late = [task for task in file.tasks if task.is_overdue(now)]
    to_do = [task for task in file.tasks if task.is_open and not task.is_overdue(now)]
    ended = [task for task in file.tasks if not task.is_open]
    for title, tasks in (("Overdue", late), ("To do", to_do), ("Done or not needed", ended)):
        yield TaskGroup(title, tuple(_card(file, task, now) for task in tasks))


def _card(file: CaseFile, task: Task, now: datetime) -> TaskCard:
    action, case_id, can_change = action_of(file, task), file.desk.case.id, may_change(file)
    done, change = None, None
    if can_change:
        form = url_for("tasks.form", case_id=case_id, task_id=task.id)
        change = part.Link(_change_words(task, action), form)
    # Of a review there is more to say: when the next one is.
    if can_change and task.is_open and action.again is None:
        done = url_for("tasks.done", case_id=case_id, task_id=task.id, version=task.version)
    return TaskCard(
        words=action.text,
        about=first_sentence(action.text),
        facts=_facts(file, task, action),
        note=task.note,
        overdue=task.is_overdue(now),
        done_url=done,
        change=change,
    )


def _change_words(task: Task, action: Action) -> str:
    if not task.is_open:
        return "Change"
    return "Not needed, note, person or date" if action.again is None else "Record this review"


def _facts(file: CaseFile, task: Task, action: Action) -> tuple[str, ...]:
    asked = f"{action.who} · {action.when}"
    if not task.is_open:
        by, at = person_words(file.people, task.ended_by_staff_id), task.ended_at
        return (asked, f"{ENDED[task.state]}: {by}, {moment(at).words}" if at else ENDED[task.state])
    owner = owner_of(file, task)
    whose = f"With {person_words(file.people, owner)}" if owner else "With nobody yet"
    due = f"Due {due_words(task.due_at)}" if task.due_at else "No date is set"
    return (asked, f"{due}. {whose}.")
