"""In which weeks an installation was seen to work: somebody launched, a platform took a receipt.

An administrator may see this, and must not learn from it when somebody reported. In a small school even a day could
say that. So only whole weeks are kept, and a week is told once it is over: who looks every day learns no more than who
looks once. Practice earns the same receipt as a case, and an opening is no report. What is kept here does not follow
the cases, or the week of the last receipt would change when a case is deleted.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.database import NOT_NOW, Database, inserted
from .hours import LOCAL
from .tables_weeks import tenant_weeks

# Nobody's launch waits for a note.
NOTE_WAITS_SECONDS = 0.2


class Sign(StrEnum):
    """What shows that an installation works."""

    LAUNCH = "launch"
    RECEIPT = "receipt"


def week_of(at: datetime) -> date:
    """The Monday of a moment's week, by the school's own clock."""
    day = at.astimezone(LOCAL).date()
    return day - timedelta(days=day.weekday())


def note(db: Connection, tenant_id: str, sign: Sign, at: datetime) -> None:
    """Keep that there was such a sign in this week, and forget what no page will show any more."""
    week, mine = week_of(at), _of(tenant_id, sign)
    if inserted(db, tenant_weeks.insert().values(tenant_id=tenant_id, sign=sign.value, week=week)):
        newest_over = sa.select(sa.func.max(tenant_weeks.c.week)).where(mine, tenant_weeks.c.week < week)
        db.execute(tenant_weeks.delete().where(mine, tenant_weeks.c.week < newest_over.scalar_subquery()))


def last_week(db: Connection, tenant_id: str, sign: Sign, now: datetime) -> date | None:
    """The Monday of the newest week with such a sign that is over; None where there is none."""
    over = sa.and_(_of(tenant_id, sign), tenant_weeks.c.week < week_of(now))
    newest: date | None = db.execute(sa.select(sa.func.max(tenant_weeks.c.week)).where(over)).scalar_one()
    return newest


def _of(tenant_id: str, sign: Sign) -> sa.ColumnElement[bool]:
    return sa.and_(tenant_weeks.c.tenant_id == tenant_id, tenant_weeks.c.sign == sign.value)


@dataclass(frozen=True, slots=True)
class Weeks:
    """Notes launches. A launch of a week that was noted by this process costs nothing."""

    database: Database
    clock: Clock
    _noted: dict[str, date] = field(default_factory=dict)

    def launched(self, tenant_id: str) -> None:
        """Somebody of this tenant has launched. If that cannot be noted now, the next launch will do it."""
        now = self.clock.now()
        if self._noted.get(tenant_id) == week_of(now):
            return
        with contextlib.suppress(*NOT_NOW):
            with self.database.quick_transaction(NOTE_WAITS_SECONDS) as db:
                note(db, tenant_id, Sign.LAUNCH, now)
            self._noted[tenant_id] = week_of(now)
