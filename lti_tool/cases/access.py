"""Who may see a case, and as whom. One place, read on every request.

A restricted case is seen by the head's role only; the person it names sees nothing of it, whatever their role.
The reporter keeps their own pages: they know what they answered, and must be able to send it.
"""

from __future__ import annotations

from ..tenants.model import LEADS, Role, Staff
from .model import Case, Sight


def sight(case: Case, person: Staff, named: frozenset[str]) -> Sight | None:
    """As whom `person` sees `case`, or None: then it does not exist for them.

    Args:
        named: ids of the staff whom the case is about.
    """
    if case.tenant_id != person.tenant_id or person.id in named:
        return None
    if person.has(Role.HEAD):
        return Sight.HEAD
    if person.has(*LEADS) and not case.restricted:
        return Sight.LEAD
    if person.id == case.reporter_id:
        return Sight.REPORTER
    return None


def still_has(case: Case, owner: Staff) -> bool:
    """Whether whoever took the case may still see it: a role can be taken away."""
    return sight(case, owner, frozenset()) in {Sight.LEAD, Sight.HEAD}


def sees_queue(person: Staff) -> bool:
    """Whether this person has a list of cases at all. Installing the tool gives no right to one."""
    return person.has(Role.HEAD, *LEADS)
