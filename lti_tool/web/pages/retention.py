"""How long cases are kept: holds, and the list of what is due for deletion."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request, url_for

from ...cases.model import Act
from ...cases.transitions import required_move
from ..forms import Sheet, read_sheet
from ..forms_retention import HoldForm, ReleaseForm
from ..services import services
from ..show.retention import due_page, hold_page, release_page
from ..visitor import Visitor, chrome, visitor
from . import show
from .submitting import submit

bp = Blueprint("retention", __name__, url_prefix="/cases")
FORMS = {Act.HOLD: HoldForm, Act.RELEASE: ReleaseForm}
PAGES = {Act.HOLD: hold_page, Act.RELEASE: release_page}


@bp.get("/due")
def due() -> Response:
    """What this person may see of what is due. Nothing is deleted from here."""
    who, here = visitor(), services()
    found = here.retention.due(who.person)
    with here.database.looking() as db:
        is_set = here.tenants.get(db, who.person.tenant_id).retention_months is not None
    return show(due_page(found, here.erasures.receipts(who.person), chrome(who), is_set=is_set))


@bp.get("/<id128:case_id>/hold")
def hold_form(case_id: str) -> Response:
    """Why must it be kept?"""
    return _show(Act.HOLD, visitor(), case_id)


@bp.post("/<id128:case_id>/hold/<int:version>")
def hold(case_id: str, version: int) -> Response:
    """Put it on hold."""
    return _submit(Act.HOLD, case_id, version)


@bp.get("/<id128:case_id>/release")
def release_form(case_id: str) -> Response:
    """Why need it not be kept any more?"""
    return _show(Act.RELEASE, visitor(), case_id)


@bp.post("/<id128:case_id>/release/<int:version>")
def release(case_id: str, version: int) -> Response:
    """Take it off hold."""
    return _submit(Act.RELEASE, case_id, version)


def _submit(act: Act, case_id: str, version: int) -> Response:
    who, holding = visitor(), services().holding
    keep = holding.hold if act is Act.HOLD else holding.release
    return submit(
        read_sheet(FORMS[act](), request.form),
        partial(_show, act, who, case_id),
        lambda given: keep(case_id, who.person, version, given["words"]),
        url_for("review.case", case_id=case_id),
    )


def _show(
    act: Act, who: Visitor, case_id: str, sheet: Sheet | None = None, general: str | None = None, status: int = 200
) -> Response:
    desk = services().reviews.work_on(case_id, who.person).desk
    required_move(desk.sight, desk.case.status, act)
    return show(PAGES[act](desk, chrome(who, restricted=desk.case.restricted), sheet, general), status)
