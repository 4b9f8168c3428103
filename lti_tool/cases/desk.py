"""A case laid out for work: the row, as whom the person sees it, its answers, its guide. One place opens one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.engine import Connection

from ..guidance.guide import Guide
from ..guidance.library import load
from ..guidance.model import Audience
from ..guidance.path import Path, walk
from ..system.crypto import Cipher
from ..tenants.model import Staff, Tenant
from ..tenants.tenants import Tenants
from .access import sight
from .model import Case, CaseNotFound, Sight
from .store import named_in, read_answers, read_case


@dataclass(frozen=True)
class Desk:
    """Everything that a rule needs to say what may happen next."""

    case: Case
    tenant: Tenant
    sight: Sight
    guide: Guide
    answers: Mapping[str, str]
    cipher: Cipher

    # Kept: a page asks several times where the answers lead.
    @cached_property
    def path(self) -> Path:
        """Where the answers lead for the person at the desk."""
        return walk(self.guide, self.answers, audience_of(self.sight))

    @property
    def known(self) -> Mapping[str, str]:
        """The answers that this person's pages may follow from. A lead's answers must not show in a reporter's."""
        if self.sight is not Sight.REPORTER:
            return self.answers
        return {name: value for name, value in self.answers.items() if name not in self._asked_of_leads}

    @property
    def _asked_of_leads(self) -> frozenset[str]:
        return frozenset(each.id for each in self.guide.questions if each.asked_of is Audience.LEAD)


def lay_out(db: Connection, tenants: Tenants, case_id: str, person: Staff, *, to_change: bool = False) -> Desk:
    """Open a case for a person. Raises CaseNotFound: for one they may not see as for one that does not exist."""
    case = read_case(db, person.tenant_id, case_id, to_change=to_change)
    seen_as = sight(case, person, named_in(db, case.id))
    if seen_as is None:
        raise CaseNotFound
    tenant, cipher = tenants.with_cipher(db, case.tenant_id)
    # The nation is the tenant's; nobody is asked.
    answers = {**read_answers(db, cipher, case), "nation": tenant.nation.value}
    return Desk(case, tenant, seen_as, load(case.guide_id), answers, cipher)


def lay_out_for_lead(db: Connection, tenants: Tenants, case_id: str, person: Staff, *, to_change: bool = True) -> Desk:
    """Open a case for a lead's work. For its reporter there is no such page: raises CaseNotFound."""
    desk = lay_out(db, tenants, case_id, person, to_change=to_change)
    if desk.sight is Sight.REPORTER:
        raise CaseNotFound
    return desk


def audience_of(seen_as: Sight) -> Audience:
    """A reporter is asked the few questions, a lead or head all of them."""
    return Audience.EVERYONE if seen_as is Sight.REPORTER else Audience.LEAD
