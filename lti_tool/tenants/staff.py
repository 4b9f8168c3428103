"""Staff: people from hosts and the roles we hold for them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ..system.clock import Clock
from ..system.crypto import Place
from ..system.ids import Ids
from . import tables
from .model import Role, Staff
from .tenants import NotFound, Tenants

LONGEST_NAME = 200


class StaffBook:
    """Everybody who has launched as staff, or was given a role before their first launch."""

    def __init__(self, tenants: Tenants, clock: Clock, ids: Ids) -> None:
        self._tenants = tenants
        self._clock = clock
        self._ids = ids

    def meet(self, db: Connection, tenant_id: str, host_id: str, sub: str, name: str | None = None) -> Staff:
        """The person with this sub, added when they are new; a name the host sends is kept, encrypted."""
        known = self._find(db, tenant_id, host_id, sub)
        staff_id = known.id if known is not None else self._add(db, tenant_id, host_id, sub)
        person = self.get(db, tenant_id, staff_id)
        wanted = name[:LONGEST_NAME] if name else None
        if wanted and wanted != person.name:
            self._keep_name(db, tenant_id, staff_id, wanted)
            person = self.get(db, tenant_id, staff_id)
        return person

    def known(self, db: Connection, tenant_id: str, host_id: str, sub: str) -> Staff | None:
        """The person with this sub, if they have launched before or were given a role."""
        row = self._find(db, tenant_id, host_id, sub)
        return None if row is None else self._person(db, row)

    def get(self, db: Connection, tenant_id: str, staff_id: str) -> Staff:
        """The person, with the roles of this moment. Raises NotFound for another tenant's."""
        row = db.execute(
            sa.select(tables.staff).where(tables.staff.c.id == staff_id, tables.staff.c.tenant_id == tenant_id)
        ).one_or_none()
        if row is None:
            raise NotFound("There is no such person.")
        return self._person(db, row)

    def grant(self, db: Connection, person: Staff, role: Role) -> Staff:
        """Give a role. Giving it twice is the same as once."""
        if role not in person.roles:
            db.execute(
                tables.staff_roles.insert().values(staff_id=person.id, role=role.value, granted_at=self._clock.now())
            )
        return self.get(db, person.tenant_id, person.id)

    def holding(self, db: Connection, tenant_id: str, role: Role) -> list[Staff]:
        """Everybody of the tenant who holds `role`, longest-serving first."""
        query = (
            sa.select(tables.staff)
            .join(tables.staff_roles, tables.staff_roles.c.staff_id == tables.staff.c.id)
            .where(tables.staff.c.tenant_id == tenant_id, tables.staff_roles.c.role == role.value)
            .order_by(tables.staff_roles.c.granted_at)
        )
        return [self._person(db, row) for row in db.execute(query).all()]

    def _find(self, db: Connection, tenant_id: str, host_id: str, sub: str) -> Row[Any] | None:
        return db.execute(
            sa.select(tables.staff).where(
                tables.staff.c.tenant_id == tenant_id, tables.staff.c.host_id == host_id, tables.staff.c.sub == sub
            )
        ).one_or_none()

    def _add(self, db: Connection, tenant_id: str, host_id: str, sub: str) -> str:
        staff_id = self._ids.new()
        db.execute(
            tables.staff.insert().values(
                id=staff_id, tenant_id=tenant_id, host_id=host_id, sub=sub, created_at=self._clock.now()
            )
        )
        return staff_id

    def _keep_name(self, db: Connection, tenant_id: str, staff_id: str, name: str) -> None:
        sealed = self._tenants.cipher(db, tenant_id).encrypt(name, _name_place(tenant_id, staff_id))
        db.execute(tables.staff.update().where(tables.staff.c.id == staff_id).values(name=sealed))

    def _person(self, db: Connection, row: Row[Any]) -> Staff:
        roles = db.execute(sa.select(tables.staff_roles.c.role).where(tables.staff_roles.c.staff_id == row.id))
        name = None
        if row.name is not None:
            name = self._tenants.cipher(db, row.tenant_id).decrypt(row.name, _name_place(row.tenant_id, row.id))
        return Staff(
            id=row.id,
            tenant_id=row.tenant_id,
            host_id=row.host_id,
            sub=row.sub,
            name=name,
            roles=frozenset(Role(role) for role in roles.scalars()),
        )


def _name_place(tenant_id: str, staff_id: str) -> Place:
    return Place(tenant_id, "staff", "name", staff_id)
