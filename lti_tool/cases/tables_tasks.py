"""The table of tasks: what a decision asks for, and who does it by when."""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata

ID = sa.String(32)

tasks = sa.Table(
    "tasks",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("case_id", ID, sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    # Encrypted, because some actions say what was answered. The guide has their words.
    sa.Column("action", sa.LargeBinary, nullable=False),
    # A review that came from the one before it.
    sa.Column("follows", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("due_at", UtcDateTime()),
    # Nobody: whoever has the case.
    sa.Column("owner_id", ID, sa.ForeignKey("staff.id")),
    # Encrypted: a note on what was done, or why it is not needed.
    sa.Column("note", sa.LargeBinary),
    sa.Column("ended_at", UtcDateTime()),
    sa.Column("ended_by_staff_id", ID, sa.ForeignKey("staff.id")),
    # Counts changes: a form made from an older version of the task is told so.
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),
    sa.Index("ix_tasks_case", "case_id"),
)
