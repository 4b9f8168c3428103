"""Holds: a case that must not be deleted, because somebody may still ask for it (an inquiry, a court, a complaint)."""

from __future__ import annotations

from datetime import datetime

from ..system.clock import Clock
from ..system.database import Database
from ..tenants.model import Staff
from ..tenants.tenants import Tenants
from .desk import lay_out_for_lead
from .history import add_event
from .model import Act, Case, CaseChanged, NotNow
from .store import change_case
from .transitions import required_move

ON_HOLD = "This case is on hold already."
NOT_ON_HOLD = "This case is not on hold."


class Holding:
    """Puts cases on hold and takes them off. Each is a change of the case: what was proposed before counts no more."""

    def __init__(self, database: Database, tenants: Tenants, clock: Clock) -> None:
        self._database = database
        self._tenants = tenants
        self._clock = clock

    def hold(self, case_id: str, person: Staff, version: int, reason: str) -> Case:
        """From now on it cannot be deleted. Raises CaseChanged, and NotNow where it is on hold."""
        return self._change(case_id, person, version, Act.HOLD, "held", self._clock.now(), reason)

    def release(self, case_id: str, person: Staff, version: int, reason: str) -> Case:
        """Nobody needs it kept any more. Raises CaseChanged, and NotNow where it is not on hold."""
        return self._change(case_id, person, version, Act.RELEASE, "released", None, reason)

    def _change(
        self, case_id: str, person: Staff, version: int, act: Act, kind: str, held_at: datetime | None, reason: str
    ) -> Case:
        with self._database.transaction() as db:
            desk = lay_out_for_lead(db, self._tenants, case_id, person)
            required_move(desk.sight, desk.case.status, act)
            if (desk.case.held_at is None) is (held_at is None):
                raise NotNow(ON_HOLD if held_at else NOT_ON_HOLD)
            if desk.case.version != version:
                raise CaseChanged
            case = change_case(db, desk.case, held_at=held_at)
            add_event(db, desk.cipher, case, kind, self._clock.now(), person.id, {"words": reason})
        return case
