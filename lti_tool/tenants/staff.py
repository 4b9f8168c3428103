"""Staff: people from hosts and the roles we hold for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.crypto import Place
from ..system.database import inserted
from ..system.ids import Ids
from ..system.statement import Statement
from . import tables
from .model import READERS, Role, Staff
from .tenants import NotFound, Tenants

LONGEST_NAME = 200

# A person with each of their roles and what opens their name: read for every page, so in one question.
_PEOPLE = (
    sa.select(tables.staff, tables.tenants.c.data_key, tables.staff_roles.c.role)
    .join(tables.tenants, tables.tenants.c.id == tables.staff.c.tenant_id)
    .outerjoin(tables.staff_roles, tables.staff_roles.c.staff_id == tables.staff.c.id)
    .where(tables.staff.c.tenant_id == sa.bindparam("tenant_id"))
)
_GET = Statement(_PEOPLE.where(tables.staff.c.id == sa.bindparam("staff_id")))
_KNOWN = Statement(
    _PEOPLE.where(tables.staff.c.host_id == sa.bindparam("host_id"), tables.staff.c.sub == sa.bindparam("sub"))
)
_SEVERAL = _PEOPLE.where(tables.staff.c.id.in_(sa.bindparam("staff_ids", expanding=True))).order_by(tables.staff.c.id)
_LAUNCHED = Statement(
    _PEOPLE.where(sa.or_(tables.staff.c.first_launch_at.is_not(None), tables.staff_roles.c.role.is_not(None))).order_by(
        tables.staff.c.id
    )
)
_held = tables.staff_roles.alias("held")
_HOLDING = Statement(
    _PEOPLE.join(_held, _held.c.staff_id == tables.staff.c.id)
    .where(_held.c.role == sa.bindparam("held_role"))
    .order_by(_held.c.granted_at, tables.staff.c.id)
)


class StaffBook:
    """Everybody who has launched as staff, or was given a role before their first launch."""

    def __init__(self, tenants: Tenants, clock: Clock, ids: Ids) -> None:
        self._tenants = tenants
        self._clock = clock
        self._ids = ids

    def meet(self, db: Connection, tenant_id: str, host_id: str, sub: str, name: str | None = None) -> Staff:
        """The person with this sub, added when they are new; a name the host sends is kept, encrypted."""
        person = self.known(db, tenant_id, host_id, sub) or self._add(db, tenant_id, host_id, sub)
        wanted = name[:LONGEST_NAME] if name else None
        if wanted and wanted != person.name:
            self._keep_name(db, tenant_id, person.id, wanted)
            person = self.get(db, tenant_id, person.id)
        return person

    def launches(self, db: Connection, person: Staff) -> Staff:
        """Note that the person has opened Signpost; only the first time counts."""
        first = sa.and_(tables.staff.c.id == person.id, tables.staff.c.first_launch_at.is_(None))
        db.execute(tables.staff.update().where(first).values(first_launch_at=self._clock.now()))
        return self.get(db, person.tenant_id, person.id)

    def known(self, db: Connection, tenant_id: str, host_id: str, sub: str) -> Staff | None:
        """The person with this sub, if they have launched before or were given a role."""
        return next(self._people(db, _KNOWN, tenant_id=tenant_id, host_id=host_id, sub=sub), None)

    def get(self, db: Connection, tenant_id: str, staff_id: str) -> Staff:
        """The person, with the roles of this moment. Raises NotFound for another tenant's."""
        person = next(self._people(db, _GET, tenant_id=tenant_id, staff_id=staff_id), None)
        if person is None:
            raise NotFound("There is no such person.")
        return person

    def several(self, db: Connection, tenant_id: str, staff_ids: Iterable[str]) -> dict[str, Staff]:
        """These people by their ids, in one question however many they are. Raises NotFound as `get` does."""
        wanted = set(staff_ids)
        if not wanted:
            return {}
        rows = db.execute(_SEVERAL, {"tenant_id": tenant_id, "staff_ids": sorted(wanted)})
        found = {person.id: person for person in self._each(rows)}
        if found.keys() != wanted:
            raise NotFound("There is no such person.")
        return found

    def grant(self, db: Connection, person: Staff, role: Role) -> Staff:
        """Give a role. Giving it twice is the same as once."""
        if role not in person.roles:
            now = self._clock.now()
            inserted(db, tables.staff_roles.insert().values(staff_id=person.id, role=role.value, granted_at=now))
        return self.get(db, person.tenant_id, person.id)

    def revoke(self, db: Connection, person: Staff, role: Role) -> Staff:
        """Take a role away. What the person may do is asked on each request, so it works at once."""
        theirs = sa.and_(tables.staff_roles.c.staff_id == person.id, tables.staff_roles.c.role == role.value)
        db.execute(tables.staff_roles.delete().where(theirs))
        return self.get(db, person.tenant_id, person.id)

    def holding(self, db: Connection, tenant_id: str, role: Role) -> list[Staff]:
        """Everybody of the tenant who holds `role`, longest-serving first."""
        return list(self._people(db, _HOLDING, tenant_id=tenant_id, held_role=role.value))

    def readers(self, db: Connection, tenant_id: str) -> list[Staff]:
        """Everybody of the tenant who is lead, deputy or head, each once."""
        held = [each for role in sorted(READERS) for each in self.holding(db, tenant_id, role)]
        return list({each.id: each for each in held}.values())

    def launched(self, db: Connection, tenant_id: str) -> list[Staff]:
        """Everybody of the tenant who has opened Signpost or was given a role, by their names."""
        found = self._people(db, _LAUNCHED, tenant_id=tenant_id)
        return sorted(found, key=lambda each: ((each.name or "").casefold(), each.sub))

    def _add(self, db: Connection, tenant_id: str, host_id: str, sub: str) -> Staff:
        """Two launches of one new person may come at once: whoever is second takes the row of the first."""
        values = {"id": self._ids.new(), "tenant_id": tenant_id, "host_id": host_id, "sub": sub}
        inserted(db, tables.staff.insert().values(**values, created_at=self._clock.now()))
        person = self.known(db, tenant_id, host_id, sub)
        assert person is not None
        return person

    def _keep_name(self, db: Connection, tenant_id: str, staff_id: str, name: str) -> None:
        sealed = self._tenants.cipher(db, tenant_id).encrypt(name, _name_place(tenant_id, staff_id))
        db.execute(tables.staff.update().where(tables.staff.c.id == staff_id).values(name=sealed))

    def _people(self, db: Connection, asked: Statement, **which: str) -> Iterator[Staff]:
        return self._each(asked.rows(db, **which))

    def _each(self, rows: Iterable[Any]) -> Iterator[Staff]:
        """The people in these rows, where those of one person stand together."""
        return (self._person(list(of_one)) for _id, of_one in groupby(rows, key=lambda row: row.id))

    def _person(self, rows: Sequence[Any]) -> Staff:
        """A person from the rows of one, which differ only in the role."""
        row = rows[0]
        name = None
        if row.name is not None:
            cipher = self._tenants.unwrapped(row.tenant_id, row.data_key)
            name = cipher.decrypt(row.name, _name_place(row.tenant_id, row.id))
        return Staff(
            id=row.id,
            tenant_id=row.tenant_id,
            host_id=row.host_id,
            sub=row.sub,
            name=name,
            roles=frozenset(Role(each.role) for each in rows if each.role is not None),
            launched=row.first_launch_at is not None,
        )


def _name_place(tenant_id: str, staff_id: str) -> Place:
    return Place(tenant_id, "staff", "name", staff_id)
