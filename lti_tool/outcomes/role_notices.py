"""What follows from a change of a role: e-mail to everybody who is told of it, and the end of what nobody answers."""

from __future__ import annotations

from datetime import timedelta

from ..system.clock import Clock
from ..system.database import Database
from ..system.log import get_logger
from ..system.outbox import Outbox, Work
from ..tenants.mailboxes import same
from ..tenants.proposals import OUTBOX_KIND as LAPSES
from ..tenants.role_log import OUTBOX_KIND as CHANGES
from ..tenants.role_log import RoleLog
from ..tenants.role_rules import RoleChange
from ..tenants.roles import Roles
from .mail import ROLE_CHANGED, Answer, Mail, MailTrouble, Postman
from .worker import Line

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
# The page says it until it is seen. E-mail that is days old would only puzzle people.
GIVES_UP_AFTER = timedelta(days=3)
FAULT = "fault"


class RoleLapses(Line):
    """Ends what nobody has answered in time, and lets everybody be told."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox, roles: Roles) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox
        self._roles = roles

    def deliver_next(self) -> bool:
        with self._database.transaction() as db:
            now = self._clock.now()
            work = self._outbox.lease(db, now, LAPSES)
            if work is None:
                return False
            self._roles.hold(db, work.ref)
            self._outbox.finish(db, work, now)
        return True


class RoleNotices(Line):
    """Writes to everybody who is told of a change and has an address. Without a mail server nothing is sent."""

    def __init__(self, database: Database, clock: Clock, outbox: Outbox, log: RoleLog, mail: Mail | None) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox
        self._log = log
        self._mail = mail

    def deliver_next(self) -> bool:
        with self._database.transaction() as db:
            work = self._outbox.lease(db, self._clock.now(), CHANGES)
            if work is None:
                return False
            change = self._log.get(db, work.ref)
            if change is None:
                self._outbox.finish(db, work, self._clock.now())
        if change is not None:
            self._tell(work, change)
        return True

    def _tell(self, work: Work, change: RoleChange) -> None:
        try:
            why = self._tell_everybody(work, change)
        except MailTrouble as trouble:
            why = trouble.why.value
        except Exception as error:  # noqa: BLE001 — one change's trouble must not hold up the others
            get_logger().error("role notice failed", exception_type=type(error).__name__)
            why = FAULT
        self._record(work, change, why)

    def _tell_everybody(self, work: Work, change: RoleChange) -> str | None:
        """Why somebody has to be tried again; None where nobody has."""
        with self._database.reading() as db:
            missing = self._log.to_write_to(db, change)
        if self._mail is None or not missing:
            return None
        # An address that two people read gets one message.
        shared: dict[str, list[str]] = {}
        for who, address in missing.items():
            shared.setdefault(same(address), []).append(who)
        with self._mail.connected() as postman:
            answers = {self._tell_one(work, change, missing[each[0]], each, postman) for each in shared.values()}
        return Answer.LATER.value if Answer.LATER in answers else None

    def _tell_one(
        self, work: Work, change: RoleChange, address: str, who: list[str], postman: Postman
    ) -> Answer | None:
        """Write to one address. None: another worker has taken this over."""
        with self._database.transaction() as db:
            if not self._outbox.renew(db, work, self._clock.now()):
                return None
        answer = postman.send(address, ROLE_CHANGED)
        if answer is not Answer.LATER:
            with self._database.transaction() as db:
                self._log.note_written(db, change, who)
        return answer

    def _record(self, work: Work, change: RoleChange, why: str | None) -> None:
        with self._database.transaction() as db:
            now = self._clock.now()
            if not self._outbox.renew(db, work, now):
                return
            again = now + min(FIRST_WAIT * (1 << min(work.attempts - 1, 10)), LONGEST_WAIT)
            goes_on = why is not None and again < change.at + GIVES_UP_AFTER
            if goes_on:
                self._outbox.again(db, work, again)
            else:
                self._log.forget_addresses(db, change)
                self._outbox.finish(db, work, now)
        if self._mail is not None:
            status = "told" if why is None else "retrying" if goes_on else "given up"
            get_logger().info("role notice tried", status=status, reason=why, attempts=work.attempts)
