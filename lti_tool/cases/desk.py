"""A case laid out for work: the row, as whom the person sees it, its answers, its guide. One place opens one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy.engine import Connection

from ..guidance.guide import Guide
from ..guidance.model import Audience
from ..guidance.path import Path, walk
from ..system.crypto import Cipher
from ..tenants.model import Staff, Tenant
from ..tenants.tenants import Tenants
from .access import sight
from .history import events_of
from .local import Local, guide_with, local_to
from .model import Act, Answer, Case, CaseNotFound, Sight
from .restriction import restricting
from .store import named_in, read_answers, read_case

# Entries that leave a case with somebody.
GIVE_IT = frozenset({Act.TAKE.value, Act.HAND_OVER.value, "decided"})


@dataclass(frozen=True)
class Desk:
    """Everything that a rule needs to say what may happen next.

    Attributes:
        answers: the answers that stand, whoever gave them.
        own: what the reporter answered, if they are the person at the desk: also where somebody has changed it since.
        restricted_it: whether it was they who restricted the case.
        had_owner: whether somebody took the case, or was given it, before it was restricted.
        others: the questions whose answer, as it stands, somebody else than the reporter gave last.
        local: what the school adds to the guide in this case. `guide` is raised by it.
    """

    case: Case
    tenant: Tenant
    sight: Sight
    guide: Guide
    answers: Mapping[str, str]
    cipher: Cipher
    own: Mapping[str, str]
    restricted_it: bool
    others: frozenset[str] = frozenset()
    had_owner: bool = False
    local: Local | None = None

    # Kept: a page asks several times where the answers lead.
    @cached_property
    def path(self) -> Path:
        """Where the answers lead for the person at the desk."""
        return walk(self.guide, self.known, audience_of(self.sight))

    @property
    def known(self) -> Mapping[str, str]:
        """The answers that this person's pages may follow from. Nobody else's must show in a reporter's."""
        return self.own if self.sight is Sight.REPORTER else self.answers

    @property
    def told_restricted(self) -> bool:
        """Whether this person's pages say that the case is for the head alone.

        Where somebody else made it so, its reporter may be the one whom it is about, or may tell them.
        """
        if self.sight is not Sight.REPORTER:
            return self.case.restricted
        return self.case.restricted and (self.restricted_it or restricting(self.own))

    @property
    def told(self) -> Case:
        """The case as this person's pages speak of it.

        Restricting takes a case from whoever had it. Where its reporter is not told of that, it must not look as if
        nobody had it any more.
        """
        if self.told_restricted or not self.case.restricted:
            return self.case
        somebody = self.case.reporter_id if self.had_owner else None
        return replace(self.case, restricted=False, owner_id=self.case.owner_id or somebody)

    def with_answer(self, question: str, value: str) -> Desk:
        """The desk once the person at it has given this answer."""
        return replace(self, answers={**self.answers, question: value}, own={**self.own, question: value})


def lay_out(db: Connection, tenants: Tenants, case_id: str, person: Staff, *, to_change: bool = False) -> Desk:
    """Open a case for a person. Raises CaseNotFound: for one they may not see as for one that does not exist."""
    case = read_case(db, person.tenant_id, case_id, to_change=to_change)
    seen_as = sight(case, person, named_in(db, case.id))
    if seen_as is None:
        raise CaseNotFound
    tenant, cipher = tenants.with_cipher(db, case.tenant_id)
    given = read_answers(db, cipher, case)
    is_reporter = person.id == case.reporter_id
    own, restricted_it, had_owner = _by_reporter(db, cipher, case, given) if is_reporter else ({}, False, False)
    # The nation is the tenant's; nobody is asked.
    nation = {"nation": tenant.nation.value}
    answers = {name: each.value for name, each in given.items()} | nation
    others = frozenset(name for name, each in given.items() if each.by_staff_id != case.reporter_id)
    local, own = local_to(db, cipher, case), own | nation
    guide = guide_with(case.guide_id, local, tenant)
    return Desk(case, tenant, seen_as, guide, answers, cipher, own, restricted_it, others, had_owner, local)


def _by_reporter(
    db: Connection, cipher: Cipher, case: Case, given: Mapping[str, Answer]
) -> tuple[dict[str, str], bool, bool]:
    """What the reporter answered last to each question, whether they restricted the case, whether somebody had it."""
    own = {name: each.value for name, each in given.items() if each.by_staff_id == case.reporter_id}
    if len(own) == len(given) and not case.restricted:
        return own, False, False
    history = events_of(db, cipher, case)
    theirs = [each.detail for each in history if each.kind == "answered" and each.by_staff_id == case.reporter_id]
    turns = [each.by_staff_id for each in history if each.kind == "restricted"]
    had_owner = any(each.kind in GIVE_IT for each in history)
    return {each["question"]: each["to"] for each in theirs}, turns[-1:] == [case.reporter_id], had_owner


def lay_out_for_lead(db: Connection, tenants: Tenants, case_id: str, person: Staff, *, to_change: bool = True) -> Desk:
    """Open a case for a lead's work. For its reporter there is no such page: raises CaseNotFound."""
    desk = lay_out(db, tenants, case_id, person, to_change=to_change)
    if desk.sight is Sight.REPORTER:
        raise CaseNotFound
    return desk


def audience_of(seen_as: Sight) -> Audience:
    """A reporter is asked the few questions, a lead or head all of them."""
    return Audience.EVERYONE if seen_as is Sight.REPORTER else Audience.LEAD
