"""Courses that an administrator marked as staff-only. Any other course needs no row."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.ids import Ids
from . import tables
from .model import Course, Posting


class Courses:
    """Marks and finds staff-only courses."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids

    def mark_staff_only(
        self, db: Connection, tenant_id: str, host_id: str, context_id: str, posting: Posting
    ) -> Course:
        """Everybody enrolled in this course is staff: there, and only there, a learner is a reporter."""
        known = self.staff_only(db, tenant_id, host_id, context_id)
        if known is not None:
            db.execute(tables.courses.update().where(tables.courses.c.id == known.id).values(posting=posting.value))
            return Course(known.id, tenant_id, host_id, context_id, posting)
        course = Course(self._ids.new(), tenant_id, host_id, context_id, posting)
        db.execute(
            tables.courses.insert().values(
                id=course.id,
                tenant_id=tenant_id,
                host_id=host_id,
                context_id=context_id,
                posting=posting.value,
                created_at=self._clock.now(),
            )
        )
        return course

    def staff_only(self, db: Connection, tenant_id: str, host_id: str, context_id: str) -> Course | None:
        """The course if it is marked as staff-only for this tenant."""
        row = db.execute(
            sa.select(tables.courses).where(
                tables.courses.c.tenant_id == tenant_id,
                tables.courses.c.host_id == host_id,
                tables.courses.c.context_id == context_id,
            )
        ).one_or_none()
        return None if row is None else Course(row.id, tenant_id, host_id, context_id, Posting(row.posting))
