"""Tenants and their data keys."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ..system.clock import Clock
from ..system.crypto import Cipher, MasterKeys, Place, new_data_key
from ..system.ids import Ids
from ..system.statement import Statement
from . import tables
from .hours import USUAL_HOURS, SchoolHours
from .model import Nation, Tenant

MOST_OPENED = 256


class NotFound(Exception):
    """There is no such tenant, host, deployment or course. The message says what was looked for."""


_GET = Statement(sa.select(tables.tenants).where(tables.tenants.c.id == sa.bindparam("id")))


class Tenants:
    """Adds and finds tenants, and opens their encryption."""

    def __init__(self, master_keys: MasterKeys, clock: Clock, ids: Ids) -> None:
        self._master_keys = master_keys
        self._clock = clock
        self._ids = ids
        # A page opens its tenant's key several times. It is asked for with the wrapped key that was just read: one that
        # is deleted is not there to ask with.
        self._opened = lru_cache(maxsize=MOST_OPENED)(self._open)

    def add(self, db: Connection, name: str, nation: Nation) -> Tenant:
        """A new tenant with a data key of its own."""
        tenant = Tenant(self._ids.new(), name, nation, self._clock.now())
        wrapped = self.new_key(tenant.id)
        db.execute(
            tables.tenants.insert().values(
                id=tenant.id, name=name, nation=nation.value, data_key=wrapped, created_at=tenant.created_at
            )
        )
        return tenant

    def new_key(self, tenant_id: str) -> bytes:
        """A data key of its own for a tenant that is new here, wrapped as its row keeps it."""
        return self._master_keys.wrap(new_data_key(), _key_place(tenant_id))

    def wrapped(self, db: Connection) -> dict[str, bytes]:
        """Every tenant's data key by the tenant's id, wrapped as its row keeps it."""
        rows = db.execute(sa.select(tables.tenants.c.id, tables.tenants.c.data_key))
        return {row.id: row.data_key for row in rows}

    def rewrap(self, db: Connection, tenant_id: str, wrapped: bytes) -> bool:
        """Wrap a data key with the newest master key. False: it is not what it was. Raises CannotDecrypt."""
        mine = tables.tenants.c.id == tenant_id, tables.tenants.c.data_key == wrapped
        anew = self._master_keys.rewrap(wrapped, _key_place(tenant_id))
        return bool(db.execute(tables.tenants.update().where(*mine).values(data_key=anew)).rowcount)

    def set_hours(self, db: Connection, tenant_id: str, hours: SchoolHours) -> None:
        """Keep when this school is open. Raises NotFound."""
        _row(db, tenant_id)
        open_ = {"day_begins": hours.begins, "day_ends": hours.ends}
        db.execute(tables.tenants.update().where(tables.tenants.c.id == tenant_id).values(**open_))

    def name_children(self, db: Connection, tenant_id: str, *, on: bool) -> None:
        """Whether this tenant's cases may hold children's names. Raises NotFound."""
        self.get(db, tenant_id)
        mine = tables.tenants.c.id == tenant_id
        db.execute(tables.tenants.update().where(mine).values(children_named=on))

    def keep_for(self, db: Connection, tenant_id: str, months: int | None) -> None:
        """After how many months on file this tenant's cases may be deleted; None: none ever is due. Raises NotFound."""
        self.get(db, tenant_id)
        mine = tables.tenants.c.id == tenant_id
        db.execute(tables.tenants.update().where(mine).values(retention_months=months))

    def use_words(self, db: Connection, tenant_id: str, lead: str | None, child: str | None) -> None:
        """What this tenant calls whoever leads, and the children; None: as is usual. Raises NotFound."""
        self.get(db, tenant_id)
        mine = tables.tenants.c.id == tenant_id
        db.execute(tables.tenants.update().where(mine).values(lead_word=lead, child_word=child))

    def get(self, db: Connection, tenant_id: str) -> Tenant:
        """The tenant. Raises NotFound."""
        return _tenant(_row(db, tenant_id))

    def all(self, db: Connection) -> list[Tenant]:
        """Every tenant, oldest first."""
        rows = db.execute(sa.select(tables.tenants).order_by(tables.tenants.c.created_at))
        return [_tenant(row) for row in rows]

    def cipher(self, db: Connection, tenant_id: str) -> Cipher:
        """What encrypts and decrypts this tenant’s words. Read each time: a deleted key must stop working at once."""
        return self.unwrapped(tenant_id, _row(db, tenant_id).data_key)

    def with_cipher(self, db: Connection, tenant_id: str) -> tuple[Tenant, Cipher]:
        """The tenant and its cipher, in one reading. Raises NotFound."""
        row = _row(db, tenant_id)
        return _tenant(row), self.unwrapped(tenant_id, row.data_key)

    def unwrapped(self, tenant_id: str, data_key: bytes) -> Cipher:
        """The cipher of a tenant whose wrapped key was just read, together with what it opens."""
        return self._opened(tenant_id, data_key)

    def _open(self, tenant_id: str, data_key: bytes) -> Cipher:
        return Cipher(self._master_keys.unwrap(data_key, _key_place(tenant_id)))


def _row(db: Connection, tenant_id: str) -> Any:
    row = _GET.row(db, id=tenant_id)
    if row is None:
        raise NotFound(f"There is no tenant {tenant_id}. `signpost tenant add` makes one and prints its id.")
    return row


def _tenant(row: Row[Any]) -> Tenant:
    hours = SchoolHours(row.day_begins, row.day_ends) if row.day_begins is not None else USUAL_HOURS
    rules = bool(row.children_named), row.retention_months, row.lead_word, row.child_word
    return Tenant(row.id, row.name, Nation(row.nation), row.created_at, hours, *rules)


def _key_place(tenant_id: str) -> Place:
    return Place(tenant_id, "tenants", "data_key", tenant_id)
