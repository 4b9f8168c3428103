"""Rounds of attempts: one begins when a receipt is first tried, another when somebody asks to try again."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..cases.receipts import OUTBOX_KIND, Receipt
from ..system.outbox import Work, outbox

LONGEST_TRYING = timedelta(hours=72)
# One attempt that was cut off is an accident, such as a power cut before a long weekend; this many are a pattern.
MOST_CUT_OFF = 3


def began(db: Connection, work: Work, receipt: Receipt, now: datetime) -> datetime:
    """When the round of this attempt began."""
    before = sa.and_(_of(receipt.id), outbox.c.id != work.id)
    asked = db.execute(sa.select(sa.func.max(outbox.c.done_at)).where(before)).scalar_one()
    first = receipt.scored_at or now
    return first if asked is None else max(first, asked)


def begin_another(db: Connection, receipt_id: str, now: datetime) -> None:
    """End the rounds so far at this moment, so that the three days begin again."""
    db.execute(outbox.update().where(_of(receipt_id), outbox.c.done_at.is_not(None)).values(done_at=now))


def is_over(round_began: datetime, moment: datetime) -> bool:
    """Whether there will have been enough of trying by then."""
    return moment > round_began + LONGEST_TRYING


def never_ends(work: Work, round_began: datetime, now: datetime) -> bool:
    """Whether a receipt whose last attempt was cut off (its worker was killed, say) should not get another one.

    Such an attempt records nothing, so nothing else would ever end the round.
    """
    return work.attempts > MOST_CUT_OFF and is_over(round_began, now)


def _of(receipt_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(outbox.c.kind == OUTBOX_KIND, outbox.c.ref == receipt_id)
