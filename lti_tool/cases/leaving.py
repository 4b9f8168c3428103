"""Deleting a whole tenant: whoever runs the server asks for it, a lead or the head agrees, and then it is carried out.

Its data key goes with it. What lies encrypted elsewhere can be read for as long as a copy of that key exists there too:
a backup holds both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.database import NOT_NOW, Database
from ..system.ids import Ids
from ..tenants.model import LEADS, Role, Staff
from ..tenants.staff import StaffBook
from ..tenants.tenants import NotFound, Tenants
from .access import sees_queue
from .erasure_receipts import ErasureReason, ErasureReceipt, write_receipt
from .erasure_rows import delete_tenant
from .model import NotNow, Status
from .tables import cases, events
from .tables_erasure import tenant_deletions as table

# What was agreed to long ago was agreed to for another school than the one of today.
GOOD_FOR = timedelta(days=30)
BY_COMMAND = "signpost tenant delete"
BY_NOBODY = "nobody: no lead, deputy or head was left"
STILL_OPEN = (
    "A case is still open or on hold, so nothing was changed. Close it, or take it off hold, first. With --even-open "
    "it is deleted as well: whoever is working on it loses all of it, and a child may be left without help."
)
NOT_ASKED = "Nobody has asked for this in the last 30 days. Run `signpost tenant delete` without --agreed first."
CHANGED = (
    "Since it was agreed to, a case was begun, opened again or put on hold: nobody has agreed to delete that, so "
    "nothing was deleted. Run `signpost tenant delete` without --agreed (with --even-open if open and held cases are "
    "to go too), and let a lead or the head answer again."
)
NOT_AGREED = "No lead or head has agreed yet. They find the page in their list of cases, under “Deleting this school”."
NOBODY_LEFT = (
    "No lead, deputy or head is left who could agree. With --agreed and --without-lead it is carried out all the same, "
    "and the receipt says so. If anybody of the school can still be asked, name them as lead first."
)
SOMEBODY_LEFT = "A lead, deputy or head is named here, so one of them has to agree. --without-lead is for when none is."
OWN = (
    "You are an administrator here as well, so you cannot agree. Another lead or the head has to; or an administrator "
    "takes that role from you."
)


class DeletionRefused(Exception):
    """Nothing was changed. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody wants to delete the tenant, and who has agreed."""

    asked_at: datetime
    agreed_by: Staff | None
    agreed_at: datetime | None


class TenantDeletions:
    """Asks, agrees, carries out. Each is one transaction."""

    def __init__(self, database: Database, tenants: Tenants, staff: StaffBook, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._tenants = tenants
        self._staff = staff
        self._clock = clock
        self._ids = ids

    def ask(self, tenant_id: str, *, even_open: bool) -> Asked:
        """Put the question to the leads. Raises NotFound, DeletionRefused.

        Asking again changes nothing, unless what was agreed to counts no more: then it begins anew.
        """
        with self._database.transaction() as db:
            self._check_tenant(db, tenant_id, even_open=even_open)
            asked = self._asked(db, tenant_id)
            if asked is None or _has_changed(db, tenant_id, asked):
                db.execute(table.delete().where(table.c.tenant_id == tenant_id))
                db.execute(table.insert().values(tenant_id=tenant_id, asked_at=self._clock.now()))
            asked = self._asked(db, tenant_id)
        assert asked is not None
        return asked

    def has_lead(self, tenant_id: str) -> bool:
        """Whether anybody of the tenant could agree."""
        with self._database.reading() as db:
            return self._has_lead(db, tenant_id)

    def take_back(self, tenant_id: str) -> None:
        """Not after all. Raises NotFound."""
        with self._database.transaction() as db:
            self._tenants.get(db, tenant_id)
            db.execute(table.delete().where(table.c.tenant_id == tenant_id))

    def pending(self, person: Staff) -> Asked | None:
        """What a lead or the head is asked; None where nobody asks, or this person is not to answer."""
        if not sees_queue(person):
            return None
        with self._database.reading() as db:
            return self._asked(db, person.tenant_id)

    def answer(self, person: Staff, *, agrees: bool) -> None:
        """Agree, or refuse: then nobody has asked. Raises NotFound where nobody asks, NotNow."""
        with self._database.transaction() as db:
            if not sees_queue(person) or self._asked(db, person.tenant_id) is None:
                raise NotFound("There is no such page for this person.")
            mine = table.c.tenant_id == person.tenant_id
            if not agrees:
                db.execute(table.delete().where(mine))
                return
            if person.has(Role.ADMINISTRATOR):
                raise NotNow(OWN)
            db.execute(table.update().where(mine).values(agreed_by=person.id, agreed_at=self._clock.now()))

    def carry_out(
        self,
        tenant_id: str,
        *,
        even_open: bool,
        without_lead: bool,
        also: Callable[[Connection, str], None],
    ) -> tuple[ErasureReceipt, bool]:
        """Delete everything. Gives the receipt, and whether nothing of it is left in SQLite's files either.

        Args:
            also: deletes what the rooms above keep of a tenant.

        Raises:
            NotFound, DeletionRefused
        """
        with self._database.transaction() as db:
            self._check_tenant(db, tenant_id, even_open=even_open)
            receipt = self._receipt(db, tenant_id, self._agreed_by(db, tenant_id, without_lead=without_lead))
            write_receipt(db, receipt, case_id=None)
            also(db, tenant_id)
            delete_tenant(db, tenant_id)
        try:
            return receipt, self._database.overwrite_deleted(whole=True)
        except NOT_NOW:
            # It is gone all the same, and whoever asked must hear so.
            return receipt, False

    def _agreed_by(self, db: Connection, tenant_id: str, *, without_lead: bool) -> str:
        """Who agreed, by id. Raises DeletionRefused."""
        asked, has_lead = self._asked(db, tenant_id, to_change=True), self._has_lead(db, tenant_id)
        if asked is None:
            raise DeletionRefused(NOT_ASKED)
        if not has_lead and not without_lead:
            raise DeletionRefused(NOBODY_LEFT)
        if has_lead and without_lead:
            raise DeletionRefused(SOMEBODY_LEFT)
        if not has_lead:
            return BY_NOBODY
        # They may be no lead any more, or an administrator since.
        who = asked.agreed_by
        if who is None or not sees_queue(who) or who.has(Role.ADMINISTRATOR):
            raise DeletionRefused(NOT_AGREED)
        if _has_changed(db, tenant_id, asked):
            raise DeletionRefused(CHANGED)
        return who.id

    def _check_tenant(self, db: Connection, tenant_id: str, *, even_open: bool) -> None:
        self._tenants.get(db, tenant_id)
        is_open = sa.or_(cases.c.status != Status.CLOSED.value, cases.c.held_at.is_not(None))
        query = sa.select(cases.c.id).where(cases.c.tenant_id == tenant_id, is_open).limit(1)
        if not even_open and db.execute(query).first() is not None:
            raise DeletionRefused(STILL_OPEN)

    def _asked(self, db: Connection, tenant_id: str, *, to_change: bool = False) -> Asked | None:
        recent = table.c.asked_at > self._clock.now() - GOOD_FOR
        query = sa.select(table).where(table.c.tenant_id == tenant_id, recent)
        row = db.execute(query.with_for_update() if to_change else query).one_or_none()
        if row is None:
            return None
        agreed_by = None if row.agreed_by is None else self._staff.get(db, tenant_id, row.agreed_by)
        return Asked(row.asked_at, agreed_by, row.agreed_at)

    def _has_lead(self, db: Connection, tenant_id: str) -> bool:
        return any(self._staff.holding(db, tenant_id, role) for role in (*LEADS, Role.HEAD))

    def _receipt(self, db: Connection, tenant_id: str, agreed_by: str) -> ErasureReceipt:
        """Of all histories together: how many entries they had, and a hash over how each ended."""
        query = sa.select(cases.c.events_count, cases.c.events_head).where(cases.c.tenant_id == tenant_id)
        ends = db.execute(query.order_by(cases.c.id)).all()
        return ErasureReceipt(
            id=self._ids.new(),
            tenant_id=tenant_id,
            reference=None,
            reason=ErasureReason.TENANT,
            asked_by=BY_COMMAND,
            agreed_by=agreed_by,
            at=self._clock.now(),
            entries=sum(end.events_count for end in ends),
            head=hashlib.sha256("".join(end.events_head for end in ends).encode()).hexdigest(),
        )


def _has_changed(db: Connection, tenant_id: str, asked: Asked) -> bool:
    """Whether a case was begun, opened again or put on hold since somebody agreed: they did not know of it."""
    if asked.agreed_at is None:
        return False
    opened_again = sa.exists().where(
        events.c.case_id == cases.c.id, events.c.kind == "reopened", events.c.at > asked.agreed_at
    )
    later = sa.or_(cases.c.started_at > asked.agreed_at, cases.c.held_at > asked.agreed_at, opened_again)
    return db.execute(sa.select(cases.c.id).where(cases.c.tenant_id == tenant_id, later).limit(1)).first() is not None
