"""What is proposed for deletion, and what was deleted. The database deletes entries and decisions only where a row of
`erasures` names their case or its tenant.
"""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata
from .tables import HASH, ID

# It outlives the tenant and the case, so it refers to neither. A row is never changed or deleted.
erasures = sa.Table(
    "erasures",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("tenant_id", ID, nullable=False),
    # Null: everything of this tenant.
    sa.Column("case_id", ID),
    # One plain word, never what was erased.
    sa.Column("reason", sa.String(40), nullable=False),
    # Two ids of staff, or what an administrator's command calls itself.
    sa.Column("asked_by", sa.String(64), nullable=False),
    sa.Column("agreed_by", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime(), nullable=False),
    sa.Index("ix_erasures_tenant_id", "tenant_id", "case_id"),
)

# A case that a lead wants to delete, until an administrator has agreed or either has thought better of it.
erasure_proposals = sa.Table(
    "erasure_proposals",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("tenant_id", ID, sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False),
    sa.Column("case_id", ID, sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    # Of the case as it was: whatever changes it ends the proposal.
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("reason", sa.String(40), nullable=False),
    sa.Column("asked_by", ID, sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("at", UtcDateTime(), nullable=False),
    sa.UniqueConstraint("case_id"),
    sa.Index("ix_erasure_proposals_tenant_id", "tenant_id"),
)

# A tenant that whoever runs the server wants to delete, and the lead who agreed.
tenant_deletions = sa.Table(
    "tenant_deletions",
    metadata,
    sa.Column("tenant_id", ID, sa.ForeignKey("tenants.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("asked_at", UtcDateTime(), nullable=False),
    sa.Column("agreed_by", ID, sa.ForeignKey("staff.id")),
    sa.Column("agreed_at", UtcDateTime()),
)

# One for each row of `erasures` that somebody agreed to, under its id. It outlives the tenant, and is never changed.
erasure_receipts = sa.Table(
    "erasure_receipts",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("tenant_id", ID, nullable=False),
    # Null: everything of this tenant.
    sa.Column("reference", sa.String(12)),
    sa.Column("reason", sa.String(40), nullable=False),
    sa.Column("asked_by", sa.String(64), nullable=False),
    sa.Column("agreed_by", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime(), nullable=False),
    # How many entries the history had, and how its chain ended.
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("head", HASH, nullable=False),
    # Over all of the receipt.
    sa.Column("hash", HASH, nullable=False),
    sa.Index("ix_erasure_receipts_tenant_id", "tenant_id"),
)
