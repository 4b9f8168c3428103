"""The table of sessions: what a signed-in browser is known by."""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata

sessions = sa.Table(
    "sessions",
    metadata,
    # Of the cookie only a hash is kept: whoever reads the database cannot become anybody.
    sa.Column("id_hash", sa.String(64), primary_key=True),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime(), nullable=False),
    sa.Column("seen_at", UtcDateTime(), nullable=False),
    sa.Index("ix_sessions_seen_at", "seen_at"),
)
