"""Cases that belong together."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request, url_for

from ...cases.links import NoSuchCase
from ...cases.model import Act
from ...cases.transitions import required_move
from ...system.database import NOT_NOW
from ..errors import not_saved
from ..forms import Sheet, read_sheet
from ..forms_children import LinkForm
from ..services import services
from ..show.links import NO_SUCH_CASE, links_page
from ..visitor import Visitor, chrome, visitor
from . import see_other, show
from .submitting import submit

bp = Blueprint("links", __name__, url_prefix="/cases/<id128:case_id>/links")


@bp.get("")
def links(case_id: str) -> Response:
    """Which cases belong to this one?"""
    return _show(visitor(), case_id)


@bp.post("")
def link(case_id: str) -> Response:
    """Link one more."""
    who = visitor()
    _required(case_id, who)
    sheet, again = read_sheet(LinkForm(), request.form), partial(_show, who, case_id)
    try:
        return submit(
            sheet,
            again,
            lambda given: services().links.link(case_id, who.person, given["reference"]),
            url_for("links.links", case_id=case_id),
        )
    except NoSuchCase:
        return again(sheet, None, 422, NO_SUCH_CASE)


@bp.post("/<id128:link_id>/undo")
def unlink(case_id: str, link_id: str) -> Response:
    """They do not belong together after all."""
    who = visitor()
    _required(case_id, who)
    try:
        services().links.unlink(case_id, who.person, link_id)
    except NOT_NOW as error:
        return _show(who, case_id, None, not_saved(error), 503)
    return see_other(url_for("links.links", case_id=case_id))


def _required(case_id: str, who: Visitor) -> None:
    desk = services().reviews.work_on(case_id, who.person).desk
    required_move(desk.sight, desk.case.status, Act.LINK)


def _show(
    who: Visitor,
    case_id: str,
    sheet: Sheet | None = None,
    general: str | None = None,
    status: int = 200,
    error: str | None = None,
) -> Response:
    file = services().reviews.work_on(case_id, who.person)
    around = chrome(who, restricted=file.desk.case.restricted)
    return show(links_page(file, around, sheet, error, general), status)
