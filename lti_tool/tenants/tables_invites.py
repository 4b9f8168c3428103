"""The table of invitations to register a platform."""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata

ID = sa.String(32)

invites = sa.Table(
    "invites",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("tenant_id", ID, sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False),
    # Whoever holds the token may register one platform for the tenant. Only its hash is kept.
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("made_at", UtcDateTime(), nullable=False),
    sa.Column("expires_at", UtcDateTime(), nullable=False),
    # Since when a registration with it has been under way. A killed process must not use it up for good.
    sa.Column("claimed_at", UtcDateTime()),
    # What was registered with it. Once that is there, it registers nothing more.
    sa.Column("host_id", ID, sa.ForeignKey("hosts.id", ondelete="CASCADE")),
)
