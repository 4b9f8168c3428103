"""The tables of this room. A migration makes them; a test compares the two."""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata

ID = sa.String(32)
URL = sa.String(2000)


def _tenant() -> sa.Column[str]:
    return sa.Column("tenant_id", ID, sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False)


def _host() -> sa.Column[str]:
    return sa.Column("host_id", ID, sa.ForeignKey("hosts.id", ondelete="CASCADE"), nullable=False)


tenants = sa.Table(
    "tenants",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("nation", sa.String(20), nullable=False),
    # Wrapped by a master key. Without it nothing this tenant wrote can be read.
    sa.Column("data_key", sa.LargeBinary, nullable=False),
    sa.Column("created_at", UtcDateTime(), nullable=False),
    # School hours in local time; absent where the usual ones are good.
    sa.Column("day_begins", sa.Time),
    sa.Column("day_ends", sa.Time),
    # Whether children's names, or their numbers in the school's own records, may be written down.
    sa.Column("children_named", sa.Boolean, nullable=False, server_default=sa.false()),
    # After how many months on file a case may be deleted. Absent: none ever is due.
    sa.Column("retention_months", sa.Integer),
    # What it calls whoever leads, and the children; absent where the usual words of its nation are good.
    sa.Column("lead_word", sa.String(20)),
    sa.Column("child_word", sa.String(20)),
)

hosts = sa.Table(
    "hosts",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("issuer", URL, nullable=False),
    sa.Column("client_id", sa.String(255), nullable=False),
    sa.Column("auth_url", URL, nullable=False),
    sa.Column("token_url", URL, nullable=False),
    sa.Column("jwks_url", URL, nullable=False),
    sa.Column("audience", URL),
    sa.Column("family", sa.String(40)),
    sa.Column("frame_origins", sa.JSON, nullable=False),
    sa.Column("created_at", UtcDateTime(), nullable=False),
    sa.UniqueConstraint("issuer", "client_id"),
)

deployments = sa.Table(
    "deployments",
    metadata,
    sa.Column("id", ID, primary_key=True),
    _host(),
    sa.Column("deployment_id", sa.String(255), nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("tenant_id", ID, sa.ForeignKey("tenants.id", ondelete="CASCADE")),
    sa.Column("created_at", UtcDateTime(), nullable=False),
    sa.UniqueConstraint("host_id", "deployment_id"),
    sa.CheckConstraint("status <> 'active' OR tenant_id IS NOT NULL", name="active_has_tenant"),
)

courses = sa.Table(
    "courses",
    metadata,
    sa.Column("id", ID, primary_key=True),
    _tenant(),
    _host(),
    sa.Column("context_id", sa.String(255), nullable=False),
    sa.Column("posting", sa.String(20), nullable=False),
    sa.Column("created_at", UtcDateTime(), nullable=False),
    sa.UniqueConstraint("tenant_id", "host_id", "context_id"),
)

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("id", ID, primary_key=True),
    _tenant(),
    _host(),
    sa.Column("sub", sa.String(255), nullable=False),
    # Encrypted; absent where the host does not send names.
    sa.Column("name", sa.LargeBinary),
    sa.Column("created_at", UtcDateTime(), nullable=False),
    # Encrypted; present for those who are told by e-mail that a case waits.
    sa.Column("email", sa.LargeBinary),
    # Absent for somebody who was given a role and has not opened Signpost yet.
    sa.Column("first_launch_at", UtcDateTime()),
    sa.UniqueConstraint("tenant_id", "host_id", "sub"),
)

staff_roles = sa.Table(
    "staff_roles",
    metadata,
    sa.Column("staff_id", ID, sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("role", sa.String(20), primary_key=True),
    sa.Column("granted_at", UtcDateTime(), nullable=False),
)

contacts = sa.Table(
    "contacts",
    metadata,
    sa.Column("tenant_id", ID, sa.ForeignKey("tenants.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("kind", sa.String(20), primary_key=True),
    # Encrypted: a contact holds a person's name and number.
    sa.Column("value", sa.LargeBinary, nullable=False),
    sa.Column("set_at", UtcDateTime(), nullable=False),
)

signing_keys = sa.Table(
    "signing_keys",
    metadata,
    sa.Column("kid", sa.String(64), primary_key=True),
    # Wrapped by a master key, PKCS #8 DER inside.
    sa.Column("private_key", sa.LargeBinary, nullable=False),
    sa.Column("public_jwk", sa.JSON, nullable=False),
    sa.Column("created_at", UtcDateTime(), nullable=False),
)
