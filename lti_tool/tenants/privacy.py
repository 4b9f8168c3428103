"""Requests that what is held of a member of staff goes: an administrator asks, and who reads cases settles it.

An administrator learns from it that it was asked for and that it is settled, and never whether there was a case. What
was sent is deleted as ever: a lead proposes, an administrator agrees, and a receipt stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.database import Database
from ..system.ids import Ids
from .model import READERS, Role, Staff
from .staff import StaffBook
from .tables_messages import privacy_requests as table
from .tenants import NotFound

NOBODY = "There is no such person here."
NOTHING = "There is no such request for this person."


@dataclass(frozen=True, slots=True)
class PrivacyRequest:
    """One request: about whom, who asked for it, and when somebody said that it is settled."""

    id: str
    tenant_id: str
    staff_id: str
    asked_by: str
    asked_at: datetime
    settled_at: datetime | None


class PrivacyRequests:
    """Asks, lists and settles. Each method is one transaction."""

    def __init__(self, database: Database, staff: StaffBook, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._staff = staff
        self._clock = clock
        self._ids = ids

    def person(self, administrator: Staff, staff_id: str) -> tuple[Staff, PrivacyRequest | None]:
        """Whom an administrator asks about, and the newest request. Raises NotFound, also for no administrator."""
        if not administrator.has(Role.ADMINISTRATOR):
            raise NotFound(NOBODY)
        with self._database.reading() as db:
            found = self._staff.get(db, administrator.tenant_id, staff_id)
            theirs = self._of(db, administrator.tenant_id, table.c.staff_id == found.id)
        return found, theirs[-1] if theirs else None

    def ask(self, administrator: Staff, staff_id: str) -> None:
        """Ask that it goes. Asking twice while it is open is the same as once. Raises NotFound."""
        found, open_ = self.person(administrator, staff_id)
        if open_ is not None and open_.settled_at is None:
            return
        row = {"id": self._ids.new(), "tenant_id": found.tenant_id, "staff_id": found.id}
        with self._database.transaction() as db:
            db.execute(table.insert().values(**row, asked_by=administrator.id, asked_at=self._clock.now()))

    def waiting(self, reader: Staff) -> list[tuple[PrivacyRequest, Staff]]:
        """What waits for this reader, oldest first: nothing about themself. Raises NotFound for no reader."""
        if not reader.has(*READERS):
            raise NotFound(NOTHING)
        with self._database.reading() as db:
            found = self._of(db, reader.tenant_id, table.c.settled_at.is_(None), table.c.staff_id != reader.id)
            people = self._staff.several(db, reader.tenant_id, (each.staff_id for each in found))
        return [(each, people[each.staff_id]) for each in found]

    def look_at(self, reader: Staff, request_id: str) -> tuple[PrivacyRequest, Staff, bool]:
        """One of them, about whom, and whether this reader may settle it. Raises NotFound."""
        found = next((each for each in self.waiting(reader) if each[0].id == request_id), None)
        if found is None:
            raise NotFound(NOTHING)
        with self._database.reading() as db:
            heads = [each for each in self._staff.holding(db, reader.tenant_id, Role.HEAD) if each.id != found[1].id]
        # What is about a member of staff only a head sees, so a lead cannot say that nothing is left.
        return *found, reader.has(Role.HEAD) or not heads

    def settle(self, reader: Staff, request_id: str) -> None:
        """All that can go is proposed or gone. Raises NotFound, also where a head has to say so."""
        found, _person, may_settle = self.look_at(reader, request_id)
        if not may_settle:
            raise NotFound(NOTHING)
        open_ = sa.and_(table.c.id == found.id, table.c.settled_at.is_(None))
        with self._database.transaction() as db:
            db.execute(table.update().where(open_).values(settled_at=self._clock.now(), settled_by=reader.id))

    @staticmethod
    def _of(db: Connection, tenant_id: str, *which: sa.ColumnElement[bool]) -> list[PrivacyRequest]:
        names = tuple(PrivacyRequest.__dataclass_fields__)
        query = sa.select(table).where(table.c.tenant_id == tenant_id, *which).order_by(table.c.asked_at, table.c.id)
        return [PrivacyRequest(**{name: getattr(row, name) for name in names}) for row in db.execute(query)]
