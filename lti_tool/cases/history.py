"""The history of a case: entries are added and never changed. Each is chained to the one before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.crypto import Cipher, Place
from ..system.statement import Statement
from . import tables
from .chain import Link
from .model import Case, Event

# A page that is only read waits no longer than this for the note that it was.
NOTE_WAITS_SECONDS = 0.5

_cases, _events = tables.cases.c, tables.events.c
_highest = sa.select(sa.func.max(_events.number)).where(_events.case_id == _cases.id).scalar_subquery()
_LAST = Statement(
    sa.select(_cases.events_count, _cases.events_head, _highest.label("highest"))
    .where(_cases.id == sa.bindparam("case_id"))
    .with_for_update(of=tables.cases)
)
_ENTRY = ("case_id", "number", "kind", "detail", "by_staff_id", "at", "previous", "hash")
_INSERT = Statement(tables.events.insert().values({name: sa.bindparam(name) for name in _ENTRY}))
_NOTE_HEAD = Statement(
    tables.cases.update()
    .where(_cases.id == sa.bindparam("of_case"))
    .values(events_count=sa.bindparam("number"), events_head=sa.bindparam("head"))
)


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
    number, previous = _end_of(db, case)
    sealed = None
    if detail:
        words = json.dumps(dict(detail), separators=(",", ":"), sort_keys=True)
        sealed = cipher.encrypt(words, _place(case, number))
    hashed = Link(case.id, number, kind, sealed, by_staff_id, at, previous).hash()
    entry = {"case_id": case.id, "number": number, "kind": kind, "detail": sealed}
    _INSERT.run(db, **entry, by_staff_id=by_staff_id, at=at, previous=previous, hash=hashed)
    _NOTE_HEAD.run(db, of_case=case.id, number=number, head=hashed)


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


def noted_since(db: Connection, case: Case, by_staff_id: str, kinds: Iterable[str], since: datetime) -> bool:
    """Whether an entry of one of these kinds says so of this person already. The caller holds the case."""
    mine = sa.and_(_events.case_id == case.id, _events.by_staff_id == by_staff_id)
    lately = sa.and_(mine, _events.kind.in_(list(kinds)), _events.at > since)
    return db.execute(sa.select(_events.number).where(lately).limit(1)).first() is not None


def _end_of(db: Connection, case: Case) -> tuple[int, str]:
    """The number of the next entry, and the hash that it follows.

    Where somebody has cut or added entries, the next one is still added, and stands where the break shows.
    """
    last = _LAST.row(db, case_id=case.id)
    assert last is not None, "an entry for a case that is not there"
    return max(last.events_count, last.highest or 0) + 1, last.events_head


def _place(case: Case, number: int) -> Place:
    return Place(case.tenant_id, "events", "detail", f"{case.id}/{number}")
