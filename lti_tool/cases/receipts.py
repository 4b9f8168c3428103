"""Receipts: the tick owed to a person's gradebook when they send or have practised, and what became of it.

On their way out the two are the same, so that nobody can tell from a tick whether there was a report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ..system.ids import Ids
from ..system.outbox import Outbox
from ..tenants.model import Staff
from . import tables

OUTBOX_KIND = "receipt"


class ReceiptState(StrEnum):
    """The four ends of a delivery, and waiting for the first attempt."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    NOT_GRADABLE = "not_gradable"
    RETRYING = "retrying"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class GradebookPlace:
    """Where on the host a tick would go, from the AGS claim of the launch, and the course that it came from."""

    line_item_url: str | None
    line_items_url: str | None
    resource_link_id: str | None
    scopes: tuple[str, ...]
    context_id: str | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """One tick and its state. `why` is a fixed word that the pages turn into a sentence.

    `case_id` is None for a receipt that is owed for practice.
    """

    id: str
    tenant_id: str
    case_id: str | None
    host_id: str
    sub: str
    place: GradebookPlace
    state: ReceiptState
    why: str | None
    scored_at: datetime | None
    due_at: datetime | None
    changed_at: datetime


class Receipts:
    """Writes and reads receipts. The row and its outbox row are written in the caller's transaction."""

    def __init__(self, outbox: Outbox, ids: Ids) -> None:
        self._outbox = outbox
        self._ids = ids

    def owe(self, db: Connection, case_id: str, to: Staff, place: GradebookPlace, now: datetime) -> str:
        """Note that `to` is owed a tick for `case_id`, and put it into the outbox."""
        return self._owe(db, {"case_id": case_id}, to, place, now)

    def owe_for_practice(
        self, db: Connection, practice_id: str, to: Staff, place: GradebookPlace, now: datetime
    ) -> str:
        """As `owe`, for somebody who has practised."""
        return self._owe(db, {"practice_id": practice_id}, to, place, now)

    def _owe(self, db: Connection, what: dict[str, str], to: Staff, place: GradebookPlace, now: datetime) -> str:
        receipt_id = self._ids.new()
        db.execute(
            tables.receipts.insert().values(
                **what,
                id=receipt_id,
                tenant_id=to.tenant_id,
                host_id=to.host_id,
                sub=to.sub,
                line_item_url=place.line_item_url,
                line_items_url=place.line_items_url,
                resource_link_id=place.resource_link_id,
                scopes=list(place.scopes),
                context_id=place.context_id,
                state=ReceiptState.WAITING.value,
                changed_at=now,
            )
        )
        self._outbox.add(db, OUTBOX_KIND, receipt_id, now)
        return receipt_id

    def get(self, db: Connection, receipt_id: str) -> Receipt | None:
        """The receipt, or None when its case or practice is gone."""
        row = db.execute(sa.select(tables.receipts).where(tables.receipts.c.id == receipt_id)).one_or_none()
        return None if row is None else _receipt(row)

    def of_case(self, db: Connection, case_id: str) -> list[Receipt]:
        """All receipts of a case, oldest first."""
        query = sa.select(tables.receipts).where(tables.receipts.c.case_id == case_id)
        return [_receipt(row) for row in db.execute(query.order_by(tables.receipts.c.changed_at))]

    def of_practice(self, db: Connection, practice_id: str) -> Receipt | None:
        """The receipt of a practice, or None where none is owed."""
        row = db.execute(sa.select(tables.receipts).where(tables.receipts.c.practice_id == practice_id)).one_or_none()
        return None if row is None else _receipt(row)

    def timestamp_for(self, db: Connection, receipt: Receipt, now: datetime) -> datetime:
        """The score's timestamp: kept for every retry, and at least one second after the person's last one here.

        Moodle compares whole seconds and refuses an equal one (hosts-measured.md, AGS scores).
        """
        if receipt.scored_at is not None:
            return receipt.scored_at
        same_person = sa.and_(tables.receipts.c.host_id == receipt.host_id, tables.receipts.c.sub == receipt.sub)
        last = db.execute(sa.select(sa.func.max(tables.receipts.c.scored_at)).where(same_person)).scalar_one()
        moment = now if last is None else max(now, last + timedelta(seconds=1))
        db.execute(tables.receipts.update().where(tables.receipts.c.id == receipt.id).values(scored_at=moment))
        return moment

    def record(
        self,
        db: Connection,
        receipt_id: str,
        state: ReceiptState,
        now: datetime,
        why: str | None = None,
        due_at: datetime | None = None,
    ) -> None:
        """Keep what became of an attempt."""
        changed = {"state": state.value, "why": why, "due_at": due_at, "changed_at": now}
        db.execute(tables.receipts.update().where(tables.receipts.c.id == receipt_id).values(**changed))


def _receipt(row: Row[Any]) -> Receipt:
    return Receipt(
        id=row.id,
        tenant_id=row.tenant_id,
        case_id=row.case_id,
        host_id=row.host_id,
        sub=row.sub,
        place=GradebookPlace(
            line_item_url=row.line_item_url,
            line_items_url=row.line_items_url,
            resource_link_id=row.resource_link_id,
            scopes=tuple(row.scopes),
            context_id=row.context_id,
        ),
        state=ReceiptState(row.state),
        why=row.why,
        scored_at=row.scored_at,
        due_at=row.due_at,
        changed_at=row.changed_at,
    )
