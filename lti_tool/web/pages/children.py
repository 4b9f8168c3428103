"""The children of a case, and what one family is given."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from ...cases.children import Child, ChildLacks, Fact, child_of
from ...cases.desk import Desk
from ...cases.family import for_family
from ...cases.model import CaseChanged
from ...system.database import NOT_NOW
from ..errors import not_saved
from ..forms import Sheet, read_sheet
from ..forms_children import ChildForm
from ..services import services
from ..show.case import printed_by
from ..show.child import child_page
from ..show.children import children_page, family_page
from ..show.words import CHANGED
from ..visitor import Visitor, chrome, contacts_of, visitor
from . import see_other, show

bp = Blueprint("children", __name__, url_prefix="/cases/<id128:case_id>/children")

ENTRY_CHANGED = "Somebody else has changed this entry. Look at it again"


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
    who = visitor()
    return _show(who, _desk(case_id, who))


@bp.post("/add/<int:version>")
def add(case_id: str, version: int) -> Response:
    """Write down one more child."""
    who = visitor()
    desk = _desk(case_id, who)
    sheet = read_sheet(ChildForm(), request.form)
    if sheet.errors:
        return _show(who, desk, None, sheet, status=422)
    try:
        services().children.add(case_id, who.person, version, sheet.values)
    except ChildLacks as lacking:
        return _show(who, desk, None, sheet, lacking.needs, status=422)
    except CaseChanged:
        return _show(who, _desk(case_id, who), None, sheet, general=CHANGED, status=409)
    except NOT_NOW as error:
        return _show(who, desk, None, sheet, general=not_saved(error), status=503)
    return see_other(url_for("children.children", case_id=case_id))


@bp.get("/<label>")
def form(case_id: str, label: str) -> Response:
    """What is known of one child?"""
    who = visitor()
    desk = _desk(case_id, who)
    return _show(who, desk, _child(desk, label))


@bp.post("/<label>/<int:version>")
def correct(case_id: str, label: str, version: int) -> Response:
    """Write down what is known now."""
    who = visitor()
    desk = _desk(case_id, who)
    child, sheet = _child(desk, label), read_sheet(ChildForm(), request.form)
    if sheet.errors:
        return _show(who, desk, child, sheet, status=422)
    try:
        services().children.correct(case_id, who.person, label, version, sheet.values)
    except ChildLacks as lacking:
        return _show(who, desk, child, sheet, lacking.needs, status=422)
    except CaseChanged:
        desk = _desk(case_id, who)
        return _show(who, desk, _child(desk, label), sheet, general=ENTRY_CHANGED, status=409)
    except NOT_NOW as error:
        return _show(who, desk, child, sheet, general=not_saved(error), status=503)
    return see_other(url_for("children.children", case_id=case_id))


@bp.get("/<label>/print")
def family(case_id: str, label: str) -> Response:
    """What one family is given, to be printed."""
    who = visitor()
    here, desk = services(), _desk(case_id, who)
    child, around = _child(desk, label), chrome(who, restricted=desk.case.restricted)
    given = for_family(child, (each for each in here.children.with_names(desk) if each.label != label))
    return show(family_page(desk, given, around, contacts_of(who), printed_by(around, here.clock.now())))


def _desk(case_id: str, who: Visitor) -> Desk:
    return services().reviews.open(case_id, who.person).desk


def _child(desk: Desk, label: str) -> Child:
    return child_of(services().children.of(desk), label)


def _show(
    who: Visitor,
    desk: Desk,
    child: Child | None = None,
    sheet: Sheet | None = None,
    lacks: tuple[Fact, ...] = (),
    general: str | None = None,
    status: int = 200,
) -> Response:
    around = chrome(who, restricted=desk.case.restricted)
    return show(child_page(desk, child, around, sheet, lacks, general), status)
