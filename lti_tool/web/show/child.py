"""The form of one child of a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import url_for

from ...cases.children import Child, Fact
from ...cases.desk import Desk
from ...cases.model import Act
from ...cases.transitions import required_move
from .. import view_parts as part
from ..forms import Sheet
from ..forms_children import SELECT
from ..view_forms import Box, Field, FormPage, Group, Line, Pick, Tick
from .child_words import PARENTS, PARTS, TITLES, options_of, title_of

LACKS = {
    Fact.AGE: "Select an age, or “Not known yet”",
    Fact.SUPPORT: SELECT,
    Fact.PARENTS: SELECT,
    Fact.PARENTS_WHY: "Write why they have not been told",
}
NO_NAMES = "Write initials at most, no names. Do not describe any image."
NOTHING_ASKED = "Write down what you know. Do not question a child to fill this in."


def child_page(
    desk: Desk,
    child: Child | None,
    chrome: part.Chrome,
    sheet: Sheet | None = None,
    lacks: tuple[Fact, ...] = (),
    general: str | None = None,
) -> FormPage:
    """What is known of one child; with `child` None, of one more."""
    case, label = desk.case, required_move(desk.sight, desk.case.status, Act.CHILD).label
    typed = sheet.typed if sheet else (child.facts if child else {})
    errors = {**(sheet.errors if sheet else {}), **{need.value: LACKS[need] for need in lacks}}
    if child is None:
        action = url_for("children.add", case_id=case.id, version=case.version)
    else:
        action = url_for("children.correct", case_id=case.id, label=child.label, version=child.version)
    return FormPage(
        chrome=chrome,
        name="One child",
        caption=f"Case {case.reference}",
        heading=title_of(child.label) if child else label,
        words=(NOTHING_ASKED,),
        groups=tuple(_groups(desk, typed, errors)),
        action=action,
        act="Save" if child else label,
        back=part.Link("Back to the children", url_for("children.children", case_id=case.id)),
        general_error=general,
    )


def _groups(desk: Desk, typed: Mapping[str, str], errors: Mapping[str, str]) -> Iterable[Group]:
    ages, support = options_of(desk.guide, Fact.AGE), options_of(desk.guide, Fact.SUPPORT)
    parents = [(each.value, words) for each, words in PARENTS.items()]
    if desk.tenant.children_named:
        names = (_line(Fact.NAME, typed, errors), _line(Fact.NUMBER, typed, errors))
        yield Group(title="Who the child is", words=("You need not give a name.",), fields=names)
    yield Group(fields=(_pick(Fact.AGE, "How old is this child?", ages, typed, errors),))
    ticks = tuple(
        Tick(name=fact.value, label=words, ticked=typed.get(fact) == "yes", error=errors.get(fact))
        for fact, words in PARTS.items()
    )
    yield Group(title="What part has this child in it?", words=("Tick all that you know of.",), fields=ticks)
    yield Group(
        title="What the child needs and wants",
        fields=(
            _pick(Fact.SUPPORT, "Does this child have extra support or a social worker?", support, typed, errors),
            _box(Fact.WANTS, typed, errors, f"In their own words, as far as you know them. {NO_NAMES}"),
            _box(Fact.WANTS_POLICE, typed, errors, "It does not by itself decide."),
            _line(Fact.ADULT, typed, errors, "A member of staff whom the child can go to"),
            _box(Fact.PLAN, typed, errors, f"This child only: the family can be given it. {NO_NAMES}"),
        ),
    )
    yield Group(
        title=TITLES[Fact.PARENTS],
        fields=(
            _pick(Fact.PARENTS, "Have parents or carers been told?", parents, typed, errors),
            _box(Fact.PARENTS_WHY, typed, errors, f"If they have not been told, say why. {NO_NAMES}"),
        ),
    )


def _pick(
    fact: Fact,
    label: str,
    options: Iterable[tuple[str, str]],
    typed: Mapping[str, str],
    errors: Mapping[str, str],
) -> Field:
    choices = tuple(part.Choice(value, words, chosen=value == typed.get(fact)) for value, words in options)
    return Pick(name=fact.value, label=label, choices=choices, error=errors.get(fact))


def _box(fact: Fact, typed: Mapping[str, str], errors: Mapping[str, str], hint: str) -> Field:
    return Box(name=fact.value, label=TITLES[fact], hint=hint, typed=typed.get(fact, ""), error=errors.get(fact))


def _line(fact: Fact, typed: Mapping[str, str], errors: Mapping[str, str], hint: str | None = None) -> Field:
    return Line(name=fact.value, label=TITLES[fact], hint=hint, typed=typed.get(fact, ""), error=errors.get(fact))
