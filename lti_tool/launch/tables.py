"""The tables of this room: logins that were begun, and courses that asked what to place, until they are forgotten."""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata

# Hexadecimal SHA-256. The state and the binding themselves are never stored.
HASH = sa.String(64)
URL = sa.String(2000)

login_transactions = sa.Table(
    "login_transactions",
    metadata,
    sa.Column("state_hash", HASH, primary_key=True),
    sa.Column("nonce", sa.String(64), nullable=False),
    sa.Column("host_id", sa.String(32), sa.ForeignKey("hosts.id", ondelete="CASCADE"), nullable=False),
    sa.Column("issuer", URL, nullable=False),
    sa.Column("client_id", sa.String(255), nullable=False),
    sa.Column("deployment_hint", sa.String(255)),
    sa.Column("target_link_uri", URL, nullable=False),
    sa.Column("binding_hash", HASH, nullable=False),
    sa.Column("storage_target", sa.String(255)),
    # The binding is kept by the host's page under this name, and by no cookie. Null: it is kept by the cookie.
    sa.Column("storage_key", sa.String(64)),
    # Holds the host's hint about the person, so it goes as soon as the browser has been sent there. The state is not
    # in it: the browser brings that itself.
    sa.Column("redirect_url", sa.Text),
    sa.Column("created_at", UtcDateTime(), nullable=False),
    sa.Column("expires_at", UtcDateTime(), nullable=False),
    sa.Column("asked_at", UtcDateTime()),
    sa.Column("consumed_at", UtcDateTime()),
    sa.Index(None, "expires_at"),
)

deep_links = sa.Table(
    "deep_links",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("tenant_id", sa.String(32), sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False),
    sa.Column("host_id", sa.String(32), sa.ForeignKey("hosts.id", ondelete="CASCADE"), nullable=False),
    sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    # Encrypted: where the answer goes and what goes back with it. No browser may choose either.
    sa.Column("asked", sa.LargeBinary, nullable=False),
    sa.Column("expires_at", UtcDateTime(), nullable=False),
    sa.Column("answered_at", UtcDateTime()),
    sa.Index(None, "expires_at"),
)

# Notices that were believed once. Only a hash of their ids is kept, for as long as they could be believed again.
seen_notices = sa.Table(
    "seen_notices",
    metadata,
    sa.Column("host_id", sa.String(32), sa.ForeignKey("hosts.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("notice_hash", HASH, primary_key=True),
    sa.Column("expires_at", UtcDateTime(), nullable=False),
    sa.Index("ix_seen_notices_expires_at", "expires_at"),
)
