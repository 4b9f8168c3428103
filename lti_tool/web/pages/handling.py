"""Whose case it is: take it, hand it over, open it again."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from ...cases.desk import Desk
from ...cases.model import CaseChanged
from ...system.database import NOT_NOW
from .. import view_parts as part
from ..errors import not_saved
from ..forms import Sheet, read_sheet
from ..forms_casework import HandOverForm, ReopenForm
from ..services import services
from ..show.casework import hand_over_page, reopen_page
from ..show.words import CHANGED
from ..visitor import Visitor, chrome, visitor
from . import see_other, show

bp = Blueprint("handling", __name__, url_prefix="/cases/<id128:case_id>")


@bp.post("/take/<int:version>")
def take(case_id: str, version: int) -> Response:
    """Take a case. Who comes second sees on its page who has it."""
    who = visitor()
    try:
        services().ownership.take(case_id, who.person, version)
    except CaseChanged:
        return see_other(url_for("review.case", case_id=case_id, changed=""))
    return see_other(url_for("review.case", case_id=case_id))


@bp.get("/hand-over")
def hand_over_form(case_id: str) -> Response:
    """Who takes it from now on?"""
    who = visitor()
    return _show_hand_over(who, _desk(case_id, who))


@bp.post("/hand-over/<int:version>")
def hand_over(case_id: str, version: int) -> Response:
    """Give it to another lead."""
    who = visitor()
    desk = _desk(case_id, who)
    sheet = read_sheet(HandOverForm(), request.form)
    if sheet.errors:
        return _show_hand_over(who, desk, sheet, status=422)
    try:
        services().ownership.hand_over(case_id, who.person, version, sheet.values["staff"])
    except CaseChanged:
        return _show_hand_over(who, _desk(case_id, who), sheet, CHANGED, 409)
    except NOT_NOW as error:
        return _show_hand_over(who, desk, sheet, not_saved(error), 503)
    return see_other(url_for("review.case", case_id=case_id))


@bp.get("/reopen")
def reopen_form(case_id: str) -> Response:
    """What is new?"""
    who = visitor()
    desk = _desk(case_id, who)
    return show(reopen_page(desk, _around(who, desk)))


@bp.post("/reopen/<int:version>")
def reopen(case_id: str, version: int) -> Response:
    """Take it up again."""
    who = visitor()
    desk = _desk(case_id, who)
    sheet = read_sheet(ReopenForm(), request.form)
    if sheet.errors:
        return show(reopen_page(desk, _around(who, desk), sheet), 422)
    try:
        services().ownership.reopen(case_id, who.person, version, sheet.values["words"])
    except CaseChanged:
        desk = _desk(case_id, who)
        return show(reopen_page(desk, _around(who, desk), sheet, CHANGED), 409)
    except NOT_NOW as error:
        return show(reopen_page(desk, _around(who, desk), sheet, not_saved(error)), 503)
    return see_other(url_for("review.case", case_id=case_id))


def _desk(case_id: str, who: Visitor) -> Desk:
    return services().reviews.open(case_id, who.person).desk


def _around(who: Visitor, desk: Desk) -> part.Chrome:
    return chrome(who, restricted=desk.case.restricted)


def _show_hand_over(
    who: Visitor, desk: Desk, sheet: Sheet | None = None, general: str | None = None, status: int = 200
) -> Response:
    to = services().ownership.receivers(desk.case.id, who.person)
    return show(hand_over_page(desk, chrome(who, restricted=desk.case.restricted), to, sheet, general), status)
