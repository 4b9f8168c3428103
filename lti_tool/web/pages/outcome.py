"""What the guidance asks for, and the person's decision."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request

from ...cases.deciding import DecisionLacks, Way
from ...cases.model import Act, CaseChanged
from ...cases.review import CaseFile
from ...cases.transitions import required_move
from ...guidance.overlay import OUTCOME
from ...system.database import NOT_NOW
from ..done import after
from ..errors import not_saved
from ..forms import read_sheet
from ..forms_casework import DecisionForm
from ..services import services
from ..show.local import local_links
from ..show.outcome import NOTHING_WRONG, Wrong, outcome_page
from ..visitor import Visitor, chrome, contacts_of, visitor
from . import see_other, show
from .confirming import confirmation_of
from .decision import choice_of

bp = Blueprint("outcome", __name__, url_prefix="/cases/<id128:case_id>")

LOOK_AGAIN = "The answers have changed since you opened this page. Read it again, then confirm"


@bp.get("/outcome")
def show_outcome(case_id: str) -> Response:
    """The outcome that the answers require, with its reasons."""
    who = visitor()
    return _show(who, services().reviews.open(case_id, who.person))


@bp.post("/decisions/<int:version>")
def decide(case_id: str, version: int) -> Response:
    """Confirm the outcome that the answers require."""
    who = visitor()
    here = services()
    file = here.reviews.work_on(case_id, who.person)
    required_move(file.desk.sight, file.desk.case.status, Act.DECIDE)
    sheet = read_sheet(DecisionForm(), request.form)
    if sheet.errors:
        return _show(who, file, Wrong(sheet), 422)
    try:
        here.decisions.record(case_id, who.person, version, choice_of(Way.CONFIRM, file.desk, sheet))
    except DecisionLacks as lacking:
        return _show(who, file, Wrong(sheet, lacking.needs), 422)
    except NOT_NOW as error:
        return _show(who, file, Wrong(sheet, general=not_saved(error)), 503)
    except CaseChanged:
        return _show(who, here.reviews.open(case_id, who.person), Wrong(sheet, general=LOOK_AGAIN), 409)
    return see_other(after("decided", "outcome.show_outcome", case_id=case_id))


def _show(who: Visitor, file: CaseFile, wrong: Wrong = NOTHING_WRONG, status: int = 200) -> Response:
    around, here = chrome(who, restricted=file.desk.case.restricted), services()
    links = local_links(here.overlays.of(who.person.tenant_id), OUTCOME)
    page = outcome_page(file, around, contacts_of(who), here.clock.now(), wrong, links)
    return show(replace(page, confirmation=confirmation_of(who, file.desk.guide)), status)
