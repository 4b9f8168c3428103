"""The e-mail addresses of staff who are told that a case waits. Encrypted, as names are."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.crypto import Place
from . import tables
from .model import Staff
from .tenants import Tenants


class Mailboxes:
    """Keeps and reads addresses. They come from an administrator, never from a launch."""

    def __init__(self, tenants: Tenants) -> None:
        self._tenants = tenants

    def set(self, db: Connection, person: Staff, address: str | None) -> None:
        """Keep this address in the place of the one before; None keeps none."""
        sealed = None
        if address is not None:
            sealed = self._tenants.cipher(db, person.tenant_id).encrypt(address, _place(person.tenant_id, person.id))
        db.execute(tables.staff.update().where(tables.staff.c.id == person.id).values(email=sealed))

    def of(self, db: Connection, tenant_id: str) -> Mapping[str, str]:
        """The tenant's addresses, by the ids of the staff, longest known first."""
        mine = sa.and_(tables.staff.c.tenant_id == tenant_id, tables.staff.c.email.is_not(None))
        found = sa.select(tables.staff.c.id, tables.staff.c.email).where(mine)
        rows = db.execute(found.order_by(tables.staff.c.created_at, tables.staff.c.id)).all()
        if not rows:
            return {}
        cipher = self._tenants.cipher(db, tenant_id)
        return {row.id: cipher.decrypt(row.email, _place(tenant_id, row.id)) for row in rows}


def same(address: str) -> str:
    """What two spellings of one mailbox have in common."""
    return address.casefold()


def _place(tenant_id: str, staff_id: str) -> Place:
    return Place(tenant_id, "staff", "email", staff_id)
