"""The chain of a history: what an entry's hash covers, and where a chain is broken. Neither needs a key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..tenants.tables import tenants
from ..tenants.tenants import NotFound
from . import tables

BEFORE_THE_FIRST = ""
ROWS_AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it lies in the database: its words stay sealed."""

    case_id: str
    number: int
    kind: str
    detail: bytes | None
    by_staff_id: str | None
    at: datetime
    previous: str

    def hash(self) -> str:
        """SHA-256 of all of it as one JSON array. What was hashed once must be hashed so for ever."""
        sealed = None if self.detail is None else self.detail.hex()
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        parts = [self.case_id, self.number, self.kind, sealed, self.by_staff_id, at, self.previous]
        return hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()


class Flaw(StrEnum):
    """What is wrong with an entry."""

    CHANGED = "changed"
    MISSING = "missing"
    OUT_OF_ORDER = "out of order"
    ADDED = "added"
    WITHOUT_CASE = "left without its case"


@dataclass(frozen=True, slots=True)
class Verified:
    """Every chain is whole."""

    entries: int
    cases: int


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry with a flaw."""

    case_id: str
    number: int
    flaw: Flaw


def verify(db: Connection, tenant_id: str | None = None) -> Verified | Broken:
    """Follow the chain of every case, or of one tenant's. However many there are, it holds one at a time.

    Raises:
        NotFound: there is no such tenant.
    """
    if tenant_id is not None:
        _check_tenant(db, tenant_id)
    elif (left := _left_without_case(db)) is not None:
        return left
    entries = cases = 0
    for case_id, rows in groupby(_rows(db, tenant_id), key=lambda row: str(row.case_id)):
        counted = _follow(case_id, rows)
        if isinstance(counted, Broken):
            return counted
        entries, cases = entries + counted, cases + 1
    return Verified(entries, cases)


def _follow(case_id: str, rows: Iterator[Any]) -> int | Broken:
    """How many entries a case has, or the first that does not fit."""
    head, number = BEFORE_THE_FIRST, 0
    for row in rows:
        # A case without entries is one row without an entry.
        if row.number is not None:
            number += 1
            flaw = _flaw(row, number, head)
            if flaw is not None:
                return Broken(case_id, number, flaw)
            head = row.hash
    # Every case has a first entry, and the case itself knows how many there are and how the last one ends.
    if number < max(row.events_count, 1):
        return Broken(case_id, number + 1, Flaw.MISSING)
    if number > row.events_count:
        return Broken(case_id, row.events_count + 1, Flaw.ADDED)
    return number if head == row.events_head else Broken(case_id, number, Flaw.CHANGED)


def _flaw(row: Any, number: int, head: str) -> Flaw | None:
    try:
        if row.number > number:
            return Flaw.MISSING
        if row.number < number or row.previous != head:
            return Flaw.OUT_OF_ORDER
        return None if _link(row).hash() == row.hash else Flaw.CHANGED
    except (AttributeError, TypeError, ValueError):
        # SQLite holds in any column what somebody writes there, also what is no number and no time.
        return Flaw.CHANGED


def _link(row: Any) -> Link:
    at = datetime.fromisoformat(row.at)
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return Link(row.case_id, row.number, row.kind, row.detail, row.by_staff_id, at, row.previous)


def _rows(db: Connection, tenant_id: str | None) -> Iterator[Any]:
    """Every case with its entries, as the database holds them: a value that was tampered with may not convert."""
    cases, events = tables.cases.c, tables.events.c
    entry = (events.number, events.kind, events.by_staff_id, events.previous, events.hash)
    query = (
        sa.select(
            *(cases.id.label("case_id"), cases.events_count, cases.events_head),
            *(sa.type_coerce(each, sa.types.NullType()).label(each.name) for each in (*entry, events.detail)),
            sa.cast(events.at, sa.String).label("at"),
        )
        .select_from(tables.cases.outerjoin(tables.events))
        .order_by(cases.id, events.number)
    )
    if tenant_id is not None:
        query = query.where(cases.tenant_id == tenant_id)
    yield from db.execute(query.execution_options(yield_per=ROWS_AT_A_TIME))


def _left_without_case(db: Connection) -> Broken | None:
    """An entry whose case was taken away past the foreign key."""
    events = tables.events.c
    there = sa.select(tables.cases.c.id).where(tables.cases.c.id == events.case_id)
    row = db.execute(sa.select(events.case_id, events.number).where(~there.exists()).limit(1)).one_or_none()
    return None if row is None else Broken(row.case_id, row.number, Flaw.WITHOUT_CASE)


def _check_tenant(db: Connection, tenant_id: str) -> None:
    if db.execute(sa.select(tenants.c.id).where(tenants.c.id == tenant_id)).one_or_none() is None:
        raise NotFound(f"There is no tenant {tenant_id}.")
