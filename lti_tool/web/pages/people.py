"""People and roles, for the administrator; and the code by which somebody takes up a role."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from ...system.database import NOT_NOW
from ...tenants.install import InstallRefused
from ...tenants.model import Role
from ...tenants.role_codes import CodeRefused
from ...tenants.tenants import NotFound
from .. import view_parts as part
from ..done import after
from ..errors import not_saved
from ..services import services
from ..show.code import code_form, taken_up_page
from ..show.people import HINTS, NO_CODE, NO_ROLE, code_page, people_page, person_page
from ..visitor import chrome, visitor
from . import see_other, show

bp = Blueprint("people", __name__)

LONGEST_ADDRESS = 320
LONGEST_CODE = 60
NO_TYPED_CODE = "Type the code that you were given"


@bp.get("/installation/people")
def everybody() -> Response:
    """Who has a role, what waits, and who else could have one."""
    who = visitor()
    return show(people_page(services().people.everybody(who.person), chrome(who)))


@bp.post("/installation/people/code")
def code() -> Response:
    """Make a one-time code. It stands on this page and nowhere else."""
    who, role = visitor(), _role()
    here = services().people
    if role is None:
        return show(people_page(here.everybody(who.person), chrome(who), NO_CODE), 422)
    return show(code_page(here.code(who.person, role), chrome(who)))


@bp.get("/installation/people/<id128:staff_id>")
def one(staff_id: str) -> Response:
    """One person."""
    return _show(staff_id)


@bp.post("/installation/people/<id128:staff_id>/give")
def give(staff_id: str) -> Response:
    """Give a role, or propose it."""
    role = _role()
    if role is None:
        return _show(staff_id, part.Problem(NO_ROLE, "role"))
    given = services().people.give(visitor().person, staff_id, role)
    return see_other(after("role-given" if given else "role-waits", "people.one", staff_id=staff_id))


@bp.post("/installation/people/<id128:staff_id>/take/<role>")
def take(staff_id: str, role: str) -> Response:
    """Take a role away, or withdraw one that waits."""
    if role not in {each.value for each in HINTS}:
        raise NotFound("There is no such role.")
    try:
        services().people.take(visitor().person, staff_id, Role(role))
    except InstallRefused as refused:
        return _show(staff_id, part.Problem(str(refused), "main"))
    who = visitor()
    mine = who.person.id == staff_id and not who.person.has(Role.ADMINISTRATOR)
    return see_other(url_for("start.home") if mine else after("role-taken", "people.one", staff_id=staff_id))


@bp.post("/installation/people/<id128:staff_id>/address")
def write_to(staff_id: str) -> Response:
    """Where this person is told that a case waits."""
    typed = request.form.get("address", "").strip()[:LONGEST_ADDRESS]
    try:
        services().people.write_to(visitor().person, staff_id, typed or None)
    except InstallRefused as refused:
        return _show(staff_id, part.Problem(str(refused), "address"), typed)
    return see_other(after("address", "people.one", staff_id=staff_id))


@bp.get("/roles/code")
def code_page_for_staff() -> Response:
    """For whoever was given a code."""
    return show(code_form(chrome(visitor())))


@bp.post("/roles/code")
def take_up() -> Response:
    """Take up the role that a code stands for."""
    who, typed = visitor(), request.form.get("code", "").strip()[:LONGEST_CODE]
    if not typed:
        return show(code_form(chrome(who), typed, NO_TYPED_CODE), 422)
    try:
        taken = services().codes.take_up(who.person, typed)
    except CodeRefused as refused:
        return show(code_form(chrome(who), typed, str(refused)), 422)
    except NOT_NOW as error:
        return show(code_form(chrome(who), typed, general=not_saved(error)), 503)
    return show(taken_up_page(taken, chrome(who)))


def _role() -> Role | None:
    """The role that was chosen; one that nobody is offered is none."""
    chosen = request.form.get("role", "")
    return next((role for role in HINTS if role.value == chosen), None)


def _show(staff_id: str, wrong: part.Problem | None = None, typed: str | None = None) -> Response:
    who = visitor()
    known = services().people.one(who.person, staff_id)
    return show(person_page(known, chrome(who), wrong=wrong, typed=typed), 422 if wrong else 200)
