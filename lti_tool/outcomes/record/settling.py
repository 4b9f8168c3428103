"""Writing a tenant that was brought in: sealed with a key of its own here, its histories chained anew."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ...cases.chain import BEFORE_THE_FIRST, Link
from ...cases.history import add_event
from ...cases.notices import OUTBOX_KIND
from ...cases.receipts import ReceiptState
from ...cases.store import case_of_row
from ...cases.tables import cases
from ...system.clock import Clock
from ...system.crypto import Cipher
from ...system.outbox import Outbox
from ...tenants import tables
from ...tenants.keys import SigningKeys
from ...tenants.tenants import Tenants
from ..ends import Why
from .checks import Records
from .rows import Record, row_of
from .shape import MEMBERS

ROWS_AT_A_TIME = 500
OWED = {ReceiptState.WAITING.value, ReceiptState.RETRYING.value}


class Settling:
    """Writes checked records, in the transaction of the caller."""

    def __init__(self, tenants: Tenants, keys: SigningKeys, outbox: Outbox, clock: Clock) -> None:
        self._tenants = tenants
        self._keys = keys
        self._outbox = outbox
        self._clock = clock

    def write(self, db: Connection, tenant_id: str, records: Records) -> None:
        """Write everything, in an order in which each row comes after those that it refers to."""
        if self._keys.current(db) is None:
            self._keys.add(db)
        wrapped = self._tenants.new_key(tenant_id)
        cipher = self._tenants.unwrapped(tenant_id, wrapped)
        rows = {
            member.name: [row_of(cipher, tenant_id, member, each) for each in records[member.name]]
            for member in MEMBERS
        }
        rows["tenants"][0]["data_key"] = wrapped
        rows["hosts"] = [row for row in rows["hosts"] if not _is_here(db, row)]
        rows["receipts"] = [_not_sent(row) for row in rows["receipts"]]
        _chain(rows["cases"], rows["events"])
        for member in MEMBERS:
            _insert(db, member.table, rows[member.name])
        self._say_imported(db, cipher, records["cases"])
        self._begin_notices(db, rows["notices"])

    def _say_imported(self, db: Connection, cipher: Cipher, found: Iterable[Record]) -> None:
        """The last entry of each history says what the chain was where it comes from."""
        now = self._clock.now()
        for record in found:
            case = case_of_row(db.execute(sa.select(cases).where(cases.c.id == record["id"])).one())
            was = {"entries": str(record["events_count"]), "head": record["events_head"]}
            add_event(db, cipher, case, "imported", now, None, was)

    def _begin_notices(self, db: Connection, rows: Iterable[Record]) -> None:
        """A case that nobody has opened is called out from here, and at once: nobody knows for how long it was not."""
        for row in rows:
            if row["ended_at"] is None:
                self._outbox.add(db, OUTBOX_KIND, f"{row['case_id']}/{row['round']}", self._clock.now())


def _chain(its_cases: list[Record], events: list[Record]) -> None:
    """New hashes over what is sealed anew, in the order of the file, which was checked."""
    ends: dict[str, str] = {}
    for case_id, told in groupby(events, lambda row: str(row["case_id"])):
        head = BEFORE_THE_FIRST
        for row in told:
            row["previous"] = head
            names = ("case_id", "number", "kind", "detail", "by_staff_id", "at", "previous")
            row["hash"] = head = Link(**{name: row[name] for name in names}).hash()
        ends[case_id] = head
    for row in its_cases:
        row["events_head"] = ends[row["id"]]


def _insert(db: Connection, table: sa.Table, rows: list[Record]) -> None:
    for start in range(0, len(rows), ROWS_AT_A_TIME):
        db.execute(table.insert(), rows[start : start + ROWS_AT_A_TIME])


def _is_here(db: Connection, row: Record) -> bool:
    """A host that other tenants here share. That it is the same was checked."""
    return db.execute(sa.select(tables.hosts.c.id).where(tables.hosts.c.id == row["id"])).first() is not None


def _not_sent(row: Record) -> dict[str, Any]:
    """A receipt that was still on its way stays behind: it is shown as not sent, not as coming."""
    if row["state"] not in OWED:
        return row
    return row | {"state": ReceiptState.GIVEN_UP.value, "why": Why.MOVED.value, "due_at": None}
