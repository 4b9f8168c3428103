"""Tenants and their data keys."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.crypto import Cipher, MasterKeys, Place, new_data_key
from ..system.ids import Ids
from . import tables
from .model import Nation, Tenant


class NotFound(Exception):
    """There is no such tenant, host, deployment or course. The message says what was looked for."""


class Tenants:
    """Adds and finds tenants, and opens their encryption."""

    def __init__(self, master_keys: MasterKeys, clock: Clock, ids: Ids) -> None:
        self._master_keys = master_keys
        self._clock = clock
        self._ids = ids

    def add(self, db: Connection, name: str, nation: Nation) -> Tenant:
        """A new tenant with a data key of its own."""
        tenant = Tenant(self._ids.new(), name, nation, self._clock.now())
        wrapped = self._master_keys.wrap(new_data_key(), _key_place(tenant.id))
        db.execute(
            tables.tenants.insert().values(
                id=tenant.id, name=name, nation=nation.value, data_key=wrapped, created_at=tenant.created_at
            )
        )
        return tenant

    def get(self, db: Connection, tenant_id: str) -> Tenant:
        """The tenant. Raises NotFound."""
        row = db.execute(sa.select(tables.tenants).where(tables.tenants.c.id == tenant_id)).one_or_none()
        if row is None:
            raise NotFound(f"There is no tenant {tenant_id}. `signpost tenant add` makes one and prints its id.")
        return Tenant(row.id, row.name, Nation(row.nation), row.created_at)

    def all(self, db: Connection) -> list[Tenant]:
        """Every tenant, oldest first."""
        rows = db.execute(sa.select(tables.tenants).order_by(tables.tenants.c.created_at))
        return [Tenant(row.id, row.name, Nation(row.nation), row.created_at) for row in rows]

    def cipher(self, db: Connection, tenant_id: str) -> Cipher:
        """What encrypts and decrypts this tenant's words. Not cached: a deleted key must stop working at once."""
        column = tables.tenants.c.data_key
        wrapped = db.execute(sa.select(column).where(tables.tenants.c.id == tenant_id)).scalar_one_or_none()
        if wrapped is None:
            raise NotFound(f"There is no tenant {tenant_id}.")
        return Cipher(self._master_keys.unwrap(wrapped, _key_place(tenant_id)))


def _key_place(tenant_id: str) -> Place:
    return Place(tenant_id, "tenants", "data_key", tenant_id)
