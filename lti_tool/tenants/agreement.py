"""What leads, deputies and heads do with roles that wait: look, agree, or do not. And who has been told of changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from ..system.database import Database
from .model import READERS, Role, Staff
from .role_rules import Proposal, RoleChange, RoleEvent, agreeing_roles, may_agree
from .roles import Roles
from .tenants import NotFound


class CannotAgree(Exception):
    """Nothing was changed. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class RolesSeen:
    """What one person may know of their school's roles.

    Attributes:
        waiting: what can be agreed to, by whomever.
        news: what they have not seen yet.
        readers: everybody who reads cases; empty for somebody who does not.
        people: everybody named in any of it, by id.
    """

    waiting: tuple[Proposal, ...]
    news: tuple[RoleChange, ...]
    readers: tuple[Staff, ...]
    people: Mapping[str, Staff]


@dataclass(frozen=True, slots=True)
class ProposalSeen:
    """One proposal as one person sees it: who may agree, and whether they may; what became of it.

    Attributes:
        is_administrator: whether this person could agree, were they no administrator as well.
    """

    proposal: Proposal
    person: Staff
    agreeing: frozenset[Role]
    may_agree: bool
    is_administrator: bool
    ended_by: Staff | None


@dataclass(frozen=True, slots=True)
class Agreements:
    """For signed-in staff. Each method is one transaction that happens whole or not at all."""

    database: Database
    roles: Roles

    def of(self, person: Staff) -> RolesSeen:
        """What this person may know now."""
        with self.database.reading() as db:
            news = tuple(self.roles.log.unseen(db, person))
            reads = person.has(*READERS)
            waiting = tuple(self.roles.proposals.waiting(db, person.tenant_id)) if reads else ()
            readers = tuple(self.roles.staff.readers(db, person.tenant_id)) if reads else ()
            ids = {each.staff_id for each in waiting} | {each.staff_id for each in news}
            ids |= {each.by for each in news if each.by}
            people = {id_: self.roles.staff.get(db, person.tenant_id, id_) for id_ in ids}
        return RolesSeen(waiting, news, readers, people)

    def open(self, person: Staff, proposal_id: str) -> ProposalSeen:
        """One proposal. Raises NotFound for another school's, and for somebody who reads no cases."""
        with self.database.reading() as db:
            return self._seen(db, person, proposal_id, self.roles.staff.readers(db, person.tenant_id))

    def agree(self, person: Staff, proposal_id: str) -> None:
        """Give the role. Raises NotFound and CannotAgree."""
        self._settle(person, proposal_id, RoleEvent.AGREED)

    def refuse(self, person: Staff, proposal_id: str) -> None:
        """Do not give it. Raises NotFound and CannotAgree."""
        self._settle(person, proposal_id, RoleEvent.REFUSED)

    def see(self, person: Staff, change_ids: Sequence[str]) -> None:
        """This person has seen these changes."""
        with self.database.transaction() as db:
            self.roles.log.see(db, person, change_ids)

    def _settle(self, person: Staff, proposal_id: str, end: RoleEvent) -> None:
        why_not = None
        with self.database.transaction() as db:
            readers = self.roles.hold(db, person.tenant_id)
            by = self.roles.staff.get(db, person.tenant_id, person.id)
            seen = self._seen(db, by, proposal_id, readers)
            why_not = _why_not(seen)
            if why_not is None:
                self.roles.proposals.end(db, seen.proposal, end, by)
                about, role = seen.person, seen.proposal.role
                if end is RoleEvent.AGREED:
                    about = self.roles.staff.grant(db, about, role)
                self.roles.log.note(db, about, role, end, by=by, tell=True)
        # Raised outside: that another one has lapsed is to be kept.
        if why_not is not None:
            raise CannotAgree(why_not)

    def _seen(self, db: Connection, person: Staff, proposal_id: str, readers: Sequence[Staff]) -> ProposalSeen:
        if not person.has(*READERS):
            raise NotFound("There is no such proposal.")
        proposal = self.roles.proposals.get(db, person.tenant_id, proposal_id)
        agreeing = agreeing_roles(proposal.role, readers)
        could = person.id != proposal.staff_id and person.has(*agreeing)
        return ProposalSeen(
            proposal,
            self.roles.staff.get(db, person.tenant_id, proposal.staff_id),
            agreeing,
            may_agree(person, proposal, readers),
            could and person.has(Role.ADMINISTRATOR),
            self.roles.staff.get(db, person.tenant_id, proposal.ended_by) if proposal.ended_by else None,
        )


NOT_WAITING = {
    RoleEvent.AGREED: "Somebody has agreed to this by now. The role is given.",
    RoleEvent.REFUSED: "Somebody did not agree to this. The role was not given.",
    RoleEvent.WITHDRAWN: "Your administrator has withdrawn this. The role was not given.",
    RoleEvent.LAPSED: "Nobody answered this for 30 days, so it lapsed. Your administrator can propose it again.",
    RoleEvent.GIVEN: "The role was given without agreement, because nobody was left who could agree.",
}
NOT_YOURS = "This is not yours to agree to. The page says who may."

ADMINISTRATOR_TOO = (
    "You are an administrator here as well, so you cannot agree to this. Somebody else has to. If nobody else can, an "
    "administrator gives another person a role first, or takes the administrator’s role from you."
)


def _why_not(seen: ProposalSeen) -> str | None:
    if seen.proposal.ended_as is not None:
        return NOT_WAITING[seen.proposal.ended_as]
    if seen.is_administrator:
        return ADMINISTRATOR_TOO
    return None if seen.may_agree else NOT_YOURS
