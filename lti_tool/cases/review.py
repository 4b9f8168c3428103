"""What a safeguarding lead or the head does with a case: list, open, decide, close, name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..guidance.assess import assess
from ..guidance.model import Level
from ..system.clock import Clock
from ..system.database import Database
from ..system.ids import Ids
from ..tenants.model import Role, Staff
from ..tenants.staff import StaffBook
from ..tenants.tenants import Tenants
from . import tables
from .access import sees_queue
from .desk import Desk, lay_out
from .history import add_event, events_of
from .model import Act, Case, CaseChanged, CaseNotFound, Decision, Event, Sight, Status
from .receipts import Receipt, Receipts
from .store import case_of_row, change_case, insert_decision, last_decision
from .transitions import move, required_move


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that a lead's pages show of one case."""

    desk: Desk
    decision: Decision | None
    history: list[Event]
    receipts: list[Receipt]
    people: Mapping[str, Staff]


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
        """Read a case, and note that somebody has looked at it."""
        with self._database.transaction() as db:
            desk = self._as_lead(db, case_id, person)
            allowed = move(desk.sight, desk.case.status, Act.OPEN)
            if desk.case.opened_at is None and allowed is not None:
                now = self._clock.now()
                change_case(db, desk.case, opened_at=now, status=allowed.to.value)
                add_event(db, desk.cipher, desk.case, "opened", now, person.id)
                desk = replace(desk, case=replace(desk.case, opened_at=now, status=allowed.to))
            return self._file(db, desk)

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
            change_case(db, desk.case, status=to.value, opened_at=desk.case.opened_at or now)
            add_event(db, desk.cipher, desk.case, "decided", now, person.id, {"outcome": Level(outcome).name})
            return replace(desk.case, status=to)

    def close(self, case_id: str, person: Staff, reason: str) -> Case:
        """Close a case that was opened by mistake and never sent."""
        with self._database.transaction() as db:
            desk = self._as_lead(db, case_id, person)
            to = required_move(desk.sight, desk.case.status, Act.CLOSE).to
            now = self._clock.now()
            change_case(db, desk.case, status=to.value, closed_at=now)
            add_event(db, desk.cipher, desk.case, "closed", now, person.id, {"reason": reason})
            return replace(desk.case, status=to, closed_at=now)

    def name(self, case_id: str, head: Staff, staff_id: str) -> None:
        """Note whom the case is about: from now on that person sees nothing of it. Raises NotFound."""
        with self._database.transaction() as db:
            desk = self._as_lead(db, case_id, head)
            required_move(desk.sight, desk.case.status, Act.NAME)
            person = self._staff.get(db, head.tenant_id, staff_id)
            already = sa.select(tables.named_staff).where(
                tables.named_staff.c.case_id == case_id, tables.named_staff.c.staff_id == person.id
            )
            if db.execute(already).one_or_none() is None:
                db.execute(tables.named_staff.insert().values(case_id=case_id, staff_id=person.id))
                add_event(db, desk.cipher, desk.case, "named", self._clock.now(), head.id, {"staff": person.id})

    def _as_lead(self, db: Connection, case_id: str, person: Staff) -> Desk:
        desk = lay_out(db, self._tenants, case_id, person, to_change=True)
        if desk.sight is Sight.REPORTER:
            raise CaseNotFound
        return desk

    def _file(self, db: Connection, desk: Desk) -> CaseFile:
        history = events_of(db, desk.cipher, desk.case)
        decision = last_decision(db, desk.cipher, desk.case)
        ids = {desk.case.reporter_id} | {event.by_staff_id for event in history if event.by_staff_id}
        return CaseFile(
            desk=desk,
            decision=decision,
            history=history,
            receipts=self._receipts.of_case(db, desk.case.id),
            people={id_: self._staff.get(db, desk.case.tenant_id, id_) for id_ in ids},
        )


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
