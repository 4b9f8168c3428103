"""The table of what a safeguarding professional has confirmed of a guide.

A migration makes it; a test compares the two. No row of it is ever changed.
"""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata
from .tables import ID

guide_signoffs = sa.Table(
    "guide_signoffs",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("tenant_id", ID, sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False),
    sa.Column("guide_id", sa.String(40), nullable=False),
    # The SHA-256 of what the guide said. Where it says something else by now, nothing of that was confirmed.
    sa.Column("guide_hash", sa.String(64), nullable=False),
    sa.Column("item", sa.String(60), nullable=False),
    # Encrypted: who confirmed it, and in which role. They need not be staff of the school.
    sa.Column("name", sa.LargeBinary, nullable=False),
    sa.Column("role", sa.LargeBinary, nullable=False),
    sa.Column("signed_on", sa.Date, nullable=False),
    sa.Column("noted_at", UtcDateTime(), nullable=False),
    sa.UniqueConstraint("tenant_id", "guide_id", "guide_hash", "item"),
)
