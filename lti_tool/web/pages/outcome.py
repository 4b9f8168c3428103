"""What the guidance asks for, and the person's decision."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from ...cases.model import CaseChanged
from ..forms import ReasonForm, read_form
from ..services import services
from ..show.outcome import outcome_page
from ..visitor import Visitor, chrome, contacts_of, visitor
from . import see_other, show

bp = Blueprint("outcome", __name__, url_prefix="/cases/<id128:case_id>")

LOOK_AGAIN = "The answers have changed since you opened this page. Read it again, then confirm"


@bp.get("/outcome")
def show_outcome(case_id: str) -> Response:
    """The outcome that the answers require, with its reasons."""
    return _show(visitor(), case_id)


@bp.post("/decisions/<int:version>")
def decide(case_id: str, version: int) -> Response:
    """Confirm the outcome, with a reason."""
    who = visitor()
    filled = read_form(ReasonForm(), request.form)
    typed = request.form.get("reason", "")
    if filled.error:
        return _show(who, case_id, filled.error, typed, 422)
    try:
        services().reviews.decide(case_id, who.person, version, filled.values["reason"])
    except CaseChanged:
        return _show(who, case_id, LOOK_AGAIN, typed, 409)
    return see_other(url_for("outcome.show_outcome", case_id=case_id))


def _show(who: Visitor, case_id: str, error: str | None = None, typed: str = "", status: int = 200) -> Response:
    here = services()
    file = here.reviews.open(case_id, who.person)
    return show(outcome_page(file, chrome(who), dict(contacts_of(who)), here.clock.now(), error, typed), status)
