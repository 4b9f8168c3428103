"""One task: an action that a decision asks for, with who does it, by when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ..guidance.guide import Guide
from ..system.crypto import Cipher, Place
from .model import Case
from .tables_tasks import tasks

UNDATED = datetime.max.replace(tzinfo=UTC)


class TaskState(StrEnum):
    """What became of a task."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a case. Its words are in the case's guide.

    Attributes:
        action: the id of the guide's action.
        follows: it is a review that came from the one before it.
        due_at: the moment after which it is overdue; None where no date is set.
        owner_id: who does it; None: whoever has the case.
        note: on what was done, or why it is not needed.
    """

    id: str
    action: str
    state: TaskState
    due_at: datetime | None
    owner_id: str | None
    follows: bool = False
    note: str = ""
    ended_at: datetime | None = None
    ended_by_staff_id: str | None = None
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.state is TaskState.OPEN

    def is_overdue(self, now: datetime) -> bool:
        """Whether it should have been done by now."""
        return self.is_open and self.due_at is not None and self.due_at < now

    def holds_up(self, now: datetime) -> bool:
        """Whether the case is not to be closed without it. Reviews go on until then, so the next one does not."""
        return self.is_open and not (self.follows and not self.is_overdue(now))


def in_order(found: Iterable[Task], guide: Guide) -> list[Task]:
    """What is due first comes first; then the guide's order."""
    return sorted(found, key=lambda task: (task.due_at or UNDATED, guide.place_of(task.action)))


def tasks_of(db: Connection, cipher: Cipher, case: Case, guide: Guide) -> list[Task]:
    """Every task of a case, in order."""
    rows = db.execute(sa.select(tasks).where(tasks.c.case_id == case.id))
    return in_order([_read(cipher, case, row) for row in rows], guide)


def insert_task(db: Connection, cipher: Cipher, case: Case, task: Task) -> None:
    """A new task."""
    action = cipher.encrypt(task.action, _place(case, task.id, "action"))
    fixed = {"id": task.id, "case_id": case.id, "action": action, "follows": task.follows}
    db.execute(tasks.insert().values(**fixed, **_row(cipher, case, task)))


def keep_task(db: Connection, cipher: Cipher, case: Case, task: Task) -> None:
    """A task as it now is. Its action never changes."""
    db.execute(tasks.update().where(tasks.c.id == task.id).values(**_row(cipher, case, task)))


def _row(cipher: Cipher, case: Case, task: Task) -> dict[str, Any]:
    plain = ("due_at", "owner_id", "ended_at", "ended_by_staff_id", "version")
    note = cipher.encrypt(task.note, _place(case, task.id, "note")) if task.note else None
    return {name: getattr(task, name) for name in plain} | {"state": task.state.value, "note": note}


def _read(cipher: Cipher, case: Case, row: Row[Any]) -> Task:
    return Task(
        id=row.id,
        action=cipher.decrypt(row.action, _place(case, row.id, "action")),
        state=TaskState(row.state),
        due_at=row.due_at,
        owner_id=row.owner_id,
        follows=bool(row.follows),
        note=cipher.decrypt(row.note, _place(case, row.id, "note")) if row.note else "",
        ended_at=row.ended_at,
        ended_by_staff_id=row.ended_by_staff_id,
        version=row.version,
    )


def _place(case: Case, task_id: str, column: str) -> Place:
    return Place(case.tenant_id, "tasks", column, task_id)
