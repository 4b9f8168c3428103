"""Cases that belong together, linked by their references. There is no register of pupils.

A link shows only to somebody who may see both cases. It is in the history of neither: that is read by people who may
not see the other one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.database import Database, inserted
from ..system.ids import Ids
from ..tenants.model import Staff
from ..tenants.tenants import NotFound, Tenants
from .access import sight
from .desk import Desk, lay_out_for_lead
from .model import Act, Case, Sight
from .store import case_of_row, named_in
from .tables import cases
from .tables_children import case_links
from .transitions import required_move

# A reference has no I, L, O or U, so that it can be read out. What was heard or typed for one is meant so.
HEARD = str.maketrans("OIL", "011")


class NoSuchCase(Exception):
    """There is no case with this reference that this person may see. Which of the two it is, nobody is told."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Another case, and who linked it when."""

    id: str
    case: Case
    by_staff_id: str
    at: datetime


class Links:
    """Links cases of one tenant."""

    def __init__(self, database: Database, tenants: Tenants, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._tenants = tenants
        self._clock = clock
        self._ids = ids

    def link(self, case_id: str, person: Staff, reference: str) -> None:
        """Link a case to another. Linking them twice is the same as once. Raises NoSuchCase."""
        with self._database.transaction() as db:
            desk = self._desk(db, case_id, person)
            other = _by_reference(db, desk, person, reference)
            one_id, other_id = sorted((desk.case.id, other.id))
            row = {"one_id": one_id, "other_id": other_id, "by_staff_id": person.id, "at": self._clock.now()}
            inserted(db, case_links.insert().values(id=self._ids.new(), **row))

    def unlink(self, case_id: str, person: Staff, link_id: str) -> None:
        """They do not belong together after all. Raises NotFound, also for a link that this person does not see."""
        with self._database.transaction() as db:
            desk = self._desk(db, case_id, person)
            if link_id not in {linked.id for linked in linked_to(db, desk, person)}:
                raise NotFound("There is no such link.")
            ended = {"ended_at": self._clock.now(), "ended_by_staff_id": person.id}
            db.execute(case_links.update().where(case_links.c.id == link_id).values(**ended))

    def _desk(self, db: Connection, case_id: str, person: Staff) -> Desk:
        # Nothing of the case changes. To hold it, while somebody holds the other one, would be to wait for each other.
        desk = lay_out_for_lead(db, self._tenants, case_id, person, to_change=False)
        required_move(desk.sight, desk.case.status, Act.LINK)
        return desk


def linked_to(db: Connection, desk: Desk, person: Staff) -> list[Linked]:
    """The cases linked to this one that the person may see, in the order in which they were linked."""
    mine = sa.or_(case_links.c.one_id == desk.case.id, case_links.c.other_id == desk.case.id)
    other = sa.case((case_links.c.one_id == desk.case.id, case_links.c.other_id), else_=case_links.c.one_id)
    links = case_links.c
    query = sa.select(cases, links.id.label("link_id"), links.by_staff_id, links.at).join(
        case_links, cases.c.id == other
    )
    rows = db.execute(query.where(mine, links.ended_at.is_(None)).order_by(links.at, links.id)).all()
    found = [Linked(row.link_id, case_of_row(row), row.by_staff_id, row.at) for row in rows]
    return [linked for linked in found if _sees(db, linked.case, person)]


def _by_reference(db: Connection, desk: Desk, person: Staff, reference: str) -> Case:
    wanted = "".join(reference.upper().translate(HEARD).split())
    same = sa.and_(cases.c.tenant_id == desk.case.tenant_id, cases.c.reference == wanted)
    row = db.execute(sa.select(cases).where(same)).one_or_none()
    if row is None or row.id == desk.case.id or not _sees(db, case_of_row(row), person):
        raise NoSuchCase
    return case_of_row(row)


def _sees(db: Connection, case: Case, person: Staff) -> bool:
    """Whether it is a lead's or the head's to see. Somebody's own report is none of their cases."""
    return sight(case, person, named_in(db, case.id)) in {Sight.LEAD, Sight.HEAD}
