"""The tables of who gave which role: what waits for agreement, every change, and who is told of it.

A migration makes them; a test compares the two. No row of proposals or changes is ever deleted but with its tenant.
"""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata
from .tables import ID


def _staff(name: str = "staff_id", *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, ID, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=nullable)


def _tenant() -> sa.Column[str]:
    return sa.Column("tenant_id", ID, sa.ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False)


role_proposals = sa.Table(
    "role_proposals",
    metadata,
    sa.Column("id", ID, primary_key=True),
    _tenant(),
    _staff(),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("proposed_at", UtcDateTime(), nullable=False),
    # How it ended: agreed, refused, withdrawn, lapsed, or given without agreement. Absent while it waits.
    sa.Column("ended_as", sa.String(20)),
    sa.Column("ended_at", UtcDateTime()),
    # Absent where the administrator or the calendar ended it.
    _staff("ended_by_staff_id", nullable=True),
    sa.Index("ix_role_proposals_tenant_id", "tenant_id"),
    # One role waits once for one person.
    sa.Index(
        "ix_role_proposals_waiting",
        "staff_id",
        "role",
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    ),
)

role_changes = sa.Table(
    "role_changes",
    metadata,
    sa.Column("id", ID, primary_key=True),
    _tenant(),
    # Whose role it is.
    _staff(),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    # Absent for what was done at a terminal.
    _staff("by_staff_id", nullable=True),
    sa.Column("at", UtcDateTime(), nullable=False),
    sa.Index("ix_role_changes_tenant_id", "tenant_id", "at"),
)

role_tellings = sa.Table(
    "role_tellings",
    metadata,
    sa.Column("change_id", ID, sa.ForeignKey("role_changes.id", ondelete="CASCADE"), primary_key=True),
    # Who is told.
    sa.Column("staff_id", ID, sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("seen_at", UtcDateTime()),
    sa.Column("mailed_at", UtcDateTime()),
    # Encrypted; only until the e-mail is sent, and only for somebody whose address is kept no more.
    sa.Column("address", sa.LargeBinary),
    sa.Index("ix_role_tellings_staff_id", "staff_id", "seen_at"),
)

role_codes = sa.Table(
    "role_codes",
    metadata,
    sa.Column("id", ID, primary_key=True),
    _tenant(),
    sa.Column("role", sa.String(20), nullable=False),
    # Whoever of this tenant types the code takes up the role, once. Only its hash is kept.
    sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
    # Absent where it was made by a registration, before there was anybody.
    _staff("made_by_staff_id", nullable=True),
    sa.Column("made_at", UtcDateTime(), nullable=False),
    sa.Column("expires_at", UtcDateTime(), nullable=False),
    sa.Column("used_at", UtcDateTime()),
    _staff("used_by_staff_id", nullable=True),
)
