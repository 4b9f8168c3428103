"""Courses that an administrator marked as staff-only. Any other course needs no row."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.database import inserted
from ..system.ids import Ids
from ..system.statement import Statement
from . import tables
from .model import Course, Posting
from .tenants import NotFound


def _is(tenant_id: object, host_id: object, context_id: object) -> sa.ColumnElement[bool]:
    return sa.and_(
        tables.courses.c.tenant_id == tenant_id,
        tables.courses.c.host_id == host_id,
        tables.courses.c.context_id == context_id,
    )


_FIND = Statement(sa.select(tables.courses).where(_is(*map(sa.bindparam, ("tenant_id", "host_id", "context_id")))))


class Courses:
    """Marks and finds staff-only courses."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids

    def mark_staff_only(
        self, db: Connection, tenant_id: str, host_id: str, context_id: str, posting: Posting
    ) -> Course:
        """Everybody enrolled in this course is staff: there, and only there, a learner is a reporter."""
        course = Course(self._ids.new(), tenant_id, host_id, context_id, posting)
        new = tables.courses.insert().values(
            id=course.id,
            tenant_id=tenant_id,
            host_id=host_id,
            context_id=context_id,
            posting=posting.value,
            created_at=self._clock.now(),
        )
        known = self.staff_only(db, tenant_id, host_id, context_id)
        if known is None and inserted(db, new):
            return course
        db.execute(tables.courses.update().where(_is(tenant_id, host_id, context_id)).values(posting=posting.value))
        settled = self.staff_only(db, tenant_id, host_id, context_id)
        assert settled is not None
        return settled

    def staff_only(self, db: Connection, tenant_id: str, host_id: str, context_id: str) -> Course | None:
        """The course if it is marked as staff-only for this tenant."""
        row = _FIND.row(db, tenant_id=tenant_id, host_id=host_id, context_id=context_id)
        return None if row is None else Course(row.id, tenant_id, host_id, context_id, Posting(row.posting))

    def of(self, db: Connection, tenant_id: str) -> list[Course]:
        """The tenant's, longest marked first."""
        mine = sa.select(tables.courses).where(tables.courses.c.tenant_id == tenant_id)
        return [_course(row) for row in db.execute(mine.order_by(tables.courses.c.created_at, tables.courses.c.id))]

    def unmark(self, db: Connection, tenant_id: str, course_id: str) -> None:
        """Take the mark away. Raises NotFound for one that is not there, or is another tenant's."""
        mine = sa.and_(tables.courses.c.tenant_id == tenant_id, tables.courses.c.id == course_id)
        if not db.execute(tables.courses.delete().where(mine)).rowcount:
            raise NotFound("There is no such course.")


def _course(row: Any) -> Course:
    return Course(row.id, row.tenant_id, row.host_id, row.context_id, Posting(row.posting))
