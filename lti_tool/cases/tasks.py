"""Working off a case: who does a task, by when, and that it is done or not needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.engine import Connection

from ..guidance.within import Within
from ..system.clock import Clock
from ..system.database import Database
from ..system.ids import Ids
from ..tenants.model import Staff
from ..tenants.staff import StaffBook
from ..tenants.tenants import NotFound, Tenants
from .access import sight
from .desk import Desk, lay_out_for_lead
from .due import day_of, due_at, end_of
from .history import add_event
from .model import Act, CaseChanged, Sight
from .next_due import next_due
from .store import change_case, named_in
from .task import Task, TaskState, insert_task, keep_task, tasks_of
from .transitions import required_move

ENDS = {TaskState.DONE: "task_done", TaskState.NOT_NEEDED: "task_not_needed", TaskState.OPEN: "task_reopened"}


class TaskNeed(StrEnum):
    """What has to be put right, by the name of its field."""

    NOTE = "note"
    DUE_ON = "due_on"
    NEXT_ON = "next_on"


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants of a task.

    Attributes:
        owner_id: None: whoever has the case.
        due_on: the day by the end of which it is to be done.
        next_on: of a review: the day of the next one.
    """

    state: TaskState
    note: str
    owner_id: str | None
    due_on: date | None
    next_on: date | None = None


class TaskLacks(Exception):
    """Something has to be put right first. `needs` are in the order of the form."""

    def __init__(self, needs: tuple[TaskNeed, ...]) -> None:
        self.needs = needs
        super().__init__(", ".join(needs))


class Tasks:
    """The tasks of cases."""

    def __init__(self, database: Database, tenants: Tenants, staff: StaffBook, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._tenants = tenants
        self._staff = staff
        self._clock = clock
        self._ids = ids

    def change(self, case_id: str, person: Staff, task_id: str, version: int, change: Change) -> None:
        """Keep what became of a task, who does it and by when.

        Args:
            version: of the task as the person saw it.

        Raises:
            NotFound: there is no such task, or nobody who could do it.
            CaseChanged: somebody changed the task meanwhile.
            TaskLacks: something has to be put right.
        """
        with self._database.transaction() as db:
            desk, task = self._open(db, case_id, person, task_id)
            if task.version != version:
                raise CaseChanged
            self._change(db, desk, person, task, change)

    def done(self, case_id: str, person: Staff, task_id: str, version: int) -> None:
        """It is done, and there is nothing more to say. Saying so twice is the same as once. Raises as `change`."""
        with self._database.transaction() as db:
            desk, task = self._open(db, case_id, person, task_id)
            if task.state is TaskState.DONE:
                return
            if task.version != version:
                raise CaseChanged
            due_on = day_of(task.due_at) if task.due_at else None
            self._change(db, desk, person, task, Change(TaskState.DONE, task.note, task.owner_id, due_on))

    def _open(self, db: Connection, case_id: str, person: Staff, task_id: str) -> tuple[Desk, Task]:
        desk = lay_out_for_lead(db, self._tenants, case_id, person)
        required_move(desk.sight, desk.case.status, Act.TASK)
        found = tasks_of(db, desk.cipher, desk.case, desk.guide)
        task = next((each for each in found if each.id == task_id), None)
        if task is None:
            raise NotFound("There is no such task.")
        return desk, task

    def _change(self, db: Connection, desk: Desk, person: Staff, task: Task, change: Change) -> None:
        now = self._clock.now()
        check(desk, task, change, day_of(now))
        if change.owner_id != task.owner_id and not self._can_be_given(db, desk, change.owner_id):
            raise NotFound("There is no such person to give this task to.")
        after = _after(task, change, person, now)
        if after == task:
            return
        keep_task(db, desk.cipher, desk.case, replace(after, version=task.version + 1))
        if after.state is TaskState.DONE and task.is_open:
            self._add_next(db, desk, task, change, now)
        case = change_case(db, desk.case, next_due_at=next_due(db, desk.case.id))
        for kind, detail in _told(task, after):
            add_event(db, desk.cipher, case, kind, now, person.id, {"action": task.action, **detail})

    def _can_be_given(self, db: Connection, desk: Desk, staff_id: str | None) -> bool:
        if staff_id is None:
            return True
        receiver = self._staff.get(db, desk.case.tenant_id, staff_id)
        return sight(desk.case, receiver, named_in(db, desk.case.id)) in {Sight.LEAD, Sight.HEAD}

    def _add_next(self, db: Connection, desk: Desk, task: Task, change: Change, now: datetime) -> None:
        """A review that is done makes the next one, until the case is closed."""
        again = desk.guide.action(task.action).again
        there = tasks_of(db, desk.cipher, desk.case, desk.guide)
        if again is None or any(each.is_open and each.action == task.action for each in there):
            return
        due = end_of(change.next_on) if change.next_on else due_at(again, now)
        following = Task(self._ids.new(), task.action, TaskState.OPEN, due, task.owner_id, follows=True)
        insert_task(db, desk.cipher, desk.case, following)


def check(desk: Desk, task: Task, change: Change, today: date) -> None:
    """Raise TaskLacks for what may not be kept so."""
    lacks = []
    if change.state is TaskState.NOT_NEEDED and not change.note:
        lacks.append(TaskNeed.NOTE)
    if change.state is TaskState.OPEN and not _may_be_due(task, change.due_on, today):
        lacks.append(TaskNeed.DUE_ON)
    if change.state is TaskState.DONE and task.is_open and not _has_next(desk, task, change.next_on, today):
        lacks.append(TaskNeed.NEXT_ON)
    if lacks:
        raise TaskLacks(tuple(lacks))


def _may_be_due(task: Task, due_on: date | None, today: date) -> bool:
    """A date stays as it is, or is moved to a day that is still to come; it is not taken away."""
    was = day_of(task.due_at) if task.due_at else None
    return due_on == was or (due_on is not None and due_on >= today)


def _has_next(desk: Desk, task: Task, next_on: date | None, today: date) -> bool:
    """Where the guide names no interval, the lead names the day of the next review."""
    if next_on is not None:
        return next_on >= today
    return desk.guide.action(task.action).again is not Within.LATER


def _after(task: Task, change: Change, person: Staff, now: datetime) -> Task:
    was = day_of(task.due_at) if task.due_at else None
    due = end_of(change.due_on) if change.due_on and change.due_on != was else task.due_at
    after = replace(task, state=change.state, note=change.note, owner_id=change.owner_id)
    if change.state is TaskState.OPEN:
        return replace(after, due_at=due, ended_at=None, ended_by_staff_id=None)
    if change.state is task.state:
        return after
    return replace(after, ended_at=now, ended_by_staff_id=person.id)


def _told(before: Task, after: Task) -> list[tuple[str, dict[str, str]]]:
    """What the history says of a change."""
    told: list[tuple[str, dict[str, str]]] = []
    note = {"note": after.note} if after.note else {}
    if after.state is not before.state:
        told.append((ENDS[after.state], note))
    elif after.note != before.note:
        told.append(("task_noted", note))
    if after.owner_id != before.owner_id:
        told.append(("task_given", {"to": after.owner_id} if after.owner_id else {}))
    if after.due_at != before.due_at and after.due_at is not None:
        told.append(("task_moved", {"to": day_of(after.due_at).isoformat()}))
    return told
