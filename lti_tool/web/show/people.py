"""People and their roles, as an administrator sees them: never when somebody came, or what they did."""

from __future__ import annotations

from collections.abc import Collection

from flask import url_for

from ...guidance.vocabulary import Ours
from ...tenants.model import READERS, Role, Staff
from ...tenants.people import Everybody, Known
from ...tenants.role_codes import RoleCode
from ...tenants.role_rules import Proposal
from .. import view_parts as part
from ..role_words import named_role, role_name, role_names, whom
from ..view_forms import Line, Pick
from ..view_lists import Entries, Entry
from ..views_installing import Act, OncePage, PeoplePage, PersonPage
from .words import moment

WHO_AGREES = (
    "At first you give every role alone.",
    Ours("Once a lead, deputy or head has opened Signpost, one of them has to agree to every new one."),
    "Whoever is an administrator as well cannot agree.",
)
ALL_TOLD = "Everybody who can read cases is told of each change."
HINTS = {
    Role.LEAD: "Reads every case of your school, but none about a member of staff.",
    Role.DEPUTY: Ours("The same as the lead."),
    Role.HEAD: "Reads every case, also those about a member of staff.",
    Role.ADMINISTRATOR: "Sees these pages, and no case.",
}
ADDRESS_HINT = (
    "Where this person is told that a case waits. Each e-mail is the same, with no name in it. Empty: they get none."
)
NO_CODE = "Select the role that the code is for"
NO_ROLE = "Select a role"


def people_page(found: Everybody, chrome: part.Chrome, error: str | None = None) -> PeoplePage:
    """Everybody with a role, what waits, and who else could have one."""
    return PeoplePage(
        chrome=chrome,
        back=part.Link("Back", url_for("start.installation")),
        problem=part.Problem(error, "role") if error else None,
        words=(*WHO_AGREES, ALL_TOLD),
        lists=(
            Entries("Who has a role", tuple(map(_holder, found.holders)), "Nobody has a role yet."),
            Entries("What waits for agreement", tuple(_waits(*each) for each in found.waiting), "Nothing waits."),
            Entries(
                "Who else has opened Signpost",
                tuple(Entry(whom(each), _href(each)) for each in found.others),
                "Nobody whose name your platform sends. Use a one-time code instead.",
            ),
        ),
        role=_pick("Which role is it for?", HINTS, error),
        code_action=url_for("people.code"),
    )


def person_page(
    known: Known, chrome: part.Chrome, *, wrong: part.Problem | None = None, typed: str | None = None
) -> PersonPage:
    """One person. `wrong` is what was wrong with one of the forms, and `typed` the address that was typed."""
    person, free = known.person, [role for role in HINTS if role not in known.person.roles | known.waiting]
    error = {wrong.field: wrong.words} if wrong else {}
    address = Line(
        name="address",
        label="E-mail address",
        hint=ADDRESS_HINT,
        typed=known.email or "" if typed is None else typed,
        error=error.get("address"),
    )
    return PersonPage(
        chrome=chrome,
        back=part.Link("Back to people and roles", url_for("people.everybody")),
        problem=wrong,
        heading=whom(person),
        roles=tuple(_held(person, role, waits=role in known.waiting) for role in HINTS if _has(known, role)),
        empty="This person has no role.",
        give=_pick("Which role?", free, error.get("role")) if free else None,
        give_words=("Make sure that this is the right person, and not somebody of the same name.", *WHO_AGREES),
        give_action=url_for("people.give", staff_id=person.id),
        address=address if person.has(*READERS) else None,
        address_action=url_for("people.write_to", staff_id=person.id),
    )


def code_page(made: RoleCode, chrome: part.Chrome) -> OncePage:
    """A one-time code, shown once."""
    role = named_role(made.role)
    return OncePage(
        chrome=chrome,
        back=part.Link("Back to people and roles", url_for("people.everybody")),
        heading=f"A code for the role: {role}",
        secret=made.code,
        words=(
            "Write it down now. It is not shown again.",
            "Give it to the person yourself, on paper or by telephone. Do not put it into a course or a message.",
            "They open Signpost, choose “I was given a code”, and type it in.",
            f"It is good once, until {moment(made.expires_at).words}.",
        ),
    )


def _holder(person: Staff) -> Entry:
    roles = role_names(role for role in person.roles if role in HINTS)
    unopened = () if person.launched else ("Has not opened Signpost yet.",)
    return Entry(whom(person), _href(person), (f"{roles}.", *unopened))


def _waits(proposal: Proposal, person: Staff) -> Entry:
    facts = (f"{role_name(proposal.role)}.", f"Lapses on {moment(proposal.lapses_at).words}.")
    return Entry(whom(person), _href(person), facts)


def _href(person: Staff) -> str:
    return url_for("people.one", staff_id=person.id)


def _has(known: Known, role: Role) -> bool:
    return role in known.person.roles or role in known.waiting


def _held(person: Staff, role: Role, *, waits: bool) -> Act:
    return Act(
        words=role_name(role),
        facts=("Waits for agreement. It is not given yet.",) if waits else (HINTS[role],),
        act=f"{'Withdraw' if waits else 'Take away'}: {named_role(role)}",
        action=url_for("people.take", staff_id=person.id, role=role.value),
    )


def _pick(label: str, roles: Collection[Role], error: str | None) -> Pick:
    offered = tuple(part.Choice(role.value, role_name(role), HINTS[role]) for role in HINTS if role in roles)
    return Pick(name="role", label=label, choices=offered, error=error)
