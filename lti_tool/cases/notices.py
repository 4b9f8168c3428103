"""Notices: people are told that a case waits, round after round, until somebody who may see it has opened it.

A case waits from the moment it is sent, or from the first answer that cannot wait for the rest (Refer now, Emergency).
One that somebody has opened waits again when something new comes to it while it cannot wait. Once that has begun, no
changed answer ends it: only a person who looks does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..guidance.model import Level
from ..system.database import inserted
from ..system.outbox import Outbox
from .model import Case
from .queue import UNDECIDED
from .store import case_of_row
from .tables import cases
from .tables_notices import notices, notices_told

OUTBOX_KIND = "notice"
EVERY = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Notice:
    """One round of a case that waits."""

    case: Case
    round: int
    began_at: datetime


def calls(case: Case) -> bool:
    """Whether this case calls for somebody: it was sent, or it cannot wait, and nobody has looked.

    Something new in an opened case that can wait is on the list, and no more.
    """
    return _waits(case) and (case.opened_at is None or case.level >= Level.REFER_NOW)


def unseen(case: Case) -> bool:
    """Whether nobody has opened it, or looked at what is new in it, and nothing is decided."""
    return (case.opened_at is None or case.news_at is not None) and case.status in UNDECIDED


def _waits(case: Case) -> bool:
    return (case.sent_at is not None or case.level >= Level.REFER_NOW) and unseen(case)


class Notices:
    """Writes and reads notices. The row and its outbox row are written in the caller's transaction."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def follow(self, db: Connection, before: Case, after: Case, now: datetime) -> None:
        """Begin where a change makes a case call for somebody, or for somebody else. The caller holds the case."""
        others = before.restricted is not after.restricted
        # A lead may have opened a case that is now the head's alone: then it is news to the head.
        to_the_head = others and after.restricted and _waits(after)
        if not to_the_head and (not calls(after) or (calls(before) and not others)):
            return
        first = notices.insert().values(case_id=after.id, round=1)
        if inserted(db, first):
            self._outbox.add(db, OUTBOX_KIND, _ref(after.id, 1), now)
            return
        begun = sa.true() if others else notices.c.ended_at.is_not(None)
        self._begin_round(db, sa.and_(notices.c.case_id == after.id, begun), after.id, now)

    def take(self, db: Connection, ref: str, now: datetime) -> Notice | None:
        """The round that an outbox row names, begun now if it was not. None: it is over, or another has begun.

        The row is held until the transaction ends.
        """
        case_id, _, number = ref.partition("/")
        this = sa.and_(notices.c.case_id == case_id, notices.c.round == int(number), notices.c.ended_at.is_(None))
        row = db.execute(sa.select(notices).where(this).with_for_update()).one_or_none()
        if row is None:
            return None
        case = case_of_row(db.execute(sa.select(cases).where(cases.c.id == case_id)).one())
        if not unseen(case):
            self.end(db, case_id, now)
            return None
        if row.began_at is None:
            db.execute(notices.update().where(this).values(began_at=now))
        return Notice(case, row.round, row.began_at or now)

    def end(self, db: Connection, case_id: str, now: datetime) -> None:
        """Somebody has looked: what comes to the case after this is no reason to go on with the rounds of before."""
        goes_on = sa.and_(notices.c.case_id == case_id, notices.c.ended_at.is_(None))
        db.execute(notices.update().where(goes_on).values(ended_at=now))
        db.execute(notices_told.delete().where(notices_told.c.case_id == case_id))

    def told(self, db: Connection, notice: Notice) -> frozenset[str]:
        """Who was told in this round."""
        return frozenset(db.execute(sa.select(notices_told.c.who).where(_of(notice))).scalars())

    def note_told(self, db: Connection, notice: Notice, who: Iterable[str], now: datetime) -> None:
        """Remember that these were told in this round, or that their mail server will not have it."""
        for each in who:
            row = {"case_id": notice.case.id, "round": notice.round, "who": each, "at": now}
            inserted(db, notices_told.insert().values(**row))

    def next_round(self, db: Connection, notice: Notice, now: datetime) -> None:
        """Let the next round begin a quarter of an hour after this one did, or at once where that is past."""
        db.execute(notices_told.delete().where(_of(notice)))
        this = sa.and_(notices.c.case_id == notice.case.id, notices.c.round == notice.round)
        self._begin_round(db, this, notice.case.id, max(now, notice.began_at + EVERY))

    def _begin_round(self, db: Connection, which: sa.ColumnElement[bool], case_id: str, at: datetime) -> None:
        again = {"round": notices.c.round + 1, "began_at": None, "ended_at": None}
        if db.execute(notices.update().where(which).values(**again)).rowcount:
            number = db.execute(sa.select(notices.c.round).where(notices.c.case_id == case_id)).scalar_one()
            self._outbox.add(db, OUTBOX_KIND, _ref(case_id, number), at)


def _ref(case_id: str, number: int) -> str:
    return f"{case_id}/{number}"


def _of(notice: Notice) -> sa.ColumnElement[bool]:
    return sa.and_(notices_told.c.case_id == notice.case.id, notices_told.c.round == notice.round)
