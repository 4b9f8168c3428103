"""Agencies that were asked or told: who, when, their reference, what they said, and when to chase them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ..system.clock import Clock
from ..system.crypto import Cipher, Place
from ..system.database import Database
from ..system.ids import Ids
from ..tenants.model import Staff
from ..tenants.tenants import NotFound, Tenants
from . import tables
from .desk import lay_out_for_lead
from .history import add_event
from .model import Act, Case, CaseChanged
from .next_due import next_due
from .store import change_case
from .transitions import required_move


@dataclass(frozen=True, slots=True)
class Consultation:
    """One call to an agency.

    Attributes:
        told: `agency`, `who`, `when` and `reference`, and `said`: what they said in the call.
        answer: what they answered later, or None.
        chase_on: the day on which somebody asks again.
    """

    id: str
    told: Mapping[str, str]
    answer: str | None
    by_staff_id: str
    at: datetime
    chase_on: date | None
    answered_at: datetime | None

    def is_late(self, today: date) -> bool:
        """Whether the agency should have answered by now."""
        return self.chase_on is not None and self.answered_at is None and self.chase_on <= today


class Consultations:
    """Calls to agencies, and their answers."""

    def __init__(self, database: Database, tenants: Tenants, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._tenants = tenants
        self._clock = clock
        self._ids = ids

    def record(
        self, case_id: str, person: Staff, told: Mapping[str, str], chase_on: date | None, version: int | None = None
    ) -> str:
        """Record a call; gives its id.

        Args:
            version: of the case, so that a form sent twice makes one call; None where there was no form.
        """
        with self._database.transaction() as db:
            desk = lay_out_for_lead(db, self._tenants, case_id, person)
            to = required_move(desk.sight, desk.case.status, Act.CONSULT).to
            if version not in {None, desk.case.version}:
                raise CaseChanged
            id_, now = self._ids.new(), self._clock.now()
            words = json.dumps({name: value for name, value in told.items() if value}, sort_keys=True)
            sealed = desk.cipher.encrypt(words, _place(desk.case, id_, "told"))
            row = {"id": id_, "case_id": desk.case.id, "told": sealed, "by_staff_id": person.id, "at": now}
            db.execute(tables.consultations.insert().values(**row, chase_on=chase_on))
            opened, due = desk.case.opened_at or now, next_due(db, desk.case.id)
            case = change_case(db, desk.case, status=to, opened_at=opened, next_due_at=due)
            add_event(db, desk.cipher, case, "consulted", now, person.id, {"agency": told["agency"]})
        return id_

    def answered(self, case_id: str, person: Staff, consultation_id: str, answer: str) -> None:
        """Record what the agency answered. Raises NotFound, or CaseChanged where an answer is there already."""
        with self._database.transaction() as db:
            desk = lay_out_for_lead(db, self._tenants, case_id, person)
            required_move(desk.sight, desk.case.status, Act.CONSULT)
            calls = {each.id: each for each in consultations_of(db, desk.cipher, desk.case)}
            if consultation_id not in calls:
                raise NotFound("There is no such call.")
            found = calls[consultation_id]
            if found.answered_at is not None:
                raise CaseChanged
            now = self._clock.now()
            sealed = desk.cipher.encrypt(answer, _place(desk.case, found.id, "answer"))
            mine = tables.consultations.c.id == found.id
            db.execute(tables.consultations.update().where(mine).values(answer=sealed, answered_at=now))
            told = {"agency": found.told["agency"], "words": answer}
            case = change_case(db, desk.case, next_due_at=next_due(db, desk.case.id))
            add_event(db, desk.cipher, case, "agency_answered", now, person.id, told)


def consultations_of(db: Connection, cipher: Cipher, case: Case) -> list[Consultation]:
    """Every call, oldest first."""
    query = sa.select(tables.consultations).where(tables.consultations.c.case_id == case.id)
    rows = db.execute(query.order_by(tables.consultations.c.at, tables.consultations.c.id))
    return [_read(cipher, case, row) for row in rows]


def _read(cipher: Cipher, case: Case, row: Row[Any]) -> Consultation:
    answer = None if row.answer is None else cipher.decrypt(row.answer, _place(case, row.id, "answer"))
    return Consultation(
        id=row.id,
        told=json.loads(cipher.decrypt(row.told, _place(case, row.id, "told"))),
        answer=answer,
        by_staff_id=row.by_staff_id,
        at=row.at,
        chase_on=row.chase_on,
        answered_at=row.answered_at,
    )


def _place(case: Case, consultation_id: str, column: str) -> Place:
    return Place(case.tenant_id, "consultations", column, consultation_id)
