"""What is said between a reporter and the leads: a question to the reporter, and what they add of their own accord."""

from __future__ import annotations

from ..system.clock import Clock
from ..system.database import Database
from ..tenants.model import Staff
from ..tenants.tenants import Tenants
from .desk import Desk, lay_out, lay_out_for_lead
from .following import take_up_again
from .history import add_event, events_of
from .model import Act, Case, CaseChanged, CaseNotFound, Sight, Status
from .next_due import taken_up_again
from .notices import Notices
from .store import change_case
from .transitions import required_move


class Conversations:
    """Words on a case. They are entries of its history, and so are never changed."""

    def __init__(self, database: Database, tenants: Tenants, notices: Notices, clock: Clock) -> None:
        self._database = database
        self._tenants = tenants
        self._notices = notices
        self._clock = clock

    def ask(self, case_id: str, lead: Staff, version: int, words: str) -> Case:
        """Ask the reporter for more. They can then change their answers and send again. Raises CaseChanged."""
        with self._database.transaction() as db:
            desk = lay_out_for_lead(db, self._tenants, case_id, lead)
            to = required_move(desk.sight, desk.case.status, Act.ASK).to
            if desk.case.version != version:
                raise CaseChanged
            now = self._clock.now()
            case = change_case(db, desk.case, status=to, opened_at=desk.case.opened_at or now)
            add_event(db, desk.cipher, case, "asked", now, lead.id, {"words": words})
        return case

    def add(self, case_id: str, reporter: Staff, words: str, *, disagrees: bool = False) -> Case:
        """The reporter adds something, whatever has become of the case since.

        Args:
            disagrees: "I disagree, I will refer": anybody may make a referral, and that they will is kept.
        """
        with self._database.transaction() as db:
            desk = self._own(lay_out(db, self._tenants, case_id, reporter, to_change=True), reporter)
            to = required_move(Sight.REPORTER, desk.case.status, Act.ADD).to
            now = self._clock.now()
            reopened = desk.case.status is Status.CLOSED
            again = taken_up_again(db, desk.case.id) if reopened else {}
            case = change_case(db, desk.case, status=to, news_at=now, **again)
            kind = "disagreed" if disagrees else "added"
            add_event(db, desk.cipher, case, kind, now, reporter.id, {"words": words} if words else None)
            if reopened:
                add_event(db, desk.cipher, case, "reopened", now, reporter.id)
                case = take_up_again(db, self._tenants, desk.case, case, self._notices, now)
            self._notices.follow(db, desk.case, case, now)
        return case

    def open_questions(self, case_id: str, reporter: Staff) -> tuple[str, ...]:
        """What the leads asked since the reporter last sent something: all of the history that is theirs to read."""
        with self._database.reading() as db:
            desk = lay_out(db, self._tenants, case_id, reporter)
            if desk.case.status is not Status.NEEDS_DETAIL:
                return ()
            events = events_of(db, desk.cipher, desk.case)
        sent = max((event.number for event in events if event.kind in {"sent", "sent_again"}), default=0)
        return tuple(event.detail["words"] for event in events if event.kind == "asked" and event.number > sent)

    @staticmethod
    def _own(desk: Desk, person: Staff) -> Desk:
        if desk.case.reporter_id != person.id:
            raise CaseNotFound
        return desk
