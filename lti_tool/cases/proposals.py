"""Proposals to delete a case, as rows. One counts for as long as nothing of its case has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from .erasure_receipts import ErasureReason
from .model import Case, Status
from .tables_erasure import erasure_proposals as table


@dataclass(frozen=True, slots=True)
class Proposal:
    """That somebody wants to delete a case, as the case then was."""

    id: str
    tenant_id: str
    case_id: str
    version: int
    reason: ErasureReason
    asked_by: str
    at: datetime

    def counts_for(self, case: Case) -> bool:
        """Whether the case is still the one that was meant: closed, not on hold, and unchanged."""
        return case.status is Status.CLOSED and case.held_at is None and case.version == self.version


def insert_proposal(db: Connection, proposal: Proposal) -> None:
    """Propose, in the place of a proposal that counts no more. The caller holds the case."""
    db.execute(table.delete().where(table.c.case_id == proposal.case_id))
    row = {name: getattr(proposal, name) for name in Proposal.__dataclass_fields__}
    db.execute(table.insert().values(**row | {"reason": proposal.reason.value}))


def delete_proposal(db: Connection, proposal: Proposal) -> bool:
    """Take it away. False: somebody was quicker."""
    return db.execute(table.delete().where(table.c.id == proposal.id)).rowcount > 0


def proposal_for(db: Connection, case: Case) -> Proposal | None:
    """The proposal that counts for this case, or None."""
    row = db.execute(sa.select(table).where(table.c.case_id == case.id)).one_or_none()
    found = None if row is None else _proposal(row)
    return found if found is not None and found.counts_for(case) else None


def proposals_of(db: Connection, tenant_id: str) -> list[Proposal]:
    """Every proposal of a tenant, oldest first: also those that count no more."""
    query = sa.select(table).where(table.c.tenant_id == tenant_id).order_by(table.c.at, table.c.id)
    return [_proposal(row) for row in db.execute(query)]


def read_proposal(db: Connection, tenant_id: str, proposal_id: str) -> Proposal | None:
    """One proposal of a tenant, whether it counts or not."""
    query = sa.select(table).where(table.c.id == proposal_id, table.c.tenant_id == tenant_id)
    row = db.execute(query).one_or_none()
    return None if row is None else _proposal(row)


def _proposal(row: Row[Any]) -> Proposal:
    plain = {name: getattr(row, name) for name in Proposal.__dataclass_fields__}
    return Proposal(**plain | {"reason": ErasureReason(row.reason)})
