"""How people are called on pages: by their names, or by their roles in the words of their school."""

from __future__ import annotations

from collections.abc import Iterable

from ..guidance.vocabulary import Ours
from ..tenants.model import Role, Staff
from .say import say

# The weightiest first.
ROLE_WORDS = {
    Role.HEAD: "Head",
    Role.LEAD: Ours("Safeguarding lead"),
    Role.DEPUTY: Ours("Deputy safeguarding lead"),
    Role.ADMINISTRATOR: "Administrator",
    Role.REPORTER: "Member of staff",
}


def role_name(role: Role) -> str:
    """A role, as a title."""
    return say(ROLE_WORDS[role])


def named_role(role: Role) -> str:
    """A role, within a sentence."""
    return within(role_name(role))


def role_names(roles: Iterable[Role]) -> str:
    """Several, the weightiest first; nothing where there are none."""
    held = set(roles)
    return ", ".join(role_name(role) for role in ROLE_WORDS if role in held)


def role_words(person: Staff) -> str:
    """The weightiest of a person's roles, as a title."""
    return next((role_name(role) for role in ROLE_WORDS if role in person.roles), role_name(Role.REPORTER))


def whom(person: Staff) -> str:
    """A person in words that tell them from everybody else."""
    # Without names from the platform, its own number for the account is all that tells two people apart.
    return person.name or f"{role_words(person)}, account {person.sub} on the platform"


def within(words: str) -> str:
    """A title within a sentence. Abbreviations stay as they are."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
