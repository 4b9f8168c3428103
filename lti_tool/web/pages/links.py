"""Cases that belong together."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from ...cases.links import NoSuchCase
from ...cases.model import Act
from ...cases.review import CaseFile
from ...cases.transitions import required_move
from ...system.database import NOT_NOW
from .. import view_parts as part
from ..errors import not_saved
from ..forms import read_sheet
from ..forms_children import LinkForm
from ..services import services
from ..show.links import NO_SUCH_CASE, links_page
from ..visitor import Visitor, chrome, visitor
from . import see_other, show

bp = Blueprint("links", __name__, url_prefix="/cases/<id128:case_id>/links")


@bp.get("")
def links(case_id: str) -> Response:
    """Which cases belong to this one?"""
    who = visitor()
    file = services().reviews.open(case_id, who.person)
    return show(links_page(file, _around(who, file)))


@bp.post("")
def link(case_id: str) -> Response:
    """Link one more."""
    who = visitor()
    file = _file(case_id, who)
    around, sheet = _around(who, file), read_sheet(LinkForm(), request.form)
    if sheet.errors:
        return show(links_page(file, around, sheet), 422)
    try:
        services().links.link(case_id, who.person, sheet.values["reference"])
    except NoSuchCase:
        return show(links_page(file, around, sheet, NO_SUCH_CASE), 422)
    except NOT_NOW as error:
        return show(links_page(file, around, sheet, general=not_saved(error)), 503)
    return see_other(url_for("links.links", case_id=case_id))


@bp.post("/<id128:link_id>/undo")
def unlink(case_id: str, link_id: str) -> Response:
    """They do not belong together after all."""
    who = visitor()
    file = _file(case_id, who)
    try:
        services().links.unlink(case_id, who.person, link_id)
    except NOT_NOW as error:
        return show(links_page(file, _around(who, file), general=not_saved(error)), 503)
    return see_other(url_for("links.links", case_id=case_id))


def _file(case_id: str, who: Visitor) -> CaseFile:
    file = services().reviews.open(case_id, who.person)
    required_move(file.desk.sight, file.desk.case.status, Act.LINK)
    return file


def _around(who: Visitor, file: CaseFile) -> part.Chrome:
    return chrome(who, restricted=file.desk.case.restricted)
