"""Starting, answering and sending: what a reporter does, and a lead who completes the answers."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from ..guidance.library import for_nation
from ..guidance.model import Kind, Level, Question
from ..guidance.path import Path
from ..system.clock import Clock
from ..system.database import NOT_NOW, Database
from ..system.ids import Ids
from ..tenants.model import Staff
from ..tenants.tenants import Tenants
from .access import sees_queue, sight
from .desk import Desk, lay_out
from .following import begun_with
from .history import NOTE_WAITS_SECONDS, add_event
from .model import Act, Case, Sight, Status
from .notices import Notices
from .receipts import GradebookPlace, Receipts
from .settling import changes, settled
from .standing import keep_beside, stands
from .store import begun_by, change_case, insert_case, keep_answer, keep_interruption, named_in
from .transitions import required_move
from .unfinished import begun_and_answered, check_may_begin
from .unseen import check_unchanged

Given = str | Callable[[Question], str]
REFERENCE_TRIES = 20
# A reporter has these in hand; sending them again once they are sent changes nothing.
UNSENT = frozenset({Status.STARTED, Status.NEEDS_DETAIL})


class QuestionNotAsked(Exception):
    """The question does not apply to this case, or not yet."""


class OptionNotOffered(Exception):
    """What was given is no answer: not one of the question's options, or words that cannot be kept."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer led to.

    Attributes:
        desk: the case as it now is, as this person sees it.
        hidden: the case is now restricted and no longer this person's to see.
        raised: what the answers require has risen to something that cannot wait for the other questions.
    """

    desk: Desk
    hidden: bool
    raised: bool

    @property
    def case(self) -> Case:
        """The case as it now is."""
        return self.desk.case

    @property
    def path(self) -> Path:
        """Where the answers now lead."""
        return self.desk.path


class Assessments:
    """Keeps answers. Each method is one transaction: when it returns, the answer is safe on disk."""

    def __init__(
        self, database: Database, tenants: Tenants, receipts: Receipts, notices: Notices, clock: Clock, ids: Ids
    ) -> None:
        self._database = database
        self._tenants = tenants
        self._receipts = receipts
        self._notices = notices
        self._clock = clock
        self._ids = ids

    def start(self, person: Staff) -> Case:
        """A new case begun by this person. One that they started and never answered is used again.

        Raises:
            NotNow: they have begun too many that they have not sent.
        """
        with self._database.transaction() as db:
            for earlier in begun_by(db, person.tenant_id, person.id, most=5):
                if earlier.status is _first_status(person) and earlier.answered_at is None and earlier.sent_at is None:
                    return earlier
            check_may_begin(db, person, self._clock.now())
            case = self._insert(db, person)
            tenant, cipher = self._tenants.with_cipher(db, case.tenant_id)
            case = begun_with(db, cipher, tenant, case)
            add_event(db, cipher, case, "started", case.started_at, person.id)
        return case

    def answer(self, case_id: str, person: Staff, question: str, given: Given, was: str | None = None) -> Answered:
        """Record one answer and say where it leads.

        Args:
            given: the option's id or the words, or what reads them once the question is known.
            was: the mark (`mark_of`) of the answer that the person saw on the page; None where there was no page.

        Raises:
            CaseNotFound, NotNow, QuestionNotAsked, OptionNotOffered;
            AnswerChanged: somebody else answered it meanwhile, and differently. Given again, a lead's answer replaces
                the other one; a reporter's does so where it does not ask for less (`standing`).
        """
        with self._database.transaction() as db:
            desk = lay_out(db, self._tenants, case_id, person, to_change=True)
            required_move(desk.sight, desk.case.status, Act.ANSWER)
            value = _offered(desk, question, given)
            # Whoever gives their own answer again, on a page made before somebody changed it, changes nothing.
            after = desk if desk.known.get(question) == value else desk.with_answer(question, value)
            if after is not desk:
                # A reporter's page must tell nobody what a lead has answered, nor that they have.
                there = desk.known.get(question, "")
                check_unchanged(desk.cipher, case_id, question, standing=there, wanted=value, was=was)
                if stands(desk, question, value):
                    after = keep_beside(db, desk, question, value, self._clock.now())
                else:
                    self._keep(db, desk, after, question, person)
            case = self._settle(db, desk, after, question, person)
            seen_as = sight(case, person, named_in(db, case.id))
        raised = case.level > max(desk.case.level, Level.REFER_CSC)
        return Answered(replace(after, case=case, sight=seen_as or desk.sight), hidden=seen_as is None, raised=raised)

    def send(self, case_id: str, person: Staff, place: GradebookPlace | None) -> Case:
        """Tell the leads that the reporter has finished. Sending twice is the same as once.

        Args:
            place: where a receipt would go; None where nothing is posted.
        """
        with self._database.transaction() as db:
            desk = lay_out(db, self._tenants, case_id, person, to_change=True)
            if desk.case.status not in UNSENT and desk.sight is Sight.REPORTER:
                return desk.case
            to = required_move(desk.sight, desk.case.status, Act.SEND).to
            now, again = self._clock.now(), desk.case.sent_at is not None
            # What waits, waits from the first time; to whoever has opened it, what is sent is news.
            moments = {} if again else {"sent_at": now}
            if again or desk.case.opened_at is not None:
                moments["news_at"] = now
            case = change_case(db, desk.case, status=to, **moments)
            add_event(db, desk.cipher, case, "sent_again" if again else "sent", now, person.id)
            self._notices.follow(db, desk.case, case, now)
            if place is not None and not case.restricted and not again:
                self._receipts.owe(db, case.id, person, place, now)
        return case

    def note_interruption(self, case_id: str, person: Staff, urgency: int) -> None:
        """Remember that the interruption page of this urgency was shown to the reporter, so that it comes once.

        Where that cannot be noted it comes again. It must never be late because of a note.
        """
        with contextlib.suppress(*NOT_NOW), self._database.quick_transaction(NOTE_WAITS_SECONDS) as db:
            desk = lay_out(db, self._tenants, case_id, person, to_change=True)
            if desk.sight is Sight.REPORTER:
                keep_interruption(db, desk.case.id, urgency)

    def read(self, case_id: str, person: Staff) -> Desk:
        """The case as this person sees it. Raises CaseNotFound."""
        with self._database.reading() as db:
            return lay_out(db, self._tenants, case_id, person)

    def begun_by(self, person: Staff, most: int = 10) -> list[Case]:
        """All that this person has not sent, and what they sent lately. Restricted are those of which they know."""
        with self._database.reading() as db:
            theirs = begun_and_answered(db, person, most)
            return [lay_out(db, self._tenants, one.id, person).told if one.restricted else one for one in theirs]

    def _insert(self, db: Connection, person: Staff) -> Case:
        tenant = self._tenants.get(db, person.tenant_id)
        case = _new_case(self._ids, person, for_nation(tenant.nation.value).id, self._clock.now())
        for _attempt in range(REFERENCE_TRIES):
            try:
                with db.begin_nested():
                    insert_case(db, case)
            except IntegrityError:
                case = replace(case, reference=self._ids.reference())
            else:
                return case
        raise RuntimeError("no free reference")

    def _keep(self, db: Connection, before: Desk, after: Desk, question: str, person: Staff) -> None:
        now = self._clock.now()
        keep_answer(db, after.cipher, after.case, question, after.answers[question], person.id, now)
        detail = {"question": question, "to": after.answers[question]}
        if question in before.answers:
            detail["from"] = before.answers[question]
        add_event(db, after.cipher, after.case, "answered", now, person.id, detail)

    def _settle(self, db: Connection, before: Desk, desk: Desk, question: str, person: Staff) -> Case:
        """Bring the row in line with the answers, and begin to tell people where it now calls for them."""
        case, now = desk.case, self._clock.now()
        after = settled(desk, question, now)
        different = changes(case, after)
        if "opened_at" in different and case.reporter_id != person.id:
            add_event(db, desk.cipher, case, "opened", now, person.id)
        if "restricted" in different:
            add_event(db, desk.cipher, case, "restricted" if after.restricted else "unrestricted", now, person.id)
        self._notices.follow(db, before.case, after, now)
        # An answer given again changes nothing, and so spoils nobody's form.
        changed = different or before.answers != desk.answers
        return change_case(db, case, **different) if changed else case


def _first_status(person: Staff) -> Status:
    """A lead who hears something first-hand needs to send it to nobody: their case is in review from the start."""
    return Status.IN_REVIEW if sees_queue(person) else Status.STARTED


def _new_case(ids: Ids, person: Staff, guide_id: str, now: datetime) -> Case:
    return Case(
        id=ids.new(),
        tenant_id=person.tenant_id,
        reference=ids.reference(),
        guide_id=guide_id,
        status=_first_status(person),
        strand="nk",
        level=Level.CONSULT,
        restricted=False,
        interrupted_at=0,
        reporter_id=person.id,
        started_at=now,
        answered_at=None,
        sent_at=None,
        opened_at=None,
        closed_at=None,
        version=0,
    )


def _offered(desk: Desk, question_id: str, given: Given) -> str:
    question = desk.path.question(question_id)
    if question is None:
        raise QuestionNotAsked
    value = given if isinstance(given, str) else given(question)
    if question.kind is Kind.CHOICE and value not in {option.id for option in question.options}:
        raise OptionNotOffered
    return value
