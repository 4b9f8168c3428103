"""Keeping a case from somebody: whom a restricted case is about, or a lead who is related to a child in it."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from ..guidance.vocabulary import Ours
from ..system.clock import Clock
from ..system.database import Database
from ..tenants.model import LEADS, Role, Staff
from ..tenants.staff import StaffBook
from ..tenants.tenants import NotFound, Tenants
from .access import sight
from .desk import Desk, lay_out_for_lead
from .history import add_event
from .model import Act, NotNow, Sight, Status
from .naming import name_person, staff_ids, unname_person
from .store import change_case, named_in
from .transitions import required_move

WORKERS = (*LEADS, Role.HEAD)
NOBODY_LEFT = Ours("Nobody else could open this case then. Name another lead first.")


class Keeping:
    """Who sees nothing of a case, whatever their role."""

    def __init__(self, database: Database, tenants: Tenants, staff: StaffBook, clock: Clock) -> None:
        self._database = database
        self._tenants = tenants
        self._staff = staff
        self._clock = clock

    def candidates(self, case_id: str, person: Staff) -> list[Staff]:
        """From whom this case could be kept: of a restricted one everybody known here, else whoever has a list."""
        with self._database.reading() as db:
            desk = lay_out_for_lead(db, self._tenants, case_id, person, to_change=False)
            if desk.case.restricted:
                ids = staff_ids(db, person.tenant_id)
                people = self._staff.several(db, person.tenant_id, ids)
                known = [people[id_] for id_ in ids]
            else:
                known = self._workers(db, person.tenant_id)
        return [each for each in known if each.id != person.id]

    def keep_from(self, case_id: str, person: Staff, staff_id: str) -> None:
        """From now on that person sees nothing of this case. If it is theirs, it is nobody's again.

        Raises:
            NotFound: there is no such person, or it is the own id. A case that nobody could open is lost.
            NotNow: nobody else could open it.
        """
        with self._database.transaction() as db:
            desk = self._to_name(db, case_id, person)
            other = self._staff.get(db, person.tenant_id, staff_id)
            if other.id == person.id:
                raise NotFound("Nobody keeps a case from themself here.")
            if not name_person(db, case_id, other.id):
                return
            if not self._somebody_is_left(db, desk):
                raise NotNow(NOBODY_LEFT)
            now, case = self._clock.now(), desk.case
            if case.owner_id == other.id:
                # What is closed waits for nobody.
                news = case.news_at if case.status is Status.CLOSED else now
                case = change_case(db, case, owner_id=None, news_at=news)
            add_event(db, desk.cipher, case, "named", now, person.id, {"staff": other.id})

    def show_again(self, case_id: str, person: Staff, staff_id: str) -> None:
        """Undo `keep_from`: it was the wrong person. They see what their role lets them see, and no more."""
        with self._database.transaction() as db:
            desk = self._to_name(db, case_id, person)
            if unname_person(db, case_id, staff_id):
                add_event(db, desk.cipher, desk.case, "unnamed", self._clock.now(), person.id, {"staff": staff_id})

    def _to_name(self, db: Connection, case_id: str, person: Staff) -> Desk:
        desk = lay_out_for_lead(db, self._tenants, case_id, person)
        required_move(desk.sight, desk.case.status, Act.NAME)
        return desk

    def _somebody_is_left(self, db: Connection, desk: Desk) -> bool:
        named = named_in(db, desk.case.id)
        workers = self._workers(db, desk.case.tenant_id)
        return any(sight(desk.case, each, named) in {Sight.LEAD, Sight.HEAD} for each in workers)

    def _workers(self, db: Connection, tenant_id: str) -> list[Staff]:
        """Everybody who has a list, each once."""
        known = {each.id: each for role in WORKERS for each in self._staff.holding(db, tenant_id, role)}
        return list(known.values())
