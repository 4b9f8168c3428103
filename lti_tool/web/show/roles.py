"""Roles: what waits for agreement, what has changed, and who can read cases."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for

from ...guidance.vocabulary import Ours
from ...tenants.agreement import ADMINISTRATOR_TOO, NOT_WAITING, ProposalSeen, RolesSeen
from ...tenants.model import LEADS, READERS, Role
from ...tenants.role_rules import Proposal, RoleChange, RoleEvent
from .. import view_parts as part
from ..role_words import named_role, role_name, role_names, whom
from ..say import say
from ..views_roles import RoleNews, RolePage, RolesPage
from .words import moment

EVENTS = {
    RoleEvent.PROPOSED: "{who} was proposed for the role: {role}. It has to be agreed to.",
    RoleEvent.AGREED: "{who} now has the role: {role}. It was agreed to.",
    RoleEvent.REFUSED: "{who} was not given the role: {role}. It was not agreed to.",
    RoleEvent.WITHDRAWN: "{who} is not proposed for the role any more: {role}.",
    RoleEvent.LAPSED: "{who} was not given the role: {role}. Nobody answered for 30 days.",
    RoleEvent.GIVEN: "{who} was given the role: {role}.",
    RoleEvent.REMOVED: "{who} does not have the role any more: {role}.",
}
# Who did it, where it was nobody of the staff.
TERMINAL = "Your administrator"
NOBODY = "Nobody"
LETS = {
    Role.HEAD: Ours("Every case of your school, and those about a member of staff, which leads and deputies never see"),
    Role.LEAD: "Every case of your school, but none about a member of staff",
}
NOT_RIGHT = "If any of this is not right, speak to the head or to your administrator in person."


def role_news(seen: RolesSeen) -> RoleNews | None:
    """What the first page says of roles; None where it says nothing."""
    if not seen.waiting and not seen.news:
        return None
    count = len(seen.waiting)
    waits = "1 role waits for agreement." if count == 1 else f"{count} roles wait for agreement."
    # That something was proposed is said by what waits.
    said = [_sentence(each, seen) for each in seen.news if not _waits_still(each, seen)]
    return RoleNews(((waits,) if count else ()) + tuple(said), part.Link("See roles", url_for("roles.everybody")))


def roles_page(seen: RolesSeen, chrome: part.Chrome) -> RolesPage:
    """What waits, what is new, who can read cases."""
    return RolesPage(
        chrome=chrome,
        back=part.Link("Back", url_for("start.home")),
        waiting=tuple(_link(each, seen) for each in seen.waiting),
        news=tuple(part.Happening(_sentence(each, seen), _by(each, seen), moment(each.at)) for each in seen.news),
        seen_action=url_for("roles.see"),
        seen_ids=tuple(each.id for each in seen.news),
        readers=tuple(part.Fact(whom(each), _roles(each.roles & READERS)) for each in seen.readers),
        notes=("Only the head can read cases about a member of staff.", NOT_RIGHT),
        empty=None if seen.readers or seen.news else "Nothing about your role has changed.",
    )


def role_page(seen: ProposalSeen, chrome: part.Chrome) -> RolePage:
    """One proposal, with what can be done about it."""
    proposal = seen.proposal
    waits, yours = proposal.ended_as is None, seen.may_agree and proposal.ended_as is None
    return RolePage(
        chrome=chrome,
        back=part.Link("Back to roles", url_for("roles.everybody")),
        heading="A role waits for agreement" if waits else "This role does not wait any more",
        facts=_facts(seen),
        words=_words(seen),
        agree_action=url_for("roles.agree", proposal_id=proposal.id) if yours else None,
        refuse_action=url_for("roles.refuse", proposal_id=proposal.id) if yours else None,
    )


def _facts(seen: ProposalSeen) -> tuple[part.Fact, ...]:
    proposal = seen.proposal
    facts = [
        part.Fact("Who", whom(seen.person)),
        part.Fact("Role", role_name(proposal.role)),
        part.Fact("What they could read", LETS[Role.HEAD if proposal.role is Role.HEAD else Role.LEAD]),
        part.Fact("Proposed by", f"{TERMINAL}, {moment(proposal.proposed_at).words}"),
    ]
    if proposal.ended_as is None:
        facts.append(part.Fact("Who may agree", _may_agree(seen.agreeing)))
        facts.append(part.Fact("Lapses", moment(proposal.lapses_at).words))
    elif seen.ended_by is not None:
        facts.append(part.Fact("Answered by", whom(seen.ended_by)))
    return tuple(facts)


def _words(seen: ProposalSeen) -> tuple[str, ...]:
    if seen.proposal.ended_as is not None:
        return (NOT_WAITING[seen.proposal.ended_as],)
    if seen.may_agree:
        return (
            "Make sure with the person, or with the head, that this is right. Do not go by this page alone.",
            "Everybody who can read cases is told what you answer.",
        )
    if seen.is_administrator:
        return (ADMINISTRATOR_TOO,)
    return ("You cannot agree to this one. If it is not right, tell somebody who may agree.",)


def _may_agree(agreeing: frozenset[Role]) -> str:
    """Never the person themself, nor an administrator: that goes for every role."""
    who = say("Another lead or deputy" if agreeing == LEADS else "Another lead, deputy or head")
    return f"{'Another head' if agreeing == {Role.HEAD} else who} who is not an administrator as well"


def _link(proposal: Proposal, seen: RolesSeen) -> part.Link:
    words = f"{whom(seen.people[proposal.staff_id])}: {role_name(proposal.role)}"
    return part.Link(words, url_for("roles.one", proposal_id=proposal.id))


def _sentence(change: RoleChange, seen: RolesSeen) -> str:
    who = whom(seen.people[change.staff_id])
    return EVENTS[change.event].format(who=who, role=named_role(change.role))


def _by(change: RoleChange, seen: RolesSeen) -> str:
    if change.by is not None:
        return whom(seen.people[change.by])
    return NOBODY if change.event is RoleEvent.LAPSED else TERMINAL


def _waits_still(change: RoleChange, seen: RolesSeen) -> bool:
    of_theirs = {(each.staff_id, each.role) for each in seen.waiting}
    return change.event is RoleEvent.PROPOSED and (change.staff_id, change.role) in of_theirs


def _roles(roles: Iterable[Role]) -> str:
    return role_names(roles)
