"""What one person has sent, for somebody who may see it: only what stands in that reader's own list of cases."""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import Database
from ..tenants.model import Staff
from .access import sees_queue
from .model import Case
from .queue import seen_by
from .store import case_of_row
from .tables import cases

MOST_LISTED = 100


class SentBy:
    """Cases by whom they are from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, reader: Staff, staff_id: str, *, unsent: bool = False) -> list[Case]:
        """What this person has sent and the reader may see, newest first.

        Nothing for a reader without a list, and nothing of what is the reader's own: the answer is then the same as
        where there is no case, or one that is kept from them.

        Args:
            unsent: also what was begun and holds an answer.
        """
        if not sees_queue(reader) or reader.id == staff_id:
            return []
        which = sa.and_(seen_by(reader), cases.c.reporter_id == staff_id)
        sent = sa.true() if unsent else cases.c.sent_at.is_not(None)
        query = sa.select(cases).where(which, sent).order_by(cases.c.started_at.desc(), cases.c.id).limit(MOST_LISTED)
        with self._database.reading() as db:
            return [case_of_row(row) for row in db.execute(query)]
