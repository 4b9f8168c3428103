"""How long a school keeps a case: from the moment at which it was on file, for as long as the school's policy says.

What is due is listed for leads. Nothing is deleted by itself.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.database import Database
from ..tenants.model import Staff
from ..tenants.tenants import Tenants
from . import tables
from .access import sees_queue
from .model import Case, CaseNotFound, Status
from .queue import seen_by
from .store import case_of_row

MOST_LISTED = 500


def filed_by(now: datetime, months: int) -> datetime:
    """What was on file by then has been kept for so many months. A month is never less than a whole one."""
    years, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    day = min(now.day, monthrange(years, month + 1)[1])
    return now.replace(year=years, month=month + 1, day=day)


def is_over(case: Case, months: int | None, now: datetime) -> bool:
    """Whether the school's period for this case is over. Where none is set, it never is."""
    return months is not None and case.filed_at is not None and case.filed_at <= filed_by(now, months)


class Retention:
    """The leads' list of what is due for deletion."""

    def __init__(self, database: Database, tenants: Tenants, clock: Clock) -> None:
        self._database = database
        self._tenants = tenants
        self._clock = clock

    def due(self, person: Staff) -> list[Case]:
        """What this person may see of what is due, longest on file first. At most MOST_LISTED at a time.

        Raises CaseNotFound for somebody who has no list of cases.
        """
        with self._database.reading() as db:
            which = self._due(db, person)
            table = tables.cases
            query = sa.select(table).where(which).order_by(table.c.filed_at, table.c.id).limit(MOST_LISTED)
            return [case_of_row(row) for row in db.execute(query)]

    def count(self, person: Staff) -> int:
        """How many are due that this person may see. Raises CaseNotFound."""
        with self._database.reading() as db:
            which = self._due(db, person)
            return db.execute(sa.select(sa.func.count()).select_from(tables.cases).where(which)).scalar_one()

    def _due(self, db: Connection, person: Staff) -> sa.ColumnElement[bool]:
        """The same rule as `is_over`, for a whole list, without what is on hold."""
        if not sees_queue(person):
            raise CaseNotFound
        months = self._tenants.get(db, person.tenant_id).retention_months
        if months is None:
            return sa.false()
        cases = tables.cases.c
        closed = sa.and_(cases.status == Status.CLOSED.value, cases.held_at.is_(None))
        return sa.and_(seen_by(person), closed, cases.filed_at <= filed_by(self._clock.now(), months))
