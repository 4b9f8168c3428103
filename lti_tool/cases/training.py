"""Who has practised, as evidence of training: how often and when last, never what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ..system.clock import Clock
from ..system.database import Database
from ..tenants.model import Staff
from ..tenants.staff import StaffBook
from .access import sees_queue
from .model import CaseNotFound
from .school_years import SchoolYear, years_back
from .tables_practice import practices

MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class Trained:
    """Somebody who has finished practice in a year."""

    person: Staff
    times: int
    last: datetime


@dataclass(frozen=True, slots=True)
class TrainingYear:
    """One school year, and the years that can be chosen, newest first."""

    year: SchoolYear
    years: tuple[SchoolYear, ...]
    trained: tuple[Trained, ...]


class Training:
    """The leads' list of who has practised."""

    def __init__(self, database: Database, staff: StaffBook, clock: Clock) -> None:
        self._database = database
        self._staff = staff
        self._clock = clock

    def of(self, person: Staff, year: SchoolYear | None = None) -> TrainingYear:
        """Who has practised in that year, or in this one, who did so last first.

        Raises CaseNotFound for somebody who has no list of cases.
        """
        if not sees_queue(person):
            raise CaseNotFound
        done = practices.c.finished_at
        of_tenant = practices.c.tenant_id == person.tenant_id
        with self._database.reading() as db:
            first = db.execute(sa.select(sa.func.min(done)).where(of_tenant)).scalar_one()
            years = years_back(self._clock.now(), MOST_YEARS, first)
            wanted = year if year in years else years[0]
            last = sa.func.max(done)
            query = (
                sa.select(practices.c.staff_id, sa.func.count().label("times"), last.label("last"))
                .where(of_tenant, done >= wanted.start, done < wanted.end)
                .group_by(practices.c.staff_id)
                .order_by(last.desc(), practices.c.staff_id)
            )
            trained = tuple(
                Trained(self._staff.get(db, person.tenant_id, row.staff_id), row.times, row.last)
                for row in db.execute(query).all()
            )
        return TrainingYear(wanted, years, trained)
