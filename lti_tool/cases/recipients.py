"""Who is told by e-mail that a case waits. Nobody hears of a case that is kept from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.engine import Connection

from ..tenants.contacts import Contacts
from ..tenants.mailboxes import Mailboxes, same
from ..tenants.model import LEADS, ContactKind, Role, Staff
from ..tenants.staff import StaffBook
from ..tenants.tenants import Tenants
from .access import sight
from .model import Case, Sight
from .store import named_in

# Stands for whoever reads the tenant's on-call address.
ON_CALL = "on_call"
HEAD = frozenset({Role.HEAD})

# An address, and the ids of whoever reads it.
Addressees = Mapping[str, frozenset[str]]


class Recipients:
    """Finds the addresses for a case: of leads and deputies, or of the head alone."""

    def __init__(self, tenants: Tenants, staff: StaffBook, mailboxes: Mailboxes, contacts: Contacts) -> None:
        self._tenants = tenants
        self._staff = staff
        self._mailboxes = mailboxes
        self._contacts = contacts

    def of(self, db: Connection, case: Case, now: datetime) -> Addressees:
        """Every address once.

        Of a restricted case only the head hears. Of any other the leads and deputies, or the head where none of them
        can be reached; and out of school hours also whoever is on call.
        """
        mailboxes, named = self._mailboxes.of(db, case.tenant_id), named_in(db, case.id)
        people = [self._staff.get(db, case.tenant_id, id_) for id_ in mailboxes]
        # An address can be read by two people. What one of them may not hear, it does not get.
        shut = {same(mailboxes[each.id]) for each in people if _kept_from(case, each, named)}
        readers = [each for each in people if _hears(case, each, named) and same(mailboxes[each.id]) not in shut]
        chosen = _holding(readers, HEAD if case.restricted else LEADS) or _holding(readers, HEAD)
        found = [(mailboxes[each.id], each.id) for each in chosen]
        on_call = None if case.restricted else self._on_call(db, case.tenant_id, now)
        if on_call is not None and same(on_call) not in shut:
            found.append((on_call, ON_CALL))
        return _each_once(found)

    def _on_call(self, db: Connection, tenant_id: str, now: datetime) -> str | None:
        if self._tenants.get(db, tenant_id).hours.cover(now):
            return None
        return self._contacts.of(db, tenant_id).get(ContactKind.ON_CALL_EMAIL)


def _hears(case: Case, person: Staff, named: frozenset[str]) -> bool:
    """Who reported it knows that it waits."""
    return person.id != case.reporter_id and sight(case, person, named) in {Sight.LEAD, Sight.HEAD}


def _kept_from(case: Case, person: Staff, named: frozenset[str]) -> bool:
    leads_only = person.has(*LEADS) and not person.has(Role.HEAD)
    return person.id in named or (case.restricted and leads_only)


def _holding(people: Iterable[Staff], roles: frozenset[Role]) -> list[Staff]:
    return [each for each in people if each.has(*roles)]


def _each_once(found: Iterable[tuple[str, str]]) -> Addressees:
    spelt: dict[str, str] = {}
    readers: dict[str, set[str]] = {}
    for address, who in found:
        readers.setdefault(spelt.setdefault(same(address), address), set()).add(who)
    return {address: frozenset(who) for address, who in readers.items()}
