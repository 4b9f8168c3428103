"""Contacts as the pages show them: who, and a number that can be tapped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..guidance.vocabulary import Ours
from ..tenants.contacts import NUMBER
from ..tenants.model import ContactKind
from .view_parts import Phone

LABELS = {
    ContactKind.LEAD: Ours("Safeguarding lead"),
    ContactKind.DEPUTY: Ours("Deputy safeguarding lead"),
    ContactKind.HEAD: "Head",
    ContactKind.CHAIR: "Chair of governors",
    ContactKind.SOCIAL_CARE: "Children’s social care",
    ContactKind.OUT_OF_HOURS: "Children’s social care, out of hours",
    ContactKind.LADO: "Local authority designated officer (LADO)",
    ContactKind.POLICE: "Police",
    ContactKind.SAFER_SCHOOLS: "Safer schools officer",
    ContactKind.ON_CALL: "On call",
}

# What a school has set: a name and a number for each kind, as it writes them.
Contacts = Mapping[ContactKind, str]


class SchoolContacts(dict[ContactKind, str]):
    """What a school has set, and how those are called in its nation that are called otherwise than in England."""

    def __init__(self, numbers: Contacts, called: Mapping[str, str]) -> None:
        super().__init__(numbers)
        self.called = {ContactKind(kind): words for kind, words in called.items()}


RESTRICTED_KINDS = (ContactKind.HEAD, ContactKind.CHAIR, ContactKind.LADO)

POLICE_101 = Phone(LABELS[ContactKind.POLICE], "101", note="999 if a child is in danger now")


def phone_of(kind: ContactKind, value: str | None, label: str | None = None) -> Phone:
    """One contact. A value without a number is shown as the name, with the number as not set."""
    label = label or LABELS[kind]
    if value is None:
        # 101 is the national number; nothing local is ever built in.
        return replace(POLICE_101, label=label) if kind is ContactKind.POLICE else Phone(label, None)
    found = NUMBER.search(value)
    number = found.group().strip() if found else None
    name = value.replace(found.group(), "") if found else value
    return Phone(label, number, name.strip(" ,;:–-") or None)


def phones(contacts: Mapping[ContactKind, str], kinds: Iterable[ContactKind]) -> tuple[Phone, ...]:
    """These contacts, in this order."""
    called = contacts.called if isinstance(contacts, SchoolContacts) else {}
    return tuple(phone_of(kind, contacts.get(kind), called.get(kind)) for kind in kinds)


def staff_phones(contacts: Mapping[ContactKind, str]) -> tuple[Phone, ...]:
    """Whom a member of staff tells first: lead, deputy, then the head, and who is on call if the school says so."""
    kinds = [ContactKind.LEAD, ContactKind.DEPUTY, ContactKind.HEAD]
    if ContactKind.ON_CALL in contacts:
        kinds.append(ContactKind.ON_CALL)
    return phones(contacts, kinds)


def restricted_phones(contacts: Mapping[ContactKind, str]) -> tuple[Phone, ...]:
    """Whom to telephone where a case concerns a member of staff."""
    return phones(contacts, RESTRICTED_KINDS)


def first_phones(contacts: Mapping[ContactKind, str], *, restricted: bool) -> tuple[Phone, ...]:
    """Whom somebody who heard something telephones."""
    return restricted_phones(contacts) if restricted else staff_phones(contacts)
