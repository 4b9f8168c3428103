"""Courses that a host has copied from a staff-only one.

In a staff-only course a learner is a reporter. A copy may have pupils in it, so it is an ordinary course until an
administrator has said that everybody enrolled there is staff.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.database import Database, inserted
from ..system.ids import Ids
from .courses import Courses
from .model import Posting, Role, Staff
from .tables_messages import course_copies as table
from .tenants import NotFound

# A host can copy as often as it likes; an administrator reads this many.
MOST_WAITING = 50
GONE = "There is no such course that waits for an answer."


@dataclass(frozen=True, slots=True)
class CourseCopy:
    """A copy that waits: its id on the host, that of the course it was made from, and what that one posts."""

    id: str
    tenant_id: str
    host_id: str
    context_id: str
    origin_id: str
    posting: Posting
    noticed_at: datetime


class CourseCopies:
    """Keeps what hosts say of copies until an administrator has answered."""

    def __init__(self, database: Database, courses: Courses, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._courses = courses
        self._clock = clock
        self._ids = ids

    def notice(self, db: Connection, tenant_id: str, host_id: str, origins: Iterable[str], context_id: str) -> None:
        """Keep that this course was copied, where one that it was copied from is staff-only and it is not yet."""
        found = (self._courses.staff_only(db, tenant_id, host_id, each) for each in origins)
        origin = next((each for each in found if each is not None), None)
        here = self._courses.staff_only(db, tenant_id, host_id, context_id)
        if origin is None or here is not None or len(self._waiting(db, tenant_id)) >= MOST_WAITING:
            return
        row = {
            "id": self._ids.new(),
            "tenant_id": tenant_id,
            "host_id": host_id,
            "context_id": context_id,
            "origin_id": origin.context_id,
            "posting": origin.posting.value,
            "noticed_at": self._clock.now(),
        }
        # Said twice, or answered already, is once.
        inserted(db, table.insert().values(**row))

    def waiting(self, administrator: Staff) -> list[CourseCopy]:
        """What waits for an administrator, oldest first. Raises NotFound for somebody who is none."""
        _check_role(administrator)
        with self._database.reading() as db:
            return self._waiting(db, administrator.tenant_id)

    def look_at(self, administrator: Staff, copy_id: str) -> CourseCopy:
        """One of them. Raises NotFound."""
        found = next((each for each in self.waiting(administrator) if each.id == copy_id), None)
        if found is None:
            raise NotFound(GONE)
        return found

    def answer(self, administrator: Staff, copy_id: str, *, staff_only: bool) -> None:
        """It is a staff-only course that posts what its origin did; or it is not. Raises NotFound."""
        copy = self.look_at(administrator, copy_id)
        now, open_ = self._clock.now(), sa.and_(table.c.id == copy.id, table.c.answered_at.is_(None))
        with self._database.transaction() as db:
            done = {"answered_at": now, "answered_by": administrator.id}
            if db.execute(table.update().where(open_).values(**done)).rowcount == 0:
                raise NotFound(GONE)
            if staff_only:
                self._courses.mark_staff_only(db, copy.tenant_id, copy.host_id, copy.context_id, copy.posting)

    def _waiting(self, db: Connection, tenant_id: str) -> list[CourseCopy]:
        open_ = sa.and_(table.c.tenant_id == tenant_id, table.c.answered_at.is_(None))
        names = tuple(CourseCopy.__dataclass_fields__)
        rows = db.execute(sa.select(table).where(open_).order_by(table.c.noticed_at, table.c.id))
        return [
            CourseCopy(**{name: getattr(row, name) for name in names} | {"posting": Posting(row.posting)})
            for row in rows
        ]


def _check_role(person: Staff) -> None:
    if not person.has(Role.ADMINISTRATOR):
        raise NotFound(GONE)
