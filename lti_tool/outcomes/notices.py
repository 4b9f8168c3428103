"""Notices on their way out: each address once a round, whatever the mail server does and whoever kills this process.

That an address was served is kept before the next one is tried. Where a connection breaks so that nobody can know
whether the server has the message, it is sent again: better twice than never.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from ..cases.notices import EVERY, OUTBOX_KIND, Notice, Notices
from ..cases.recipients import Recipients
from ..system.clock import Clock
from ..system.database import Database
from ..system.log import get_logger
from ..system.outbox import Outbox, Work
from .mail import Answer, Mail, MailTrouble, Postman
from .worker import Line

FIRST_WAIT = timedelta(seconds=30)
# A mail server that does not work is not asked again for each case that waits.
REST = timedelta(seconds=30)
FAULT = "fault"


@dataclass(frozen=True, slots=True)
class _Errand:
    """One leased round."""

    work: Work
    notice: Notice


class NoticeDeliveries(Line):
    """Tells people by e-mail that a case waits. Without a mail server the rounds pass in silence."""

    def __init__(
        self, database: Database, clock: Clock, outbox: Outbox, notices: Notices, to: Recipients, mail: Mail | None
    ) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox
        self._notices = notices
        self._recipients = to
        self._mail = mail
        self._rests_until: datetime | None = None

    def deliver_next(self) -> bool:
        """Tell everybody of one case whose round is due. False: none is, or the mail server is given a rest."""
        now = self._clock.now()
        if self._rests_until is not None and now < self._rests_until:
            return False
        with self._database.transaction() as db:
            work = self._outbox.lease(db, now, OUTBOX_KIND)
            if work is None:
                return False
            notice = self._notices.take(db, work.ref, now)
            if notice is None:
                self._outbox.finish(db, work, now)
        if notice is not None:
            self._tell(_Errand(work, notice))
        return True

    def _tell(self, errand: _Errand) -> None:
        try:
            why = self._tell_everybody(errand)
        except MailTrouble as trouble:
            self._rests_until, why = self._clock.now() + REST, trouble.why.value
        except Exception as error:  # noqa: BLE001 — one case's trouble must not hold up the others
            get_logger().error("notice failed", exception_type=type(error).__name__)
            why = FAULT
        with self._database.transaction() as db:
            self._record(db, errand, why)
        if self._mail is not None:
            # Not the case: for a restricted one even that it exists is nobody's business.
            status = "told" if why is None else "retrying"
            get_logger().info("notice tried", status=status, reason=why, attempts=errand.work.attempts)

    def _tell_everybody(self, errand: _Errand) -> str | None:
        """Why somebody has to be tried again in this round; None where nobody has."""
        with self._database.reading() as db:
            told = self._notices.told(db, errand.notice)
            readers = self._recipients.of(db, errand.notice.case, self._clock.now())
        missing = [address for address, who in readers.items() if not who & told]
        if self._mail is None or not missing:
            return None
        with self._mail.connected() as postman:
            answers = {self._tell_one(errand, address, postman) for address in missing}
        return Answer.LATER.value if Answer.LATER in answers else None

    def _tell_one(self, errand: _Errand, address: str, postman: Postman) -> Answer | None:
        """Tell whoever reads this address. None: they are not to be told any more."""
        with self._database.transaction() as db:
            now = self._clock.now()
            ours = self._outbox.renew(db, errand.work, now)
            notice = self._notices.take(db, errand.work.ref, now) if ours else None
            who = self._recipients.of(db, notice.case, now).get(address) if notice is not None else None
        if who is None:
            return None
        answer = postman.send(address)
        if answer is not Answer.LATER:
            with self._database.transaction() as db:
                self._notices.note_told(db, errand.notice, who, self._clock.now())
        if answer is Answer.REFUSED:
            get_logger().warning("notice refused", tenant=errand.notice.case.tenant_id)
        return answer

    def _record(self, db: Connection, errand: _Errand, why: str | None) -> None:
        """Try again within this round, or let the next one come when it would have come anyway."""
        now, work = self._clock.now(), errand.work
        if not self._outbox.renew(db, work, now):
            return
        again = now + FIRST_WAIT * (1 << min(work.attempts - 1, 10))
        goes_on = self._notices.take(db, work.ref, now) is not None
        if goes_on and why is not None and again < errand.notice.began_at + EVERY:
            self._outbox.again(db, work, again)
            return
        self._outbox.finish(db, work, now)
        if goes_on:
            self._notices.next_round(db, errand.notice, now)
