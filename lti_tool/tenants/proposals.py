"""Roles that wait for agreement, and what became of each. A row is never deleted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.ids import Ids
from ..system.outbox import Outbox
from .model import Role, Staff
from .role_rules import Proposal, RoleEvent
from .tables_roles import role_proposals as table
from .tenants import NotFound

OUTBOX_KIND = "role_lapse"


class Proposals:
    """Adds, finds and ends proposals. Whoever changes one holds the tenant's roles (`Roles.hold`)."""

    def __init__(self, clock: Clock, ids: Ids, outbox: Outbox) -> None:
        self._clock = clock
        self._ids = ids
        self._outbox = outbox

    def add(self, db: Connection, person: Staff, role: Role) -> Proposal:
        """A new proposal, and the note that it lapses."""
        made = Proposal(self._ids.new(), person.tenant_id, person.id, role, self._clock.now())
        whose = {"id": made.id, "tenant_id": made.tenant_id, "staff_id": made.staff_id, "role": role.value}
        db.execute(table.insert().values(**whose, proposed_at=made.proposed_at))
        self._outbox.add(db, OUTBOX_KIND, made.tenant_id, made.lapses_at)
        return made

    def get(self, db: Connection, tenant_id: str, proposal_id: str) -> Proposal:
        """One of the tenant's, whatever became of it. Raises NotFound."""
        mine = sa.and_(table.c.id == proposal_id, table.c.tenant_id == tenant_id)
        row = db.execute(sa.select(table).where(mine)).one_or_none()
        if row is None:
            raise NotFound("There is no such proposal.")
        found = _proposal(row)
        if found.ended_as is None and found.lapses_at <= self._clock.now():
            # It has, whether or not anybody has noted it.
            return replace(found, ended_as=RoleEvent.LAPSED, ended_at=found.lapses_at)
        return found

    def waiting(self, db: Connection, tenant_id: str) -> list[Proposal]:
        """What can be agreed to now, oldest first: nothing that is too old, even where nobody has noted that."""
        return [each for each in self._open(db, tenant_id) if each.lapses_at > self._clock.now()]

    def too_old(self, db: Connection, tenant_id: str) -> list[Proposal]:
        """What nobody answered in time, and has not been ended."""
        return [each for each in self._open(db, tenant_id) if each.lapses_at <= self._clock.now()]

    def of_person(self, db: Connection, person: Staff, role: Role) -> Proposal | None:
        """The one that waits for this role of this person."""
        found = self.waiting(db, person.tenant_id)
        return next((each for each in found if (each.staff_id, each.role) == (person.id, role)), None)

    def end(self, db: Connection, proposal: Proposal, end: RoleEvent, by: Staff | None = None) -> bool:
        """Say what became of it. False where something has by now."""
        this = sa.and_(table.c.id == proposal.id, table.c.ended_at.is_(None))
        ended = {"ended_as": end.value, "ended_at": self._clock.now(), "ended_by_staff_id": by.id if by else None}
        return db.execute(table.update().where(this).values(**ended)).rowcount == 1

    def _open(self, db: Connection, tenant_id: str) -> list[Proposal]:
        mine = sa.and_(table.c.tenant_id == tenant_id, table.c.ended_at.is_(None))
        return [_proposal(row) for row in db.execute(sa.select(table).where(mine).order_by(table.c.proposed_at))]


def _proposal(row: Any) -> Proposal:
    return Proposal(
        row.id,
        row.tenant_id,
        row.staff_id,
        Role(row.role),
        row.proposed_at,
        RoleEvent(row.ended_as) if row.ended_as is not None else None,
        row.ended_at,
        row.ended_by_staff_id,
    )
