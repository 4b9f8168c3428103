"""What an administrator sets for their school: numbers, rules, staff-only courses. No case can be seen from here."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request, session

from ...system.database import NOT_NOW
from ...tenants.hours import SchoolHours
from ...tenants.install import InstallRefused
from ...tenants.model import ContactKind, Posting
from ..done import after
from ..errors import not_saved
from ..forms import Sheet, read_sheet
from ..forms_installing import RulesForm, contacts_form
from ..services import services
from ..show.installing import NO_POSTING, contacts_page, courses_page, rules_page
from ..visitor import Visitor, chrome, visitor
from . import see_other, show

bp = Blueprint("installing", __name__, url_prefix="/installation")


@bp.get("/contacts")
def contacts() -> Response:
    """Whom people telephone."""
    who = visitor()
    return show(contacts_page(chrome(who), services().office.numbers(who.person)))


@bp.post("/contacts")
def keep_contacts() -> Response:
    """Keep all of them, or none."""
    who, sheet = visitor(), read_sheet(contacts_form(), request.form)
    here = services().office
    numbers = here.numbers(who.person)
    sheet = _checked(sheet)
    if sheet.errors:
        return show(contacts_page(chrome(who), numbers, sheet), 422)
    here.set_numbers(who.person, {kind: sheet.values[kind.value] for kind in ContactKind})
    return see_other(after("numbers", "start.installation"))


@bp.get("/rules")
def rules() -> Response:
    """How long cases are kept, and what else the school decides."""
    who = visitor()
    return show(rules_page(chrome(who), services().office.school(who.person)))


@bp.post("/rules")
def keep_rules() -> Response:
    """Keep them."""
    who, sheet = visitor(), read_sheet(RulesForm(), request.form)
    here, general, status = services().office, None, 422
    school = here.school(who.person)
    if not sheet.errors:
        given = sheet.values
        try:
            here.set_rules(
                who.person,
                given["months"],
                SchoolHours(given["begins"], given["ends"]),
                children_named=given["children_named"] == "yes",
            )
            return see_other(after("rules", "start.installation"))
        except InstallRefused as refused:
            sheet = replace(sheet, errors={"ends": str(refused)})
        except NOT_NOW as error:
            general, status = not_saved(error), 503
    return show(rules_page(chrome(who), school, sheet, general), status)


@bp.get("/courses")
def courses() -> Response:
    """Which courses are staff-only."""
    return _courses(visitor())


@bp.post("/courses")
def mark() -> Response:
    """Mark the course that this person came from."""
    who, chosen = visitor(), request.form.get("posting", "")
    context_id = _course_of_launch()
    if context_id is None or chosen not in {each.value for each in Posting}:
        return _courses(who, NO_POSTING)
    services().office.mark(who.person, context_id, Posting(chosen))
    return see_other(after("course", "installing.courses"))


@bp.post("/courses/<id128:course_id>/unmark")
def unmark(course_id: str) -> Response:
    """Take a mark away."""
    services().office.unmark(visitor().person, course_id)
    return see_other(after("course", "installing.courses"))


def _courses(who: Visitor, error: str | None = None) -> Response:
    marked = services().office.marked(who.person)
    page = courses_page(chrome(who), _course_of_launch(), who.person.host_id, marked, error)
    return show(page, 422 if error else 200)


def _course_of_launch() -> str | None:
    """The course that the launch of this session came from."""
    course: str | None = session.get("course")
    return course


def _checked(sheet: Sheet) -> Sheet:
    """The same, with what is wrong with an address."""
    wrong = dict(sheet.errors)
    for kind in ContactKind:
        value = sheet.values.get(kind.value)
        if value:
            try:
                services().install.check_contact(kind, value)
            except InstallRefused as refused:
                wrong[kind.value] = str(refused)
    return replace(sheet, errors=wrong)
