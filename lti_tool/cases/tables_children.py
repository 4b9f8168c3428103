"""The tables of the children of a case, and of cases that belong together."""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata

ID = sa.String(32)
STANDING = sa.text("ended_at IS NULL")

children = sa.Table(
    "children",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("case_id", ID, sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    # A letter. It says nothing of a child.
    sa.Column("label", sa.String(2), nullable=False),
    # Encrypted: all that is known of the child, as one piece.
    sa.Column("facts", sa.LargeBinary, nullable=False),
    # Counts corrections: a form made from an older version of the entry is told so.
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),
    sa.UniqueConstraint("case_id", "label"),
)

# The row is the whole story of a link. The history of either case would tell of the other to people who may not see it.
case_links = sa.Table(
    "case_links",
    metadata,
    sa.Column("id", ID, primary_key=True),
    # The smaller id first, so that two people who link the same two cases make one link.
    sa.Column("one_id", ID, sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    sa.Column("other_id", ID, sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    sa.Column("by_staff_id", ID, sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("at", UtcDateTime(), nullable=False),
    sa.Column("ended_by_staff_id", ID, sa.ForeignKey("staff.id")),
    sa.Column("ended_at", UtcDateTime()),
    sa.Index("ix_case_links_one", "one_id", "other_id", unique=True, sqlite_where=STANDING, postgresql_where=STANDING),
    sa.Index("ix_case_links_other", "other_id"),
)
