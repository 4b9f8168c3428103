"""Deleting one case takes two people: a lead, deputy or head who may see it proposes, an administrator agrees.

The administrator learns of the case what `Waiting` holds, and no more.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..guidance.vocabulary import Ours
from ..system.clock import Clock
from ..system.database import NOT_NOW, Database
from ..system.ids import Ids
from ..tenants.model import Role, Staff
from ..tenants.staff import StaffBook
from ..tenants.tenants import NotFound, Tenants
from .access import sight
from .desk import lay_out_for_lead
from .erasure_receipts import ErasureReason, ErasureReceipt, receipts_with, write_receipt
from .erasure_rows import delete_case
from .history import add_event
from .model import Act, Case, CaseChanged, CaseNotFound, NotNow, Sight
from .proposals import Proposal, delete_proposal, insert_proposal, proposal_for, proposals_of, read_proposal
from .retention import is_over
from .store import named_in, read_case
from .tables import cases
from .transitions import required_move

ON_HOLD = "This case is on hold. Take it off hold first, if nobody needs it kept any more."
NOT_OVER = "The school’s period for this case is not over, or none is set. Choose another reason, or wait."
# The period may have been made longer since it was proposed.
NO_LONGER_OVER = Ours(
    "The school’s period for this case is not over now, or none is set. Nothing was deleted. Choose not to agree: the "
    "case is kept, and a lead can propose it again."
)
PROPOSED = "It is proposed already. An administrator has to agree."
NOT_PROPOSED = "It is not proposed. Nothing was deleted. Go back and look again."
GONE = "This is not proposed any more, and you have deleted nothing. Go back to the list of what waits for you."
OWN = "You proposed this yourself, so you cannot agree to it. Another administrator has to."


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that an administrator learns of a case that somebody wants to delete."""

    id: str
    reference: str
    filed_at: datetime | None
    is_over: bool
    asked_by: Staff


class Erasures:
    """Proposes, withdraws, refuses, and deletes."""

    def __init__(self, database: Database, tenants: Tenants, staff: StaffBook, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._tenants = tenants
        self._staff = staff
        self._clock = clock
        self._ids = ids

    def propose(self, case_id: str, person: Staff, version: int, reason: ErasureReason) -> None:
        """Ask an administrator to agree. Raises CaseChanged, NotNow."""
        with self._database.transaction() as db:
            desk = lay_out_for_lead(db, self._tenants, case_id, person)
            required_move(desk.sight, desk.case.status, Act.ERASE)
            case, now = desk.case, self._clock.now()
            if case.version != version:
                raise CaseChanged
            if case.held_at is not None:
                raise NotNow(ON_HOLD)
            if proposal_for(db, case) is not None:
                raise NotNow(PROPOSED)
            if reason is ErasureReason.PERIOD and not is_over(case, desk.tenant.retention_months, now):
                raise NotNow(NOT_OVER)
            proposal = Proposal(self._ids.new(), case.tenant_id, case.id, case.version, reason, person.id, now)
            insert_proposal(db, proposal)
            add_event(db, desk.cipher, case, "erasure_proposed", now, person.id, {"why": reason.value})

    def withdraw(self, case_id: str, person: Staff) -> None:
        """Not after all. Any lead who may see the case can say so. Raises NotNow where nothing is proposed."""
        with self._database.transaction() as db:
            desk = lay_out_for_lead(db, self._tenants, case_id, person)
            proposal = proposal_for(db, desk.case)
            if proposal is None:
                raise NotNow(NOT_PROPOSED)
            delete_proposal(db, proposal)
            add_event(db, desk.cipher, desk.case, "erasure_withdrawn", self._clock.now(), person.id)

    def waiting(self, administrator: Staff) -> list[Waiting]:
        """What waits for an administrator, oldest first. Raises NotFound for somebody who is none."""
        _check_role(administrator)
        with self._database.reading() as db:
            proposals = proposals_of(db, administrator.tenant_id)
            found = [(each, self._case(db, each, administrator)) for each in proposals]
            return [self._waiting(db, each, case) for each, case in found if case is not None]

    def look_at(self, administrator: Staff, proposal_id: str) -> Waiting:
        """One of them. Raises NotFound, and NotNow where it is not proposed any more."""
        _check_role(administrator)
        with self._database.reading() as db:
            proposal, case = self._open(db, administrator, proposal_id)
            return self._waiting(db, proposal, case)

    def refuse(self, administrator: Staff, proposal_id: str) -> None:
        """The case is kept. Raises as `look_at`."""
        _check_role(administrator)
        with self._database.transaction() as db:
            proposal, case = self._open(db, administrator, proposal_id, to_change=True)
            delete_proposal(db, proposal)
            cipher = self._tenants.cipher(db, case.tenant_id)
            add_event(db, cipher, case, "erasure_refused", self._clock.now(), administrator.id)

    def agree(self, administrator: Staff, proposal_id: str) -> ErasureReceipt:
        """Delete the case for good, with all that hangs on it; gives the receipt. Raises as `look_at`."""
        _check_role(administrator)
        with self._database.transaction() as db:
            proposal, case = self._open(db, administrator, proposal_id, to_change=True)
            if proposal.asked_by == administrator.id:
                raise NotNow(OWN)
            if proposal.reason is ErasureReason.PERIOD and not self._is_over(db, case):
                raise NotNow(NO_LONGER_OVER)
            receipt = self._receipt(db, proposal, case, administrator)
            write_receipt(db, receipt, case.id)
            delete_case(db, case.id)
        # It is gone all the same where somebody is just reading.
        with contextlib.suppress(*NOT_NOW):
            self._database.overwrite_deleted()
        return receipt

    def receipts(self, person: Staff) -> list[ErasureReceipt]:
        """Of what this person asked for or agreed to, oldest first."""
        with self._database.reading() as db:
            return receipts_with(db, person)

    def receipt(self, person: Staff, receipt_id: str) -> tuple[ErasureReceipt, dict[str, Staff]]:
        """One of them, with those of its two people who are still known here. Raises NotFound."""
        found = next((each for each in self.receipts(person) if each.id == receipt_id), None)
        if found is None:
            raise NotFound("There is no such receipt for this person.")
        people = {}
        with self._database.reading() as db:
            for id_ in (found.asked_by, found.agreed_by):
                with contextlib.suppress(NotFound):
                    people[id_] = self._staff.get(db, person.tenant_id, id_)
        return found, people

    def _open(
        self, db: Connection, administrator: Staff, proposal_id: str, *, to_change: bool = False
    ) -> tuple[Proposal, Case]:
        proposal = read_proposal(db, administrator.tenant_id, proposal_id)
        case = proposal and self._case(db, proposal, administrator, to_change=to_change)
        # It is read again: somebody may have taken it away while we waited for the case.
        if not proposal or not case or read_proposal(db, proposal.tenant_id, proposal.id) is None:
            raise NotNow(GONE)
        return proposal, case

    def _case(
        self, db: Connection, proposal: Proposal, administrator: Staff, *, to_change: bool = False
    ) -> Case | None:
        """The case of a proposal that counts, for an administrator whom the case is not kept from."""
        try:
            case = read_case(db, proposal.tenant_id, proposal.case_id, to_change=to_change)
        except CaseNotFound:
            return None
        named = named_in(db, case.id)
        if not proposal.counts_for(case) or administrator.id in named:
            return None
        # Who proposed it may be no lead any more, or not for this case.
        asked_by = self._staff.get(db, case.tenant_id, proposal.asked_by)
        return case if sight(case, asked_by, named) in {Sight.LEAD, Sight.HEAD} else None

    def _waiting(self, db: Connection, proposal: Proposal, case: Case) -> Waiting:
        asked_by = self._staff.get(db, case.tenant_id, proposal.asked_by)
        return Waiting(proposal.id, case.reference, case.filed_at, self._is_over(db, case), asked_by)

    def _is_over(self, db: Connection, case: Case) -> bool:
        months = self._tenants.get(db, case.tenant_id).retention_months
        return is_over(case, months, self._clock.now())

    def _receipt(self, db: Connection, proposal: Proposal, case: Case, agreed: Staff) -> ErasureReceipt:
        end = db.execute(sa.select(cases.c.events_count, cases.c.events_head).where(cases.c.id == case.id)).one()
        return ErasureReceipt(
            id=self._ids.new(),
            tenant_id=case.tenant_id,
            reference=case.reference,
            reason=proposal.reason,
            asked_by=proposal.asked_by,
            agreed_by=agreed.id,
            at=self._clock.now(),
            entries=end.events_count,
            head=end.events_head,
        )


def _check_role(person: Staff) -> None:
    if not person.has(Role.ADMINISTRATOR):
        raise NotFound("There is no such page for this person.")
