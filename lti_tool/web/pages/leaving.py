"""Deleting everything of a school: a lead or the head agrees or refuses. It is carried out by a command."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request, url_for

from ...tenants.tenants import NotFound
from ..forms import Sheet, read_sheet
from ..forms_retention import AGREE, AgreeForm
from ..services import services
from ..show.leaving import leaving_page
from ..visitor import Visitor, chrome, visitor
from . import show
from .submitting import submit

bp = Blueprint("leaving", __name__, url_prefix="/leaving")


@bp.get("")
def form() -> Response:
    """There is such a page only while somebody asks."""
    return _show(visitor())


@bp.post("")
def answer() -> Response:
    """Agree, or refuse."""
    who = visitor()
    _show(who)
    return submit(
        read_sheet(AgreeForm(), request.form),
        partial(_show, who),
        lambda given: services().leaving.answer(who.person, agrees=given["answer"] == AGREE),
        url_for("review.queue"),
    )


def _show(who: Visitor, sheet: Sheet | None = None, general: str | None = None, status: int = 200) -> Response:
    here = services()
    asked = here.leaving.pending(who.person)
    if asked is None:
        raise NotFound("There is no such page for this person.")
    with here.database.looking() as db:
        school = here.tenants.get(db, who.person.tenant_id).name
    return show(leaving_page(asked, chrome(who), school, sheet, general), status)
