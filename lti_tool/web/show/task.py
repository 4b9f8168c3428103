"""The form of one task: what became of it, who does it, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import url_for

from ...cases.due import day_of
from ...cases.review import CaseFile
from ...cases.task import Task, TaskState
from ...cases.tasks import TaskNeed
from ...guidance.within import Within
from ...tenants.model import Staff
from .. import view_parts as part
from ..forms import Sheet
from ..forms_tasks import WHOEVER
from ..role_words import whom
from ..view_forms import Box, Day, Field, FormPage, Group, Pick
from .agencies import NO_IMAGE
from .tasks import action_of, due_words

STATES = {TaskState.OPEN: "Still to do", TaskState.DONE: "Done", TaskState.NOT_NEEDED: "Not needed"}
LACKS = {
    TaskNeed.NOTE: "Write why it is not needed",
    TaskNeed.DUE_ON: "Enter today or a day to come",
    TaskNeed.NEXT_ON: "Enter the day of the next review",
}
HOLIDAYS = "School holidays are not known here."


def task_page(
    file: CaseFile,
    task: Task,
    chrome: part.Chrome,
    to: Iterable[Staff],
    sheet: Sheet | None = None,
    lacks: tuple[TaskNeed, ...] = (),
    general: str | None = None,
) -> FormPage:
    """Everything that can be said of one task.

    Args:
        to: who can do it.
    """
    desk, action = file.desk, action_of(file, task)
    typed = sheet.typed if sheet else _as_it_is(task)
    errors = {**(sheet.errors if sheet else {}), **{need.value: LACKS[need] for need in lacks}}
    due = f"Due {due_words(task.due_at)}." if task.due_at else "No date is set."
    return FormPage(
        chrome=chrome,
        name="One task",
        caption=f"Case {desk.case.reference}",
        heading="Change a task",
        words=(action.text, f"{action.who}: {action.when}. {due}"),
        groups=(Group(fields=_fields(file, task, to, typed, errors)),),
        action=url_for("tasks.change", case_id=desk.case.id, task_id=task.id, version=task.version),
        act="Save",
        back=part.Link("Back to the tasks", url_for("tasks.tasks", case_id=desk.case.id)),
        general_error=general,
    )


def _as_it_is(task: Task) -> dict[str, str]:
    due_on = day_of(task.due_at).isoformat() if task.due_at else ""
    return {"state": task.state.value, "note": task.note, "staff": task.owner_id or WHOEVER, "due_on": due_on}


def _fields(
    file: CaseFile, task: Task, to: Iterable[Staff], typed: Mapping[str, str], errors: Mapping[str, str]
) -> tuple[Field, ...]:
    def picks(name: str, label: str, choices: Iterable[tuple[str, str]]) -> Pick:
        offered = tuple(part.Choice(value, words, chosen=value == typed.get(name)) for value, words in choices)
        return Pick(name=name, label=label, choices=offered, error=errors.get(name))

    def day(name: str, label: str, hint: str) -> Day:
        return Day(name=name, label=label, hint=hint, typed=typed.get(name, ""), error=errors.get(name))

    people = [(WHOEVER, "Whoever has the case"), *((each.id, whom(each)) for each in to)]
    fields: list[Field] = [
        picks("state", "What has become of it?", ((state.value, words) for state, words in STATES.items())),
        Box(
            name="note",
            label="A note, or why it is not needed",
            hint=f"For example: telephoned at 10:40, reference 1234. {NO_IMAGE}",
            typed=typed.get("note", ""),
            error=errors.get("note"),
        ),
        picks("staff", "Who does it?", people),
        day("due_on", "By the end of which day?", HOLIDAYS),
    ]
    again = action_of(file, task).again
    if again is not None and task.is_open:
        fields.insert(1, day("next_on", "If it is done: when is the next review?", _usually(again)))
    return tuple(fields)


def _usually(again: Within) -> str:
    usual = {
        Within.NEXT_DAY: "Leave this empty for the next working day.",
        Within.SCHOOL_DAYS_5: "Leave this empty for 5 school days from now.",
    }
    return usual.get(again, "For example, the last day before half-term.")
