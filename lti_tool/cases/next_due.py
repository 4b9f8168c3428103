"""When a case is next overdue. Kept in its row, so that lists can rise by it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from .due import start_of
from .tables import consultations
from .tables_tasks import tasks
from .task import TaskState


def next_due(db: Connection, case_id: str) -> datetime | None:
    """The first moment at which a task, or an agency's answer, is overdue. The caller holds the case."""
    open_ones = sa.and_(tasks.c.case_id == case_id, tasks.c.state == TaskState.OPEN.value)
    task = db.execute(sa.select(sa.func.min(tasks.c.due_at)).where(open_ones)).scalar_one()
    unanswered = sa.and_(consultations.c.case_id == case_id, consultations.c.answered_at.is_(None))
    chase = db.execute(sa.select(sa.func.min(consultations.c.chase_on)).where(unanswered)).scalar_one()
    moments = [moment for moment in (task, start_of(chase) if chase else None) if moment is not None]
    return min(moments, default=None)


def taken_up_again(db: Connection, case_id: str) -> dict[str, Any]:
    """What changes in the row of a case that was decided or closed: what was left open is to be done again."""
    undone = dict.fromkeys(("closed_at", "filed_at", "decided_level", "decided_way"))
    return {**undone, "next_due_at": next_due(db, case_id)}
