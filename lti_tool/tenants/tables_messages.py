"""The tables of what hosts and administrators ask outside of a launch: courses that were copied, and people's data."""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata

ID = sa.String(32)


def _tenant() -> sa.Column[str]:
    return sa.Column("tenant_id", ID, sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False)


# A host says that it has copied a staff-only course. An administrator says whether the copy is one too.
course_copies = sa.Table(
    "course_copies",
    metadata,
    sa.Column("id", ID, primary_key=True),
    _tenant(),
    sa.Column("host_id", ID, sa.ForeignKey("hosts.id", ondelete="CASCADE"), nullable=False),
    sa.Column("context_id", sa.String(255), nullable=False),
    sa.Column("origin_id", sa.String(255), nullable=False),
    sa.Column("posting", sa.String(20), nullable=False),
    sa.Column("noticed_at", UtcDateTime(), nullable=False),
    sa.Column("answered_at", UtcDateTime()),
    sa.Column("answered_by", ID, sa.ForeignKey("staff.id")),
    sa.UniqueConstraint("tenant_id", "host_id", "context_id"),
)

# An administrator asks for a person that what is held of them goes. Whoever reads cases settles it.
privacy_requests = sa.Table(
    "privacy_requests",
    metadata,
    sa.Column("id", ID, primary_key=True),
    _tenant(),
    sa.Column("staff_id", ID, sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("asked_by", ID, sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("asked_at", UtcDateTime(), nullable=False),
    sa.Column("settled_at", UtcDateTime()),
    sa.Column("settled_by", ID, sa.ForeignKey("staff.id")),
    sa.Index("ix_privacy_requests_tenant", "tenant_id", "asked_at"),
)
