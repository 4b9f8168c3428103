"""The children of a case, and what one family is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Blueprint, Response, request

from ...cases.children import Child, ChildLacks, Fact, child_of
from ...cases.desk import Desk
from ...cases.family import for_family
from ..done import after
from ..forms import Sheet, read_sheet
from ..forms_children import ChildForm
from ..services import services
from ..show.case import printed_by
from ..show.child import child_page
from ..show.children import children_page, family_page
from ..visitor import Visitor, chrome, contacts_of, visitor
from . import show
from .submitting import submit

bp = Blueprint("children", __name__, url_prefix="/cases/<id128:case_id>/children")


@bp.get("")
def children(case_id: str) -> Response:
    """Who is in this case, by letter."""
    who = visitor()
    desk = _desk(case_id, who)
    around = chrome(who, restricted=desk.case.restricted)
    return show(children_page(desk, services().children.of(desk), around))


@bp.get("/add")
def add_form(case_id: str) -> Response:
    """One more child."""
    return _show(visitor(), case_id, None)


@bp.post("/add/<int:version>")
def add(case_id: str, version: int) -> Response:
    """Write down one more child."""
    who = visitor()
    return _submit(who, case_id, None, partial(services().children.add, case_id, who.person, version))


@bp.get("/<label>")
def form(case_id: str, label: str) -> Response:
    """What is known of one child?"""
    return _show(visitor(), case_id, label)


@bp.post("/<label>/<int:version>")
def correct(case_id: str, label: str, version: int) -> Response:
    """Write down what is known now."""
    who = visitor()
    return _submit(who, case_id, label, partial(services().children.correct, case_id, who.person, label, version))


@bp.get("/<label>/print")
def family(case_id: str, label: str) -> Response:
    """What one family is given, to be printed."""
    who = visitor()
    here = services()
    file = here.reviews.work_on(case_id, who.person)
    desk, around = file.desk, chrome(who, restricted=file.desk.case.restricted)
    child = _child(desk, label)
    here.reviews.note_family_page(file, who.person, label)
    given = for_family(child, (each for each in here.children.with_names(desk) if each.label != label))
    return show(family_page(desk, given, around, contacts_of(who), printed_by(around, here.clock.now())))


def _desk(case_id: str, who: Visitor) -> Desk:
    return services().reviews.work_on(case_id, who.person).desk


def _child(desk: Desk, label: str) -> Child:
    return child_of(services().children.of(desk), label)


def _submit(who: Visitor, case_id: str, label: str | None, keep: Callable[[Mapping[str, Any]], object]) -> Response:
    sheet, again = read_sheet(ChildForm(), request.form), partial(_show, who, case_id, label)
    try:
        return submit(sheet, again, keep, after("written-down", "children.children", case_id=case_id))
    except ChildLacks as lacking:
        return again(sheet, None, 422, lacking.needs)


def _show(
    who: Visitor,
    case_id: str,
    label: str | None,
    sheet: Sheet | None = None,
    general: str | None = None,
    status: int = 200,
    lacks: tuple[Fact, ...] = (),
) -> Response:
    desk = _desk(case_id, who)
    child, around = _child(desk, label) if label else None, chrome(who, restricted=desk.case.restricted)
    return show(child_page(desk, child, around, sheet, lacks, general), status)
