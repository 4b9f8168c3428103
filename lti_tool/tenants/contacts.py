"""Contacts: whom a tenant's pages tell people to telephone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.crypto import Place
from ..system.database import inserted
from ..system.statement import Statement
from . import tables
from .model import REQUIRED_CONTACTS, ContactKind, Nation
from .tenants import NotFound, Tenants

# A school writes "Priya Nair, 01632 960001": the number is the longest run of digits, spaces and brackets.
NUMBER = re.compile(r"\+?\(?\d[\d ()\-]{4,}\d|\b\d{3}\b")

_school = tables.tenants.c
# A tenant without contacts gives one row with nothing of any.
_OF = Statement(
    sa.select(
        *(_school.data_key, _school.nation, _school.lead_word, _school.child_word),
        *(tables.contacts.c.kind, tables.contacts.c.value),
    )
    .outerjoin(tables.contacts)
    .where(tables.tenants.c.id == sa.bindparam("tenant_id"))
)


class Manner(NamedTuple):
    """What decides how a school is spoken to: its nation, and its own words where it has chosen any."""

    nation: Nation
    lead_word: str | None
    child_word: str | None


class Contacts:
    """Sets and reads contacts. No number is built in."""

    def __init__(self, tenants: Tenants, clock: Clock) -> None:
        self._tenants = tenants
        self._clock = clock

    def set(self, db: Connection, tenant_id: str, kind: ContactKind, value: str) -> None:
        """Keep one contact in the place of the one before."""
        sealed = self._tenants.cipher(db, tenant_id).encrypt(value, _place(tenant_id, kind.value))
        mine = sa.and_(tables.contacts.c.tenant_id == tenant_id, tables.contacts.c.kind == kind.value)
        row = {"value": sealed, "set_at": self._clock.now()}
        if not inserted(db, tables.contacts.insert().values(tenant_id=tenant_id, kind=kind.value, **row)):
            db.execute(tables.contacts.update().where(mine).values(**row))

    def remove(self, db: Connection, tenant_id: str, kind: ContactKind) -> None:
        """Keep none of this kind. Where there was none, nothing happens."""
        mine = sa.and_(tables.contacts.c.tenant_id == tenant_id, tables.contacts.c.kind == kind.value)
        db.execute(tables.contacts.delete().where(mine))

    def of(self, db: Connection, tenant_id: str) -> Mapping[ContactKind, str]:
        """What the tenant has set. Raises NotFound."""
        return self.with_manner(db, tenant_id)[1]

    def with_manner(self, db: Connection, tenant_id: str) -> tuple[Manner, Mapping[ContactKind, str]]:
        """As `of`, and how the tenant is spoken to, in one reading: every page needs both. Raises NotFound."""
        rows = _OF.rows(db, tenant_id=tenant_id)
        if not rows:
            raise NotFound(f"There is no tenant {tenant_id}.")
        cipher = self._tenants.unwrapped(tenant_id, rows[0].data_key)
        first = rows[0]
        return Manner(Nation(first.nation), first.lead_word, first.child_word), {
            ContactKind(row.kind): cipher.decrypt(row.value, _place(tenant_id, row.kind))
            for row in rows
            if row.kind is not None
        }

    def missing(self, db: Connection, tenant_id: str) -> list[ContactKind]:
        """The contacts without which this tenant is not ready to go live."""
        return not_set(self.of(db, tenant_id))


def not_set(contacts: Mapping[ContactKind, str]) -> list[ContactKind]:
    """The required contacts that nobody could telephone: absent, or a name without a number."""
    return [kind for kind in REQUIRED_CONTACTS if not NUMBER.search(contacts.get(kind, ""))]


def _place(tenant_id: str, kind: str) -> Place:
    return Place(tenant_id, "contacts", "value", kind)
