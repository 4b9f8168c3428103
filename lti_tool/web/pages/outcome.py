"""What the guidance asks for, and the person's decision."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from ...cases.model import Act, CaseChanged
from ...cases.review import CaseFile
from ...cases.transitions import required_move
from ...system.database import NOT_NOW
from ..errors import not_saved
from ..forms import ReasonForm, read_form
from ..services import services
from ..show.case import NOTHING_WRONG, Wrong
from ..show.outcome import outcome_page
from ..visitor import Visitor, chrome, contacts_of, visitor
from . import see_other, show

bp = Blueprint("outcome", __name__, url_prefix="/cases/<id128:case_id>")

LOOK_AGAIN = "The answers have changed since you opened this page. Read it again, then confirm"


@bp.get("/outcome")
def show_outcome(case_id: str) -> Response:
    """The outcome that the answers require, with its reasons."""
    who = visitor()
    return _show(who, services().reviews.open(case_id, who.person))


@bp.post("/decisions/<int:version>")
def decide(case_id: str, version: int) -> Response:
    """Confirm the outcome, with a reason."""
    who = visitor()
    reviews = services().reviews
    file = reviews.open(case_id, who.person)
    required_move(file.desk.sight, file.desk.case.status, Act.DECIDE)
    filled = read_form(ReasonForm(), request.form)
    typed = request.form.get("reason", "")
    if filled.error:
        return _show(who, file, Wrong("confirm", filled.error, typed), 422)
    try:
        reviews.decide(case_id, who.person, version, filled.values["reason"])
    except NOT_NOW as error:
        return _show(who, file, Wrong("confirm", not_saved(error), typed), 503)
    except CaseChanged:
        return _show(who, reviews.open(case_id, who.person), Wrong("confirm", LOOK_AGAIN, typed), 409)
    return see_other(url_for("outcome.show_outcome", case_id=case_id))


def _show(who: Visitor, file: CaseFile, wrong: Wrong = NOTHING_WRONG, status: int = 200) -> Response:
    around = chrome(who, restricted=file.desk.case.restricted)
    return show(outcome_page(file, around, contacts_of(who), services().clock.now(), wrong), status)
