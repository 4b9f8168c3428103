"""What was lawfully erased. The database deletes entries and decisions only where a row here names their case."""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata
from .tables import ID

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
