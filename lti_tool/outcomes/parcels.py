"""Receipts that are due, taken from the outbox one at a time: never two at once for one person of a host.

A person's receipts for one column go out in their order, each when the one before has come to its end.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..cases.receipts import OUTBOX_KIND, Receipt, Receipts
from ..cases.tables import cases, receipts
from ..system.outbox import LEASE, Work, outbox
from ..tenants.hosts import Hosts
from ..tenants.model import Host, Posting
from ..tenants.tables import courses
from . import rounds
from .ends import Why

# Any number will do, as long as every worker of ours takes the same one.
LEASING = 0x5169


@dataclass(frozen=True, slots=True)
class Parcel:
    """A leased receipt: what goes out, and to whom.

    Attributes:
        receipt: as it was before this attempt.
        timestamp: the score's; the same on every attempt.
        withheld: why nothing may be posted at all, or None.
        round_began: when the attempts of which this is one began.
        ticked_before: whether the person may hold a tick from another receipt.
    """

    work: Work
    receipt: Receipt
    host: Host
    timestamp: datetime
    withheld: Why | None
    round_began: datetime
    ticked_before: bool


def take(
    db: Connection, kept: Receipts, hosts: Hosts, now: datetime, last: Collection[str] = frozenset()
) -> Parcel | None:
    """Lease the receipt that has waited longest, with its timestamp kept before anything is posted.

    Args:
        last: hosts whose receipts are taken only when none of another host is due.
    """
    while (leased := _lease(db, now, last)) is not None:
        work, cut_off = leased
        receipt = kept.get(db, work.ref)
        if receipt is None:
            # The case or the practice was deleted, and its receipt with it.
            db.execute(outbox.update().where(outbox.c.id == work.id).values(done_at=now, leased_until=None))
            continue
        round_began = rounds.began(db, work, receipt, now)
        hopeless = cut_off and rounds.never_ends(work, round_began, now)
        reason = withheld(db, receipt) or (Why.FAULT if hopeless else None)
        timestamp = now if reason else kept.timestamp_for(db, receipt, now)
        host = hosts.get(db, receipt.host_id)
        return Parcel(work, receipt, host, timestamp, reason, round_began, _ticked_before(db, receipt))
    return None


def withheld(db: Connection, receipt: Receipt) -> Why | None:
    """Why nothing may be posted now: a case may become restricted, or its place another tenant's, while it waits."""
    if _is_another_tenants(db, receipt.id):
        return Why.OTHER_TENANT
    if receipt.case_id is not None and _is_restricted(db, receipt.case_id):
        return Why.RESTRICTED
    wanted = sa.exists().where(
        courses.c.tenant_id == receipt.tenant_id,
        courses.c.host_id == receipt.host_id,
        courses.c.context_id == receipt.place.context_id,
        courses.c.posting == Posting.RECEIPT.value,
    )
    return None if db.execute(sa.select(wanted)).scalar_one() else Why.POSTING_OFF


def _is_another_tenants(db: Connection, receipt_id: str) -> bool:
    """Asked of the row: the receipt in hand may be from before its deployment was moved."""
    why = db.execute(sa.select(receipts.c.why).where(receipts.c.id == receipt_id)).scalar_one_or_none()
    return why == Why.OTHER_TENANT


def _is_restricted(db: Connection, case_id: str) -> bool:
    return bool(db.execute(sa.select(cases.c.restricted).where(cases.c.id == case_id)).scalar_one())


def still_ours(db: Connection, work: Work) -> bool:
    """Whether nobody else has taken this row since: a worker may have been asleep longer than its lease."""
    held = sa.select(outbox.c.attempts, outbox.c.done_at).where(outbox.c.id == work.id).with_for_update()
    row = db.execute(held).one_or_none()
    return row is not None and row.done_at is None and row.attempts == work.attempts


def forget_timestamp(db: Connection, receipt_id: str) -> None:
    """The host took nothing under this timestamp, so the next attempt is a first one and gets a later one."""
    db.execute(receipts.update().where(receipts.c.id == receipt_id).values(scored_at=None))


def _lease(db: Connection, now: datetime, last: Collection[str]) -> tuple[Work, bool] | None:
    """The row, and whether the attempt before was cut off: it never gave its lease back."""
    if db.dialect.name == "postgresql":
        # Two workers must not each overlook the lease the other is about to commit. SQLite has one writer anyway.
        db.execute(sa.select(sa.func.pg_advisory_xact_lock(LEASING)))
    ways = _on_their_way(db, now)
    # Two questions, not an order: for that, all that is due would be weighed before one is taken, while nobody else can
    # write to SQLite. A host that was away for a day leaves thousands.
    for turn in (_of_another(last), receipts.c.host_id.in_(last)) if last else (sa.true(),):
        row = db.execute(_due(now, turn, ways)).one_or_none()
        if row is not None:
            taken = {"leased_until": now + LEASE, "attempts": row.attempts + 1}
            db.execute(outbox.update().where(outbox.c.id == row.id).values(**taken))
            return Work(row.id, row.kind, row.ref, row.attempts + 1), row.leased_until is not None
    return None


def _of_another(last: Collection[str]) -> sa.ColumnElement[bool]:
    return sa.or_(receipts.c.host_id.is_(None), receipts.c.host_id.not_in(last))


def _due(
    now: datetime, turn: sa.ColumnElement[bool], ways: Sequence[sa.ColumnElement[bool]]
) -> sa.Select[tuple[int, str, str, int, datetime | None]]:
    free = sa.or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= now)
    return (
        sa.select(outbox.c.id, outbox.c.kind, outbox.c.ref, outbox.c.attempts, outbox.c.leased_until)
        .select_from(outbox.outerjoin(receipts, receipts.c.id == outbox.c.ref))
        .where(outbox.c.kind == OUTBOX_KIND, outbox.c.done_at.is_(None), outbox.c.due_at <= now, free, turn)
        # Where there is no receipt any more, nothing is known of it; the row is taken, and done with.
        .where(*(sa.case((way, sa.false()), else_=sa.true()) for way in ways), sa.not_(_is_after_another()))
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(1)
        .with_for_update(of=outbox, skip_locked=True)
    )


def _on_their_way(db: Connection, now: datetime) -> list[sa.ColumnElement[bool]]:
    """For each receipt that a worker has in hand, which ones have to wait for it. No more than there are workers."""
    theirs = (receipts.c.host_id, receipts.c.sub, receipts.c.line_item_url, receipts.c.line_items_url)
    in_hand = (
        sa.select(*theirs)
        .select_from(outbox.join(receipts, receipts.c.id == outbox.c.ref))
        .where(outbox.c.kind == OUTBOX_KIND, outbox.c.done_at.is_(None), outbox.c.leased_until > now)
    )
    found = []
    for host_id, sub, column, columns in db.execute(in_hand):
        waits = receipts.c.sub == sub
        if column is None and columns is not None:
            # Both would have to make the column first.
            waits = sa.or_(waits, sa.and_(receipts.c.line_item_url.is_(None), receipts.c.line_items_url == columns))
        found.append(sa.and_(receipts.c.host_id == host_id, waits))
    return found


def _is_after_another() -> sa.Exists:
    """Another receipt of this person's, for the same column, has not come to its end and was begun before."""
    other, theirs = outbox.alias("other"), receipts.alias("theirs")
    no_column = sa.and_(theirs.c.line_item_url.is_(None), receipts.c.line_item_url.is_(None))
    same_new_column = sa.and_(no_column, theirs.c.line_items_url == receipts.c.line_items_url)
    same_column = sa.or_(theirs.c.line_item_url == receipts.c.line_item_url, same_new_column)
    # A later timestamp would overtake theirs, and the host would then refuse theirs for ever.
    earlier = sa.or_(receipts.c.scored_at.is_(None), theirs.c.scored_at < receipts.c.scored_at)
    return sa.exists().where(
        theirs.c.host_id == receipts.c.host_id,
        theirs.c.sub == receipts.c.sub,
        theirs.c.scored_at.is_not(None),
        earlier,
        same_column,
        other.c.ref == theirs.c.id,
        other.c.kind == OUTBOX_KIND,
        other.c.done_at.is_(None),
        other.c.id != outbox.c.id,
    )


def _ticked_before(db: Connection, receipt: Receipt) -> bool:
    others = sa.exists().where(
        receipts.c.host_id == receipt.host_id,
        receipts.c.sub == receipt.sub,
        receipts.c.id != receipt.id,
        receipts.c.scored_at.is_not(None),
    )
    return bool(db.execute(sa.select(others)).scalar_one())
