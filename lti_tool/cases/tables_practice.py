"""The table of practice. Nothing that reads cases reads it, so an invented case can stand in no list of real ones."""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata
from .tables import ID

practices = sa.Table(
    "practices",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("tenant_id", ID, sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False),
    sa.Column("staff_id", ID, sa.ForeignKey("staff.id"), nullable=False),
    # Which story of which guide.
    sa.Column("story", sa.String(40), nullable=False),
    sa.Column("guide_id", sa.String(40), nullable=False),
    # Every answer so far, encrypted together.
    sa.Column("answers", sa.LargeBinary, nullable=False),
    sa.Column("started_at", UtcDateTime(), nullable=False),
    # From here on the lead's questions are asked.
    sa.Column("sent_at", UtcDateTime()),
    sa.Column("finished_at", UtcDateTime()),
    sa.Index("ix_practices_person", "staff_id", "started_at"),
    sa.Index("ix_practices_finished", "tenant_id", "finished_at"),
)
