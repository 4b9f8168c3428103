"""The history of a case: entries are added and never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.crypto import Cipher, Place
from . import tables
from .model import Case, Event

_LAST = sa.select(sa.func.max(tables.events.c.number)).where(tables.events.c.case_id == sa.bindparam("case_id"))
_INSERT = tables.events.insert()


def add_event(
    db: Connection,
    cipher: Cipher,
    case: Case,
    kind: str,
    at: datetime,
    by_staff_id: str | None,
    detail: Mapping[str, str] | None = None,
) -> None:
    """Add one entry, in the transaction of what it tells about."""
    last = db.execute(_LAST, {"case_id": case.id}).scalar_one() or 0
    sealed = None
    if detail:
        words = json.dumps(dict(detail), separators=(",", ":"), sort_keys=True)
        sealed = cipher.encrypt(words, _place(case, last + 1))
    entry = {"case_id": case.id, "number": last + 1, "kind": kind, "detail": sealed}
    db.execute(_INSERT, {**entry, "by_staff_id": by_staff_id, "at": at})


def events_of(db: Connection, cipher: Cipher, case: Case) -> list[Event]:
    """All entries, oldest first."""
    query = sa.select(tables.events).where(tables.events.c.case_id == case.id).order_by(tables.events.c.number)
    return [
        Event(
            number=row.number,
            kind=row.kind,
            detail=json.loads(cipher.decrypt(row.detail, _place(case, row.number))) if row.detail else {},
            by_staff_id=row.by_staff_id,
            at=row.at,
        )
        for row in db.execute(query)
    ]


def _place(case: Case, number: int) -> Place:
    return Place(case.tenant_id, "events", "detail", f"{case.id}/{number}")
