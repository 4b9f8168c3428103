"""What is on its way out, in numbers for whoever watches the server. None of them may tell that a certain case exists.

So kinds of work are counted together, work counts only when it is late, and everything is rounded to tens. A receipt
that was held back because of what its case is about is counted nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from ..cases.receipts import ReceiptState
from ..cases.tables import receipts
from ..system.clock import Clock
from ..system.database import Database
from ..system.outbox import outbox
from .ends import Why

# A worker that runs takes what is due within seconds. Before that, a row would tell that something was just written.
LATE_AFTER = timedelta(minutes=1)
KEPT_FOR = timedelta(minutes=1)
STEP = 10
# Decided by the school, not by a host: the first of these would count the cases about members of staff.
HELD_BACK = (Why.RESTRICTED.value, Why.POSTING_OFF.value, Why.MOVED.value)
ENDS = (ReceiptState.DELIVERED, ReceiptState.NOT_GRADABLE, ReceiptState.RETRYING, ReceiptState.GIVEN_UP)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is on its way out.

    Attributes:
        late: how many pieces of work have waited for more than a minute, rounded up.
        oldest_late_seconds: how long the first of them has waited, in whole minutes.
        ends: how many receipts there are by how they ended, rounded down.
    """

    late: int
    oldest_late_seconds: int
    ends: Mapping[ReceiptState, int]


class Watch:
    """Reads the figures, once a minute at most however often somebody asks."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = Lock()
        self._kept: tuple[datetime, Figures] | None = None

    def look(self) -> Figures | None:
        """The figures of this minute. None: the database does not answer."""
        now = self._clock.now()
        with self._lock:
            if self._kept is not None and now - self._kept[0] < KEPT_FOR:
                return self._kept[1] if self._answers() else None
            try:
                with self._database.reading() as db:
                    figures = _read(db, now)
            except SQLAlchemyError:
                return None
            self._kept = (now, figures)
            return figures

    def _answers(self) -> bool:
        try:
            with self._database.looking() as db:
                return db.execute(sa.select(sa.literal(1))).scalar_one() == 1
        except SQLAlchemyError:
            return False


def _read(db: Connection, now: datetime) -> Figures:
    free = sa.or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= now)
    late = sa.and_(outbox.c.done_at.is_(None), outbox.c.due_at <= now - LATE_AFTER, free)
    row = db.execute(sa.select(sa.func.count().label("rows"), sa.func.min(outbox.c.due_at).label("since")).where(late))
    found = row.one()
    waited = 0 if found.since is None else int((now - found.since).total_seconds())
    query = sa.select(receipts.c.state, sa.func.count().label("rows")).group_by(receipts.c.state)
    ours = sa.or_(receipts.c.why.is_(None), receipts.c.why.not_in(HELD_BACK))
    counts = {each.state: each.rows for each in db.execute(query.where(ours))}
    ends = {state: counts.get(state.value, 0) // STEP * STEP for state in ENDS}
    return Figures(-(-found.rows // STEP) * STEP, waited // 60 * 60, ends)
