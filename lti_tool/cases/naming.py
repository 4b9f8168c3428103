"""Whom a restricted case is about, where that person is known here."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..tenants.tables import staff
from .tables import named_staff


def staff_ids(db: Connection, tenant_id: str) -> list[str]:
    """The ids of everybody who has come to this tenant, longest known first."""
    query = sa.select(staff.c.id).where(staff.c.tenant_id == tenant_id).order_by(staff.c.created_at, staff.c.id)
    return list(db.execute(query).scalars())


def name_person(db: Connection, case_id: str, staff_id: str) -> bool:
    """Note that the case is about this person. False: it was noted already. The caller holds the case."""
    if db.execute(sa.select(named_staff).where(_same(case_id, staff_id))).one_or_none() is not None:
        return False
    db.execute(named_staff.insert().values(case_id=case_id, staff_id=staff_id))
    return True


def unname_person(db: Connection, case_id: str, staff_id: str) -> bool:
    """Take the note back. False: there was none."""
    return db.execute(named_staff.delete().where(_same(case_id, staff_id))).rowcount > 0


def _same(case_id: str, staff_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(named_staff.c.case_id == case_id, named_staff.c.staff_id == staff_id)
