"""Which role has to be agreed to, and by whom. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .model import LEADS, READERS, Role, Staff

# An answer that comes later than this is none: whoever proposed it may have left, and so may the person.
WAITS_FOR = timedelta(days=30)


class RoleEvent(StrEnum):
    """What can happen to a role. Five of them end a proposal too, and are kept with it."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    GIVEN = "given"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A role that was proposed for a person.

    Attributes:
        ended_as: what became of it; None while it waits.
        ended_by: who agreed or refused.
    """

    id: str
    tenant_id: str
    staff_id: str
    role: Role
    proposed_at: datetime
    ended_as: RoleEvent | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None

    @property
    def lapses_at(self) -> datetime:
        """Until when it can be agreed to."""
        return self.proposed_at + WAITS_FOR


@dataclass(frozen=True, slots=True)
class RoleChange:
    """Something that happened to a person's role; `by` is nobody of the staff where it was done at a terminal."""

    id: str
    tenant_id: str
    staff_id: str
    role: Role
    event: RoleEvent
    by: str | None
    at: datetime


def is_established(readers: Iterable[Staff]) -> bool:
    """Whether a lead, deputy or head has ever opened Signpost: from then on they are asked, and told.

    Before that it is the first installation. Nobody could agree, and a mistyped account must not lock a school out.
    """
    return any(each.launched for each in readers)


def must_wait(role: Role, readers: Iterable[Staff]) -> bool:
    """Whether this role has to be agreed to."""
    return role in READERS and is_established(readers)


def agreeing_roles(role: Role, readers: Iterable[Staff]) -> frozenset[Role]:
    """Whoever holds one of these may agree to `role`.

    Another head is the head's to agree to, because a head reads cases about members of staff, leads among them. A head
    who has never opened Signpost cannot: it may be the wrong account.
    """
    if role is not Role.HEAD:
        return READERS
    has_head = any(each.launched and each.has(Role.HEAD) for each in readers)
    return frozenset({Role.HEAD}) if has_head else LEADS


def may_agree(person: Staff, proposal: Proposal, readers: Sequence[Staff]) -> bool:
    """Whether this person may agree: by a role that they hold, not by one that waits, and never to their own.

    Nor may an administrator: they may be who proposed it, at a terminal, for a second account of their own.
    """
    if person.id == proposal.staff_id or person.has(Role.ADMINISTRATOR):
        return False
    return person.has(*agreeing_roles(proposal.role, readers))
