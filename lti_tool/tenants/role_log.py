"""Every change of a role, and who has to be told of it: on their page until they have seen it, and by e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.crypto import Place
from ..system.ids import Ids
from ..system.outbox import Outbox
from .mailboxes import Mailboxes
from .model import READERS, Role, Staff
from .role_rules import RoleChange, RoleEvent
from .staff import StaffBook
from .tables_roles import role_changes, role_tellings
from .tenants import Tenants

OUTBOX_KIND = "role_change"


class RoleLog:
    """Writes what happened to roles, in the caller's transaction, and says what somebody has not seen yet."""

    def __init__(
        self, tenants: Tenants, staff: StaffBook, mailboxes: Mailboxes, clock: Clock, ids: Ids, outbox: Outbox
    ) -> None:
        self._tenants = tenants
        self._staff = staff
        self._mailboxes = mailboxes
        self._clock = clock
        self._ids = ids
        self._outbox = outbox

    def note(
        self, db: Connection, about: Staff, role: Role, event: RoleEvent, *, by: Staff | None = None, tell: bool
    ) -> RoleChange:
        """Write it down, and let everybody who reads cases be told, and the person themself.

        Args:
            tell: False in the first installation, when there is nobody to tell.
        """
        id_, now = self._ids.new(), self._clock.now()
        change = RoleChange(id_, about.tenant_id, about.id, role, event, by.id if by else None, now)
        whose = {"id": id_, "tenant_id": about.tenant_id, "staff_id": about.id, "role": role.value}
        db.execute(role_changes.insert().values(**whose, kind=event.value, by_staff_id=change.by, at=now))
        if tell:
            told = {each.id for each in self._staff.readers(db, about.tenant_id)} | {about.id}
            rows = [{"change_id": id_, "staff_id": each} for each in sorted(told)]
            db.execute(role_tellings.insert(), rows)
            self._outbox.add(db, OUTBOX_KIND, id_, now)
        return change

    def lend_address(self, db: Connection, change: RoleChange, person: Staff, address: str) -> None:
        """Keep the address of somebody who leaves until this one message is sent: they are told of it as well."""
        sealed = self._tenants.cipher(db, person.tenant_id).encrypt(address, _place(change, person.id))
        mine = sa.and_(role_tellings.c.change_id == change.id, role_tellings.c.staff_id == person.id)
        db.execute(role_tellings.update().where(mine).values(address=sealed))

    def unseen(self, db: Connection, person: Staff) -> list[RoleChange]:
        """What this person has not seen yet, oldest first. Who reads no cases hears of their own roles only."""
        mine = sa.and_(role_tellings.c.staff_id == person.id, role_tellings.c.seen_at.is_(None))
        query = sa.select(role_changes).join(role_tellings).where(mine)
        if not person.has(*READERS):
            query = query.where(role_changes.c.staff_id == person.id)
        return [_change(row) for row in db.execute(query.order_by(role_changes.c.at, role_changes.c.id))]

    def see(self, db: Connection, person: Staff, change_ids: Sequence[str]) -> None:
        """They have seen these."""
        theirs = sa.and_(role_tellings.c.staff_id == person.id, role_tellings.c.change_id.in_(change_ids))
        unseen = sa.and_(theirs, role_tellings.c.seen_at.is_(None))
        db.execute(role_tellings.update().where(unseen).values(seen_at=self._clock.now()))

    def get(self, db: Connection, change_id: str) -> RoleChange | None:
        """What an outbox row names; None where its tenant is gone."""
        row = db.execute(sa.select(role_changes).where(role_changes.c.id == change_id)).one_or_none()
        return None if row is None else _change(row)

    def to_write_to(self, db: Connection, change: RoleChange) -> dict[str, str]:
        """The addresses of those who have one and were not written to, by the ids of the staff."""
        unsent = sa.and_(role_tellings.c.change_id == change.id, role_tellings.c.mailed_at.is_(None))
        rows = db.execute(sa.select(role_tellings).where(unsent)).all()
        kept, cipher = self._mailboxes.of(db, change.tenant_id), self._tenants.cipher(db, change.tenant_id)
        found = {row.staff_id: kept[row.staff_id] for row in rows if row.staff_id in kept}
        lent = {row.staff_id: row.address for row in rows if row.address is not None}
        return found | {id_: cipher.decrypt(sealed, _place(change, id_)) for id_, sealed in lent.items()}

    def note_written(self, db: Connection, change: RoleChange, staff_ids: Sequence[str]) -> None:
        """Their message is with the mail server, or will never be. An address that was lent for it goes."""
        these = sa.and_(role_tellings.c.change_id == change.id, role_tellings.c.staff_id.in_(staff_ids))
        db.execute(role_tellings.update().where(these).values(mailed_at=self._clock.now(), address=None))

    def forget_addresses(self, db: Connection, change: RoleChange) -> None:
        """Nobody is written to of this any more."""
        db.execute(role_tellings.update().where(role_tellings.c.change_id == change.id).values(address=None))


def _change(row: Any) -> RoleChange:
    event = RoleEvent(row.kind)
    return RoleChange(row.id, row.tenant_id, row.staff_id, Role(row.role), event, row.by_staff_id, row.at)


def _place(change: RoleChange, staff_id: str) -> Place:
    return Place(change.tenant_id, "role_tellings", "address", f"{change.id}/{staff_id}")
