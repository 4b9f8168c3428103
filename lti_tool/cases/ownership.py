"""Whose case it is: taken, handed over, opened again."""

from __future__ import annotations

from ..system.clock import Clock
from ..system.database import Database
from ..tenants.model import LEADS, Role, Staff
from ..tenants.staff import StaffBook
from ..tenants.tenants import NotFound, Tenants
from .access import sight
from .desk import Desk, lay_out_for_lead
from .following import take_up_again
from .history import add_event
from .model import Act, Case, CaseChanged, Sight
from .next_due import taken_up_again
from .notices import Notices
from .store import change_case, named_in
from .transitions import required_move


class Ownership:
    """Who has a case. At most one person; a case that nobody has taken is everybody's."""

    def __init__(self, database: Database, tenants: Tenants, staff: StaffBook, notices: Notices, clock: Clock) -> None:
        self._database = database
        self._tenants = tenants
        self._staff = staff
        self._notices = notices
        self._clock = clock

    def take(self, case_id: str, person: Staff, version: int) -> Case:
        """From now on this person has it. Raises CaseChanged where somebody else was quicker."""
        return self._give(case_id, person, person, version, Act.TAKE)

    def hand_over(self, case_id: str, person: Staff, version: int, to_id: str) -> Case:
        """Give it to somebody who may see it. Raises CaseChanged, NotFound."""
        with self._database.reading() as db:
            receiver = self._staff.get(db, person.tenant_id, to_id)
        return self._give(case_id, person, receiver, version, Act.HAND_OVER)

    def reopen(self, case_id: str, person: Staff, version: int, reason: str) -> Case:
        """Take up again what was decided or closed: something is new. Raises CaseChanged."""
        with self._database.transaction() as db:
            desk = lay_out_for_lead(db, self._tenants, case_id, person)
            to = required_move(desk.sight, desk.case.status, Act.REOPEN).to
            _check_version(desk, version)
            now = self._clock.now()
            case = change_case(db, desk.case, status=to, **taken_up_again(db, desk.case.id))
            add_event(db, desk.cipher, case, "reopened", now, person.id, {"words": reason})
            return take_up_again(db, self._tenants, desk.case, case, self._notices, now)

    def receivers(self, case_id: str, person: Staff) -> list[Staff]:
        """To whom the case can be handed: everybody else who has a list and may see it."""
        with self._database.reading() as db:
            desk = lay_out_for_lead(db, self._tenants, case_id, person, to_change=False)
            named, roles = named_in(db, desk.case.id), (*LEADS, Role.HEAD)
            known = {each.id: each for role in roles for each in self._staff.holding(db, person.tenant_id, role)}
        return [each for each in known.values() if each.id != person.id and _works_on(desk, each, named)]

    def _give(self, case_id: str, person: Staff, to: Staff, version: int, act: Act) -> Case:
        with self._database.transaction() as db:
            desk = lay_out_for_lead(db, self._tenants, case_id, person)
            status = required_move(desk.sight, desk.case.status, act).to
            if desk.case.owner_id == to.id:
                return desk.case
            _check_version(desk, version)
            if not _works_on(desk, to, named_in(db, desk.case.id)):
                raise NotFound("There is no such person to give this case to.")
            now = self._clock.now()
            case = change_case(db, desk.case, status=status, owner_id=to.id, opened_at=desk.case.opened_at or now)
            add_event(db, desk.cipher, case, act.value, now, person.id, {"to": to.id} if act is Act.HAND_OVER else None)
        return case


def _works_on(desk: Desk, person: Staff, named: frozenset[str]) -> bool:
    return sight(desk.case, person, named) in {Sight.LEAD, Sight.HEAD}


def _check_version(desk: Desk, version: int) -> None:
    if desk.case.version != version:
        raise CaseChanged
