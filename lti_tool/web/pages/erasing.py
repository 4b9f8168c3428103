"""Deleting a case: a lead proposes, an administrator agrees, and both have the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, Response, request, url_for

from ...cases.erasure_receipts import ErasureReason
from ...cases.model import Act
from ...cases.transitions import required_move
from ...system.database import NOT_NOW
from ..errors import not_saved
from ..forms import Sheet, read_sheet
from ..forms_retention import AGREE, AgreeForm, EraseForm
from ..services import services
from ..show.case import printed_by
from ..show.erasing import decide_page, erase_page, receipt_page, waiting_page
from ..visitor import Visitor, chrome, visitor
from . import see_other, show
from .submitting import submit

bp = Blueprint("erasing", __name__)


@bp.get("/cases/<id128:case_id>/erase")
def form(case_id: str) -> Response:
    """Why can it be deleted? Or, where that is proposed, what about it?"""
    return _show_erase(visitor(), case_id)


@bp.post("/cases/<id128:case_id>/erase/<int:version>")
def propose(case_id: str, version: int) -> Response:
    """Ask an administrator to agree."""
    who = visitor()
    return submit(
        read_sheet(EraseForm(), request.form),
        partial(_show_erase, who, case_id),
        lambda given: services().erasures.propose(case_id, who.person, version, ErasureReason(given["reason"])),
        url_for("review.case", case_id=case_id),
    )


@bp.post("/cases/<id128:case_id>/erase/withdraw")
def withdraw(case_id: str) -> Response:
    """Not after all."""
    who = visitor()
    try:
        services().erasures.withdraw(case_id, who.person)
    except NOT_NOW as error:
        return _show_erase(who, case_id, None, not_saved(error), 503)
    return see_other(url_for("review.case", case_id=case_id))


@bp.get("/deletions")
def waiting() -> Response:
    """What waits for an administrator."""
    who, erasures = visitor(), services().erasures
    return show(waiting_page(erasures.waiting(who.person), erasures.receipts(who.person), chrome(who)))


@bp.get("/deletions/<id128:proposal_id>")
def decide_form(proposal_id: str) -> Response:
    """Does an administrator agree?"""
    return _show_decide(visitor(), proposal_id)


@bp.post("/deletions/<id128:proposal_id>")
def decide(proposal_id: str) -> Response:
    """Delete the case, or keep it."""
    who, erasures = visitor(), services().erasures
    erasures.look_at(who.person, proposal_id)
    made = []

    def keep(given: Mapping[str, Any]) -> None:
        if given["answer"] == AGREE:
            made.append(erasures.agree(who.person, proposal_id))
        else:
            erasures.refuse(who.person, proposal_id)

    response = submit(
        read_sheet(AgreeForm(), request.form), partial(_show_decide, who, proposal_id), keep, url_for("erasing.waiting")
    )
    return see_other(url_for("erasing.receipt", receipt_id=made[0].id)) if made else response


@bp.get("/deletions/receipts/<id128:receipt_id>")
def receipt(receipt_id: str) -> Response:
    """What was deleted, for the two who agreed."""
    who, here = visitor(), services()
    found, people = here.erasures.receipt(who.person, receipt_id)
    around = chrome(who)
    return show(receipt_page(found, people, around, who.person, printed_by(around, here.clock.now())))


def _show_erase(
    who: Visitor, case_id: str, sheet: Sheet | None = None, general: str | None = None, status: int = 200
) -> Response:
    here = services()
    file = here.reviews.work_on(case_id, who.person)
    required_move(file.desk.sight, file.desk.case.status, Act.ERASE)
    around = chrome(who, restricted=file.desk.case.restricted)
    return show(erase_page(file, around, here.clock.now(), sheet, general), status)


def _show_decide(
    who: Visitor, proposal_id: str, sheet: Sheet | None = None, general: str | None = None, status: int = 200
) -> Response:
    found = services().erasures.look_at(who.person, proposal_id)
    return show(decide_page(found, chrome(who), sheet, general), status)
