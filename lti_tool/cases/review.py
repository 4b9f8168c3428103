"""One case as a lead or the head works on it: opened, with all that belongs to it, or closed as a mistake."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.database import NOT_NOW, Database
from ..system.ids import Ids
from ..tenants.model import Staff
from ..tenants.staff import StaffBook
from ..tenants.tenants import Tenants
from .consultations import Consultation, consultations_of
from .decisions import decisions_of
from .desk import Desk, lay_out_for_lead
from .history import NOTE_WAITS_SECONDS, add_event, events_of, noted_since
from .links import Linked, linked_to
from .model import Act, Case, CaseChanged, Decision, Event
from .notices import Notices
from .proposals import Proposal, proposal_for
from .receipts import Receipt, Receipts
from .store import change_case, named_in, read_case
from .task import Task, tasks_of
from .transitions import move, required_move

# Entries of the history that name a second person.
GIVEN = (Act.HAND_OVER, "task_given")
# Who goes to and fro between a case's pages reads it once. A history must stay readable. Paper leaves the building, so
# each time counts.
ONCE_IN = timedelta(hours=1)
LOOKS = {"read": ("opened", "read_news", "read")}
NO_DETAIL: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that a lead's pages show of one case."""

    desk: Desk
    decisions: list[Decision]
    consultations: list[Consultation]
    tasks: list[Task]
    linked: list[Linked]
    history: list[Event]
    receipts: list[Receipt]
    people: Mapping[str, Staff]
    named: frozenset[str]
    proposal: Proposal | None = None

    @property
    def decision(self) -> Decision | None:
        """The decision in force; None once the case was opened again."""
        return self.decisions[-1] if self.decisions and self.desk.case.decided_level is not None else None


class Reviews:
    """The lead's half of a case. A reporter who asks gets what they would for a case that does not exist."""

    def __init__(
        self,
        database: Database,
        tenants: Tenants,
        staff: StaffBook,
        receipts: Receipts,
        notices: Notices,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._database = database
        self._tenants = tenants
        self._staff = staff
        self._receipts = receipts
        self._notices = notices
        self._clock = clock
        self._ids = ids

    def open(self, case_id: str, person: Staff) -> CaseFile:
        """Read a case for a page that shows what is new in it, and note that this person has looked at it.

        Where that cannot be noted, the case can be read all the same, and the next look is noted.
        """
        file = self._read(case_id, person)
        if not _has_something_new(file.desk):
            self._note_look(file, person, "read")
            return file
        with contextlib.suppress(*NOT_NOW):
            self._note_opened(case_id, person)
            file = self._read(case_id, person)
        return file

    def work_on(self, case_id: str, person: Staff) -> CaseFile:
        """Read a case for a page that does not show what is new in it: that stays new until a page does."""
        file = self._read(case_id, person)
        self._note_look(file, person, "read")
        return file

    def open_to_print(self, case_id: str, person: Staff) -> CaseFile:
        """As `open`, for paper. Nobody here sees whether it is then printed: each time it is opened is noted."""
        file = self.open(case_id, person)
        self._note_look(file, person, "printed")
        return file

    def open_to_take(self, case_id: str, person: Staff, kind: str) -> CaseFile:
        """As `open`, for a file that leaves. What cannot be noted does not leave.

        Args:
            kind: what the entry says that it was taken as. It stands in the history that is taken along.
        """
        self.open(case_id, person)
        with self._database.transaction() as db:
            desk = self._as_lead(db, case_id, person)
            add_event(db, desk.cipher, desk.case, kind, self._clock.now(), person.id)
        return self._read(case_id, person)

    def open_for_call(self, case_id: str, person: Staff) -> CaseFile:
        """As `work_on`, to read it out to an agency, or to print that: each time it is opened is noted."""
        file = self.work_on(case_id, person)
        self._note_look(file, person, "read_out")
        return file

    def note_family_page(self, file: CaseFile, person: Staff, label: str) -> None:
        """Note that the page for one family was opened to print: every time, and of which child."""
        self._note_look(file, person, "printed_for_family", {"label": label})

    def close(self, case_id: str, person: Staff, reason: str, version: int | None = None) -> Case:
        """Close a case that was opened by mistake and never sent.

        Args:
            version: of the case as the person saw it; None where they saw no page. Raises CaseChanged.
        """
        with self._database.transaction() as db:
            desk = self._as_lead(db, case_id, person)
            to = required_move(desk.sight, desk.case.status, Act.CLOSE).to
            if version not in {None, desk.case.version}:
                raise CaseChanged
            now = self._clock.now()
            opened = desk.case.opened_at or now
            case = change_case(db, desk.case, status=to, opened_at=opened, closed_at=now, next_due_at=None)
            add_event(db, desk.cipher, case, "closed", now, person.id, {"reason": reason})
        return case

    def _read(self, case_id: str, person: Staff) -> CaseFile:
        with self._database.reading() as db:
            return self._file(db, self._as_lead(db, case_id, person, to_change=False), person)

    def _note_opened(self, case_id: str, person: Staff) -> None:
        with self._database.transaction() as db:
            desk = self._as_lead(db, case_id, person)
            # Somebody else may have opened it since.
            if _has_something_new(desk):
                now = self._clock.now()
                to = required_move(desk.sight, desk.case.status, Act.OPEN).to
                first = desk.case.opened_at is None
                change_case(db, desk.case, opened_at=desk.case.opened_at or now, status=to, news_at=None)
                add_event(db, desk.cipher, desk.case, "opened" if first else "read_news", now, person.id)
                self._notices.end(db, desk.case.id, now)

    def _note_look(self, file: CaseFile, person: Staff, kind: str, detail: Mapping[str, str] = NO_DETAIL) -> None:
        """Note a look, those of LOOKS once in an hour.

        It is on disk before the page is shown, or the page is shown without.
        """
        kinds, since = LOOKS.get(kind, ()), self._clock.now() - ONCE_IN
        mine = (each for each in file.history if each.by_staff_id == person.id and each.kind in kinds)
        if any(each.at > since for each in mine):
            return
        with contextlib.suppress(*NOT_NOW), self._database.transaction(NOTE_WAITS_SECONDS) as db:
            case = read_case(db, person.tenant_id, file.desk.case.id, to_change=True)
            # Another tab of theirs may have been quicker.
            if not noted_since(db, case, person.id, kinds, since):
                add_event(db, file.desk.cipher, case, kind, self._clock.now(), person.id, detail)

    def _as_lead(self, db: Connection, case_id: str, person: Staff, *, to_change: bool = True) -> Desk:
        return lay_out_for_lead(db, self._tenants, case_id, person, to_change=to_change)

    def _file(self, db: Connection, desk: Desk, person: Staff) -> CaseFile:
        history = events_of(db, desk.cipher, desk.case)
        named = named_in(db, desk.case.id)
        ids = {desk.case.reporter_id, *named} | {event.by_staff_id for event in history if event.by_staff_id}
        ids |= {desk.case.owner_id} if desk.case.owner_id else set()
        ids |= {event.detail["to"] for event in history if event.kind in GIVEN and "to" in event.detail}
        tasks = tasks_of(db, desk.cipher, desk.case, desk.guide)
        ids |= {task.owner_id for task in tasks if task.owner_id}
        linked = linked_to(db, desk, person)
        ids |= {each.by_staff_id for each in linked}
        return CaseFile(
            desk=desk,
            decisions=decisions_of(db, desk.cipher, desk.case),
            consultations=consultations_of(db, desk.cipher, desk.case),
            tasks=tasks,
            linked=linked,
            history=history,
            receipts=self._receipts.of_case(db, desk.case.id),
            people=self._staff.several(db, desk.case.tenant_id, ids),
            named=named,
            proposal=proposal_for(db, desk.case),
        )


def _has_something_new(desk: Desk) -> bool:
    unseen = desk.case.opened_at is None or desk.case.news_at is not None
    return unseen and move(desk.sight, desk.case.status, Act.OPEN) is not None
