"""The tables of the notices that a case waits. A migration makes them; a test compares the two."""

from __future__ import annotations

import sqlalchemy as sa

from ..system.database import UtcDateTime, metadata
from .tables import ID


def _case() -> sa.Column[str]:
    return sa.Column("case_id", ID, sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)


notices = sa.Table(
    "notices",
    metadata,
    _case(),
    # Which time it is that people are told; the outbox row of this round names it.
    sa.Column("round", sa.Integer, nullable=False),
    # Absent until a worker has first taken this round.
    sa.Column("began_at", UtcDateTime()),
    # Nobody is told any more: the case was opened, decided or closed.
    sa.Column("ended_at", UtcDateTime()),
)

# Who was told in this round, by an id and never by an address.
notices_told = sa.Table(
    "notices_told",
    metadata,
    _case(),
    sa.Column("round", sa.Integer, primary_key=True),
    sa.Column("who", sa.String(40), primary_key=True),
    sa.Column("at", UtcDateTime(), nullable=False),
)
