"""The children of one case, and what one family is given."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for

from ...cases.children import Child
from ...cases.desk import Desk
from ...cases.family import Family
from ...cases.model import Act
from ...cases.transitions import move
from ...guidance.assess import assess
from ...tenants.model import ContactKind
from .. import view_parts as part
from ..phones import Contacts, phones
from ..views_children import ChildCard, ChildrenPage, FamilyPage
from .child_words import NOT_WRITTEN, TITLES, lines_of, title_of

HOLD = "PARENTS_HOLD"
READ_IT = "Read it before you hand it over: what you wrote of one child may tell of another."
NOT_HERE = "Nothing else of the case is on it: no answers, no history, and nothing that a child said."
LEFT_OUT = "“{}” is left out, because it may tell of another child. Change it, then print this again."


def children_page(desk: Desk, found: Iterable[Child], chrome: part.Chrome) -> ChildrenPage:
    """Every child, and what is known of each."""
    allowed = move(desk.sight, desk.case.status, Act.CHILD)
    add_url = url_for("children.add_form", case_id=desk.case.id)
    return ChildrenPage(
        chrome=chrome,
        reference=desk.case.reference,
        back_url=url_for("review.case", case_id=desk.case.id),
        children=tuple(_card(desk, child, can_change=allowed is not None) for child in found),
        add=part.Link(allowed.label, add_url) if allowed else None,
    )


def family_page(desk: Desk, family: Family, chrome: part.Chrome, contacts: Contacts, printed: str) -> FamilyPage:
    """What one family is given."""
    left_out = tuple(LEFT_OUT.format(TITLES[fact]) for fact in family.left_out)
    school = (ContactKind.HEAD,) if desk.case.restricted else (ContactKind.LEAD, ContactKind.DEPUTY)
    return FamilyPage(
        chrome=chrome,
        title_words=title_of(family.label),
        back_url=url_for("children.children", case_id=desk.case.id),
        school=desk.tenant.name,
        facts=tuple(part.Fact(TITLES[fact], words) for fact, words in family.facts.items()),
        phones=phones(contacts, school),
        help=(part.DANGER, part.CHILDLINE, part.NSPCC),
        before=(*_hold(desk), *left_out, READ_IT, NOT_HERE),
        printed=printed,
    )


def _card(desk: Desk, child: Child, *, can_change: bool) -> ChildCard:
    place = url_for("children.form", case_id=desk.case.id, label=child.label)
    lines = lines_of(desk.guide, child)
    return ChildCard(
        title=title_of(child.label),
        facts=tuple(part.Fact(title, words or NOT_WRITTEN, known=bool(words)) for title, words in lines),
        change_url=place if can_change else None,
        print_url=url_for("children.family", case_id=desk.case.id, label=child.label),
    )


def _hold(desk: Desk) -> tuple[str, ...]:
    """Where it may not be safe to tell anybody at home, what the guide says of that."""
    hold = desk.guide.part(HOLD)
    if hold is None or HOLD not in assess(desk.guide, desk.answers, strict=False).flags:
        return ()
    return (*(each.text for each in hold.do), *(each.text for each in hold.do_not))
