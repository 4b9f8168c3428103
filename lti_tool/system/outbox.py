"""Work to be done after a transaction has committed: one row a piece of work, written in that transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from .database import UtcDateTime, metadata

# A worker that dies while it holds a row must not keep it for ever, nor lose it.
LEASE = timedelta(minutes=5)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), sa.Identity(), primary_key=True),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("ref", sa.String(64), nullable=False),
    sa.Column("due_at", UtcDateTime(), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("leased_until", UtcDateTime()),
    sa.Column("done_at", UtcDateTime()),
    sa.Index(
        "ix_outbox_due_at",
        "due_at",
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    ),
    # What else was, or is, to be done for the same thing.
    sa.Index("ix_outbox_ref", "ref"),
)


@dataclass(frozen=True, slots=True)
class Work:
    """One leased row."""

    id: int
    kind: str
    ref: str
    attempts: int


class Outbox:
    """Rows are added in somebody else's transaction and drained one lease at a time."""

    def add(self, db: Connection, kind: str, ref: str, at: datetime) -> None:
        """Note that `kind` must be done for `ref`, not before `at`."""
        db.execute(outbox.insert().values(kind=kind, ref=ref, due_at=at, attempts=0))

    def lease(self, db: Connection, now: datetime, kind: str | None = None) -> Work | None:
        """Take the row that has waited longest, or None. The attempt is counted before it is made.

        Args:
            kind: the only kind that is wanted; None for any.
        """
        free = sa.or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= now)
        wanted = sa.true() if kind is None else outbox.c.kind == kind
        waiting = (
            sa.select(outbox.c.id, outbox.c.kind, outbox.c.ref, outbox.c.attempts)
            .where(outbox.c.done_at.is_(None), outbox.c.due_at <= now, free, wanted)
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = db.execute(waiting).one_or_none()
        if row is None:
            return None
        taken = {"leased_until": now + LEASE, "attempts": row.attempts + 1}
        db.execute(outbox.update().where(outbox.c.id == row.id).values(**taken))
        return Work(row.id, row.kind, row.ref, row.attempts + 1)

    def renew(self, db: Connection, work: Work, now: datetime) -> bool:
        """Hold the row for another lease; False where somebody else has taken it, or it is done."""
        ours = sa.and_(outbox.c.id == work.id, outbox.c.attempts == work.attempts, outbox.c.done_at.is_(None))
        return db.execute(outbox.update().where(ours).values(leased_until=now + LEASE)).rowcount == 1

    def finish(self, db: Connection, work: Work, now: datetime) -> None:
        """Nothing more is to be done for this row."""
        db.execute(outbox.update().where(outbox.c.id == work.id).values(done_at=now, leased_until=None))

    def again(self, db: Connection, work: Work, at: datetime) -> None:
        """Try this row once more, not before `at`."""
        db.execute(outbox.update().where(outbox.c.id == work.id).values(due_at=at, leased_until=None))

    def waiting(self, db: Connection) -> int:
        """How many rows are still to be done."""
        return db.execute(sa.select(sa.func.count()).where(outbox.c.done_at.is_(None))).scalar_one()
