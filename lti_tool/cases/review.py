"""What a safeguarding lead or the head does with a case: list, open, decide, close, and keep from somebody."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..guidance.assess import assess
from ..system.clock import Clock
from ..system.database import NOT_NOW, Database
from ..system.ids import Ids
from ..tenants.model import Role, Staff
from ..tenants.staff import StaffBook
from ..tenants.tenants import NotFound, Tenants
from . import tables
from .access import sees_queue
from .desk import Desk, lay_out
from .history import add_event, events_of
from .model import Act, Case, CaseChanged, CaseNotFound, Decision, Event, NotNow, Sight, Status
from .naming import name_person, staff_ids, unname_person
from .receipts import Receipt, Receipts
from .store import case_of_row, change_case, insert_decision, last_decision, named_in
from .transitions import move, required_move


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that a lead's pages show of one case."""

    desk: Desk
    decision: Decision | None
    history: list[Event]
    receipts: list[Receipt]
    people: Mapping[str, Staff]
    named: frozenset[str]


class Reviews:
    """The lead's half of a case. A reporter who asks gets what they would for a case that does not exist."""

    def __init__(
        self, database: Database, tenants: Tenants, staff: StaffBook, receipts: Receipts, clock: Clock, ids: Ids
    ) -> None:
        self._database = database
        self._tenants = tenants
        self._staff = staff
        self._receipts = receipts
        self._clock = clock
        self._ids = ids

    def queue(self, person: Staff) -> list[tuple[Case, Staff]]:
        """Every case this person may see from its first answer, with who began it.

        Open ones first, the most urgent of them first, then the one that has waited longest.
        Raises CaseNotFound for somebody who has no list.
        """
        if not sees_queue(person):
            raise CaseNotFound
        with self._database.reading() as db:
            cases = [case_of_row(row) for row in db.execute(_queue_of(person))]
            people = {id_: self._staff.get(db, person.tenant_id, id_) for id_ in {c.reporter_id for c in cases}}
        return [(case, people[case.reporter_id]) for case in cases]

    def open(self, case_id: str, person: Staff) -> CaseFile:
        """Read a case, and note that somebody has looked at it.

        Where that cannot be noted, the case can be read all the same, and the next look is the first.
        """
        file = self._read(case_id, person)
        if not _is_first_look(file.desk):
            return file
        with contextlib.suppress(*NOT_NOW):
            self._note_opened(case_id, person)
            file = self._read(case_id, person)
        return file

    def decide(self, case_id: str, person: Staff, version: int, reason: str) -> Case:
        """Confirm the outcome that the answers require.

        Args:
            version: of the case as the person saw it.
            reason: in the person's own words.
        Raises:
            CaseChanged: somebody changed the answers meanwhile; look again.
        """
        with self._database.transaction() as db:
            desk = self._as_lead(db, case_id, person)
            to = required_move(desk.sight, desk.case.status, Act.DECIDE).to
            if desk.case.version != version:
                raise CaseChanged
            now = self._clock.now()
            outcome = assess(desk.guide, desk.answers, strict=False).outcome
            decision = Decision(outcome, desk.guide.id, reason, person.id, now)
            insert_decision(db, desk.cipher, self._ids.new(), desk.case, decision)
            case = change_case(db, desk.case, status=to, opened_at=desk.case.opened_at or now)
            add_event(db, desk.cipher, case, "decided", now, person.id, {"outcome": outcome.name})
        return case

    def everybody(self, head: Staff) -> list[Staff]:
        """Everybody whom this school knows here but the head who asks, for naming whom a case is about."""
        if not head.has(Role.HEAD):
            raise CaseNotFound
        with self._database.reading() as db:
            known = [self._staff.get(db, head.tenant_id, id_) for id_ in staff_ids(db, head.tenant_id)]
        return [person for person in known if person.id != head.id]

    def close(self, case_id: str, person: Staff, reason: str) -> Case:
        """Close a case that was opened by mistake and never sent."""
        with self._database.transaction() as db:
            desk = self._as_lead(db, case_id, person)
            to = required_move(desk.sight, desk.case.status, Act.CLOSE).to
            now = self._clock.now()
            case = change_case(db, desk.case, status=to, opened_at=desk.case.opened_at or now, closed_at=now)
            add_event(db, desk.cipher, case, "closed", now, person.id, {"reason": reason})
        return case

    def keep_from(self, case_id: str, head: Staff, staff_id: str) -> None:
        """Note whom a restricted case is about: from now on that person sees nothing of it.

        Raises:
            NotFound: there is no such person, or it is the head's own id. A case that nobody could open is lost.
        """
        with self._database.transaction() as db:
            desk = self._to_name(db, case_id, head)
            person = self._staff.get(db, head.tenant_id, staff_id)
            if person.id == head.id:
                raise NotFound("A head cannot keep a case from themself.")
            if name_person(db, case_id, person.id):
                add_event(db, desk.cipher, desk.case, "named", self._clock.now(), head.id, {"staff": person.id})

    def show_again(self, case_id: str, head: Staff, staff_id: str) -> None:
        """Undo `keep_from`: it was the wrong person. They see what their role lets them see, and no more."""
        with self._database.transaction() as db:
            desk = self._to_name(db, case_id, head)
            if unname_person(db, case_id, staff_id):
                add_event(db, desk.cipher, desk.case, "unnamed", self._clock.now(), head.id, {"staff": staff_id})

    def _to_name(self, db: Connection, case_id: str, head: Staff) -> Desk:
        desk = self._as_lead(db, case_id, head)
        required_move(desk.sight, desk.case.status, Act.NAME)
        if not desk.case.restricted:
            raise NotNow("Only a case about a member of staff is kept from somebody.")
        return desk

    def _read(self, case_id: str, person: Staff) -> CaseFile:
        with self._database.reading() as db:
            return self._file(db, self._as_lead(db, case_id, person, to_change=False))

    def _note_opened(self, case_id: str, person: Staff) -> None:
        with self._database.transaction() as db:
            desk = self._as_lead(db, case_id, person)
            # Somebody else may have opened it since.
            if _is_first_look(desk):
                now = self._clock.now()
                to = required_move(desk.sight, desk.case.status, Act.OPEN).to
                change_case(db, desk.case, opened_at=now, status=to)
                add_event(db, desk.cipher, desk.case, "opened", now, person.id)

    def _as_lead(self, db: Connection, case_id: str, person: Staff, *, to_change: bool = True) -> Desk:
        desk = lay_out(db, self._tenants, case_id, person, to_change=to_change)
        if desk.sight is Sight.REPORTER:
            raise CaseNotFound
        return desk

    def _file(self, db: Connection, desk: Desk) -> CaseFile:
        history = events_of(db, desk.cipher, desk.case)
        named = named_in(db, desk.case.id)
        ids = {desk.case.reporter_id, *named} | {event.by_staff_id for event in history if event.by_staff_id}
        return CaseFile(
            desk=desk,
            decision=last_decision(db, desk.cipher, desk.case),
            history=history,
            receipts=self._receipts.of_case(db, desk.case.id),
            people={id_: self._staff.get(db, desk.case.tenant_id, id_) for id_ in ids},
            named=named,
        )


def _is_first_look(desk: Desk) -> bool:
    return desk.case.opened_at is None and move(desk.sight, desk.case.status, Act.OPEN) is not None


def _queue_of(person: Staff) -> sa.Select[tuple[object, ...]]:
    table = tables.cases
    named = sa.select(tables.named_staff.c.case_id).where(tables.named_staff.c.staff_id == person.id)
    finished = sa.case((table.c.status.in_([Status.DECIDED.value, Status.CLOSED.value]), 1), else_=0)
    query = (
        sa.select(table)
        .where(table.c.tenant_id == person.tenant_id, table.c.id.not_in(named))
        .where(sa.or_(table.c.answered_at.is_not(None), table.c.sent_at.is_not(None)))
        .order_by(finished, table.c.level.desc(), sa.func.coalesce(table.c.sent_at, table.c.answered_at))
    )
    return query if person.has(Role.HEAD) else query.where(table.c.restricted.is_(False))
