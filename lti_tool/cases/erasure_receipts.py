"""Receipts of what was deleted, kept for ever. A receipt holds no answer and no name: ids, times, a count, hashes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ..tenants.model import Staff
from .tables_erasure import erasure_receipts, erasures


class ErasureReason(StrEnum):
    """Why something was deleted, in one word: what there was to say of a child is gone with the case."""

    PERIOD = "retention"
    OFFICER = "asked"
    MISTAKE = "mistake"
    TENANT = "tenant"


@dataclass(frozen=True, slots=True)
class ErasureReceipt:
    """What was deleted, who asked for it and who agreed.

    Attributes:
        reference: of the case; None where a whole tenant was deleted.
        entries: how many entries its history had.
        head: how the chain of its history ended (cases/chain.py).
        kept_hash: what the row itself says that its hash is.
    """

    id: str
    tenant_id: str
    reference: str | None
    reason: ErasureReason
    asked_by: str
    agreed_by: str
    at: datetime
    entries: int
    head: str
    kept_hash: str = ""

    def hash(self) -> str:
        """SHA-256 of all of it as one JSON array. What was hashed once must be hashed so for ever."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        who = [self.asked_by, self.agreed_by]
        parts = [self.id, self.tenant_id, self.reference, self.reason.value, *who, at, self.entries, self.head]
        return hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()

    @property
    def is_whole(self) -> bool:
        """Whether it says what it said when it was written."""
        return self.hash() == self.kept_hash


def write_receipt(db: Connection, receipt: ErasureReceipt, case_id: str | None) -> None:
    """Put on record that this case, or this whole tenant, may go now. The caller deletes it in the same transaction."""
    who = {"asked_by": receipt.asked_by, "agreed_by": receipt.agreed_by}
    said = {"id": receipt.id, "tenant_id": receipt.tenant_id, "reason": receipt.reason.value, "at": receipt.at, **who}
    db.execute(erasures.insert().values(**said, case_id=case_id))
    end = {"reference": receipt.reference, "entries": receipt.entries, "head": receipt.head, "hash": receipt.hash()}
    db.execute(erasure_receipts.insert().values(**said, **end))


def receipts_of(db: Connection, tenant_id: str) -> list[ErasureReceipt]:
    """All receipts of a tenant, also of one that is gone, oldest first."""
    return _read(db, erasure_receipts.c.tenant_id == tenant_id)


def receipts_with(db: Connection, person: Staff) -> list[ErasureReceipt]:
    """The receipts of what this person asked for or agreed to, oldest first.

    Nobody else's: that a case about a member of staff was there is the head's alone to know.
    """
    table = erasure_receipts.c
    theirs = sa.or_(table.asked_by == person.id, table.agreed_by == person.id)
    return _read(db, sa.and_(table.tenant_id == person.tenant_id, theirs))


def _read(db: Connection, which: sa.ColumnElement[bool]) -> list[ErasureReceipt]:
    query = sa.select(erasure_receipts).where(which).order_by(erasure_receipts.c.at, erasure_receipts.c.id)
    return [receipt_of_row(row) for row in db.execute(query)]


def receipt_of_row(row: Row[Any]) -> ErasureReceipt:
    """The receipt in a row of their table."""
    return ErasureReceipt(
        id=row.id,
        tenant_id=row.tenant_id,
        reference=row.reference,
        reason=ErasureReason(row.reason),
        asked_by=row.asked_by,
        agreed_by=row.agreed_by,
        at=row.at,
        entries=row.entries,
        head=row.head,
        kept_hash=row.hash,
    )
