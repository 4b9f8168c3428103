"""Whose case it is: take it, hand it over, open it again."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request, url_for

from ...cases.model import CaseChanged
from ..done import after
from ..forms import Sheet, read_sheet
from ..forms_casework import HandOverForm, ReopenForm
from ..services import services
from ..show.casework import hand_over_page, reopen_page
from ..visitor import Visitor, chrome, visitor
from . import see_other, show
from .submitting import submit

bp = Blueprint("handling", __name__, url_prefix="/cases/<id128:case_id>")


@bp.post("/take/<int:version>")
def take(case_id: str, version: int) -> Response:
    """Take a case. Who comes second sees on its page who has it."""
    who = visitor()
    try:
        services().ownership.take(case_id, who.person, version)
    except CaseChanged:
        return see_other(url_for("review.case", case_id=case_id, changed=""))
    return see_other(after("taken", "review.case", case_id=case_id))


@bp.get("/hand-over")
def hand_over_form(case_id: str) -> Response:
    """Who takes it from now on?"""
    return _show_hand_over(visitor(), case_id)


@bp.post("/hand-over/<int:version>")
def hand_over(case_id: str, version: int) -> Response:
    """Give it to another lead."""
    who = visitor()
    return submit(
        read_sheet(HandOverForm(), request.form),
        partial(_show_hand_over, who, case_id),
        lambda given: services().ownership.hand_over(case_id, who.person, version, given["staff"]),
        after("handed-over", "review.case", case_id=case_id),
    )


@bp.get("/reopen")
def reopen_form(case_id: str) -> Response:
    """What is new?"""
    return _show_reopen(visitor(), case_id)


@bp.post("/reopen/<int:version>")
def reopen(case_id: str, version: int) -> Response:
    """Take it up again."""
    who = visitor()
    return submit(
        read_sheet(ReopenForm(), request.form),
        partial(_show_reopen, who, case_id),
        lambda given: services().ownership.reopen(case_id, who.person, version, given["words"]),
        after("reopened", "review.case", case_id=case_id),
    )


def _show_hand_over(
    who: Visitor, case_id: str, sheet: Sheet | None = None, general: str | None = None, status: int = 200
) -> Response:
    here = services()
    desk = here.reviews.work_on(case_id, who.person).desk
    to = here.ownership.receivers(case_id, who.person)
    return show(hand_over_page(desk, chrome(who, restricted=desk.case.restricted), to, sheet, general), status)


def _show_reopen(
    who: Visitor, case_id: str, sheet: Sheet | None = None, general: str | None = None, status: int = 200
) -> Response:
    desk = services().reviews.work_on(case_id, who.person).desk
    return show(reopen_page(desk, chrome(who, restricted=desk.case.restricted), sheet, general), status)
