"""The tables of sessions, what a signed-in browser is known by, and of tickets, what takes one into another window."""

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

tickets = sa.Table(
    "tickets",
    metadata,
    # As with sessions, only a hash: a ticket that was read here opens nothing.
    sa.Column("ticket_hash", sa.String(64), primary_key=True),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("expires_at", UtcDateTime(), nullable=False),
    sa.Column("used_at", UtcDateTime()),
    sa.Index("ix_tickets_expires_at", "expires_at"),
)
