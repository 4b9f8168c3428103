"""Receipts on their way out: each that is due is posted, outside any transaction, and how it ended is recorded."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import assert_never

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..cases.receipts import OUTBOX_KIND, Receipt, Receipts, ReceiptState
from ..cases.tables import receipts as receipt_rows
from ..system.clock import Clock
from ..system.database import Database
from ..system.log import get_logger
from ..system.outbox import Outbox
from ..tenants.hosts import Hosts
from ..tenants.weeks import Sign, note
from . import parcels, rounds
from .ends import Delivered, Delivery, GivenUp, NotGradable, Retry, Why, Withheld
from .gradebook import Gradebook
from .parcels import Parcel
from .worker import Line

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=2)
# A host that refuses every timestamp has its clock wrong by days: no use asking for ever.
MOST_TIMESTAMPS = 20


class Deliveries(Line):
    """Receipts on their way out. Several processes may drain one outbox."""

    def __init__(
        self, database: Database, clock: Clock, outbox: Outbox, receipts: Receipts, hosts: Hosts, gradebook: Gradebook
    ) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox
        self._receipts = receipts
        self._hosts = hosts
        self._gradebook = gradebook
        # Hosts whose last receipt must be tried again. Theirs come last: a hundred of a host that never answers would
        # hold up everybody's.
        self._troubled: set[str] = set()

    def deliver_next(self) -> bool:
        """Try the receipt that has waited longest. False: none is due."""
        with self._database.transaction() as db:
            parcel = parcels.take(db, self._receipts, self._hosts, self._clock.now(), last=self._troubled)
        if parcel is None:
            return False
        end = self._within_reason(parcel, self._post(parcel))
        with self._database.transaction() as db:
            if parcels.still_ours(db, parcel.work):
                self._record(db, parcel, end)
        self._remember(parcel, end)
        _log(parcel, end)
        return True

    def try_again(self, db: Connection, receipt_id: str) -> bool:
        """Put a receipt that was given up back into the outbox, in the caller's transaction. False: it is not one."""
        now = self._clock.now()
        given_up = sa.and_(
            receipt_rows.c.id == receipt_id,
            receipt_rows.c.state == ReceiptState.GIVEN_UP.value,
            receipt_rows.c.why.is_distinct_from(Why.OTHER_TENANT.value),
        )
        waiting = {"state": ReceiptState.WAITING.value, "why": None, "due_at": None, "changed_at": now}
        if db.execute(receipt_rows.update().where(given_up).values(**waiting)).rowcount == 0:
            return False
        rounds.begin_another(db, receipt_id, now)
        self._outbox.add(db, OUTBOX_KIND, receipt_id, now)
        return True

    def _remember(self, parcel: Parcel, end: Delivery) -> None:
        if isinstance(end, Retry):
            self._troubled.add(parcel.host.id)
        elif parcel.withheld is None:
            self._troubled.discard(parcel.host.id)

    def _post(self, parcel: Parcel) -> Delivery:
        if parcel.withheld is not None:
            return GivenUp(parcel.withheld)
        try:
            return self._gradebook.post_receipt(
                parcel.host,
                parcel.receipt,
                parcel.timestamp,
                last_look=partial(self._look, parcel.receipt),
                ticked_before=parcel.ticked_before,
            )
        except Exception as error:  # noqa: BLE001 — one receipt's trouble must not hold up the others
            get_logger().error("delivery failed", host=parcel.host.id, exception_type=type(error).__name__)
            return Retry(None, Why.FAULT)

    def _look(self, receipt: Receipt) -> None:
        with self._database.reading() as db:
            reason = parcels.withheld(db, receipt)
        if reason is not None:
            raise Withheld(reason)

    def _within_reason(self, parcel: Parcel, end: Delivery) -> Delivery:
        """The end, with a time for the next attempt; or given up, once there has been enough of trying."""
        if not isinstance(end, Retry):
            return end
        now = self._clock.now()
        due = max(end.after or now, now + _wait(parcel.work.attempts))
        unending = end.why is Why.LATER_TIMESTAMP and parcel.work.attempts >= MOST_TIMESTAMPS
        if unending or rounds.is_over(parcel.round_began, due):
            return GivenUp(Why.FAULT if end.why is Why.FAULT else Why.TOO_LONG)
        return Retry(due, end.why)

    def _record(self, db: Connection, parcel: Parcel, end: Delivery) -> None:
        now = self._clock.now()
        if isinstance(end, Delivered):
            note(db, parcel.receipt.tenant_id, Sign.RECEIPT, now)
        if not isinstance(end, Retry):
            self._receipts.record(db, parcel.receipt.id, _state(end), now, why=_why(end))
            self._outbox.finish(db, parcel.work, now)
            return
        due = end.after or now
        if end.why is Why.LATER_TIMESTAMP:
            parcels.forget_timestamp(db, parcel.receipt.id)
        self._receipts.record(db, parcel.receipt.id, ReceiptState.RETRYING, now, why=end.why, due_at=due)
        self._outbox.again(db, parcel.work, due)


def _wait(attempts: int) -> timedelta:
    """Doubling from half a minute to two hours."""
    return min(FIRST_WAIT * (1 << min(attempts - 1, 20)), LONGEST_WAIT)


def _state(end: Delivery) -> ReceiptState:
    match end:
        case Delivered():
            return ReceiptState.DELIVERED
        case NotGradable():
            return ReceiptState.NOT_GRADABLE
        case Retry():
            return ReceiptState.RETRYING
        case GivenUp():
            return ReceiptState.GIVEN_UP
        case never:
            assert_never(never)


def _why(end: Delivery) -> Why | None:
    return None if isinstance(end, NotGradable) else end.why


def _log(parcel: Parcel, end: Delivery) -> None:
    # Not the case: for a restricted one even that it exists is nobody's business.
    get_logger().info(
        "receipt tried",
        host=parcel.host.id,
        status=_state(end).value,
        reason=_why(end),
        attempts=parcel.work.attempts,
    )
