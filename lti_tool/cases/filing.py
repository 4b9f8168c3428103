"""Closing a case that was decided: everything is done, or one reason says why not, and it is on file in the school."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..system.clock import Clock
from ..system.database import Database
from ..tenants.model import Staff
from ..tenants.tenants import Tenants
from .consultations import Consultation, consultations_of
from .desk import lay_out_for_lead
from .history import add_event
from .model import Act, Case, CaseChanged
from .store import change_case
from .task import Task, tasks_of
from .transitions import required_move


class FilingNeed(StrEnum):
    """What a closing needs, by the name of its field."""

    REST = "rest"
    FILED = "filed"
    WHERE = "where"


@dataclass(frozen=True, slots=True)
class Filed:
    """What somebody says when they close a case.

    Attributes:
        on_file: it is in the child-protection record.
        where: which record that is.
        rest: why the case can be closed without what is not done.
    """

    on_file: bool
    where: str
    rest: str


class FilingLacks(Exception):
    """Something has to be said first. `needs` are in the order of the form."""

    def __init__(self, needs: tuple[FilingNeed, ...]) -> None:
        self.needs = needs
        super().__init__(", ".join(needs))


class Filing:
    """Closes cases. Signpost is not the school's record: the case is in that first."""

    def __init__(self, database: Database, tenants: Tenants, clock: Clock) -> None:
        self._database = database
        self._tenants = tenants
        self._clock = clock

    def file(self, case_id: str, person: Staff, version: int, filed: Filed) -> Case:
        """Close it. What is not done stays so, and is to be done when the case is opened again.

        Raises:
            CaseChanged: somebody changed the case or a task meanwhile.
            FilingLacks: something has to be said first.
        """
        with self._database.transaction() as db:
            desk = lay_out_for_lead(db, self._tenants, case_id, person)
            to = required_move(desk.sight, desk.case.status, Act.FILE).to
            # Nobody ends what somebody has added to since and nobody has read.
            if desk.case.version != version or desk.case.news_at is not None:
                raise CaseChanged
            now = self._clock.now()
            tasks = tasks_of(db, desk.cipher, desk.case, desk.guide)
            calls = consultations_of(db, desk.cipher, desk.case)
            check(filed, is_left=bool(unfinished(tasks, now) or unanswered(calls)))
            case = change_case(db, desk.case, status=to, closed_at=now, filed_at=now, next_due_at=None)
            told = {"where": filed.where} | ({"rest": filed.rest} if filed.rest else {})
            add_event(db, desk.cipher, case, "filed", now, person.id, told)
        return case


def unfinished(tasks: Iterable[Task], now: datetime) -> list[Task]:
    """What the case should not be closed without."""
    return [task for task in tasks if task.holds_up(now)]


def unanswered(calls: Iterable[Consultation]) -> list[Consultation]:
    """Agencies whose answer somebody meant to ask for."""
    return [call for call in calls if call.chase_on is not None and call.answered_at is None]


def check(filed: Filed, *, is_left: bool) -> None:
    """Raise FilingLacks for what is not enough."""
    wanted = {
        FilingNeed.REST: filed.rest or not is_left,
        FilingNeed.FILED: filed.on_file,
        FilingNeed.WHERE: filed.where,
    }
    lacks = tuple(need for need, given in wanted.items() if not given)
    if lacks:
        raise FilingLacks(lacks)
