"""Deciding otherwise than by confirming: the ordinary endings, and a different outcome."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ...cases.deciding import Choice, DecisionLacks, Need, Way, WayNotOpen
from ...cases.decisions import computed_level
from ...cases.desk import Desk
from ...cases.due import day_of
from ...cases.model import Act, CaseChanged
from ...cases.transitions import required_move
from ...guidance.model import Level
from ...system.database import NOT_NOW
from ...tenants.tenants import NotFound
from ..done import after
from ..errors import not_saved
from ..forms import Sheet, read_sheet
from ..forms_casework import DecisionForm
from ..services import services
from ..show.decision import decision_page, ways_page
from ..show.words import changed_words
from ..visitor import Visitor, chrome, visitor
from . import see_other, show

bp = Blueprint("decision", __name__, url_prefix="/cases/<id128:case_id>/decision")

NO_OUTCOME = "Select the outcome that you decide on"
NO_LONGER = "This does not fit what the answers ask for any more. Go back and choose again"


@bp.get("")
def choose(case_id: str) -> Response:
    """In which way?"""
    who = visitor()
    desk = _desk(case_id, who)
    return show(ways_page(desk, chrome(who, restricted=desk.case.restricted)))


@bp.get("/<way>")
def form(case_id: str, way: str) -> Response:
    """The form of one way."""
    who = visitor()
    return _show(who, _desk(case_id, who), _way(way))


@bp.post("/<way>/<int:version>")
def record(case_id: str, way: str, version: int) -> Response:
    """Record the decision."""
    who = visitor()
    desk, chosen = _desk(case_id, who), _way(way)
    sheet = read_sheet(DecisionForm(), request.form)
    if chosen is Way.OVERRIDE and sheet.typed["outcome"] not in Level.__members__:
        sheet = Sheet(sheet.values, {**sheet.errors, "outcome": NO_OUTCOME}, sheet.typed)
    if sheet.errors:
        return _show(who, desk, chosen, sheet, status=422)
    try:
        services().decisions.record(case_id, who.person, version, choice_of(chosen, desk, sheet))
    except DecisionLacks as lacking:
        return _show(who, desk, chosen, sheet, lacking.needs, status=422)
    except WayNotOpen:
        return _show(who, desk, chosen, sheet, general=NO_LONGER, status=409)
    except CaseChanged:
        desk = _desk(case_id, who)
        return _show(who, desk, chosen, sheet, general=changed_words(desk.case), status=409)
    except NOT_NOW as error:
        return _show(who, desk, chosen, sheet, general=not_saved(error), status=503)
    return see_other(after("decided", "outcome.show_outcome", case_id=case_id))


def choice_of(way: Way, desk: Desk, sheet: Sheet) -> Choice:
    """What the form says, as a choice."""
    outcome = Level[sheet.typed["outcome"]] if way is Way.OVERRIDE else computed_level(desk)
    given = {need.value: str(sheet.values.get(need.value) or "") for need in Need}
    return Choice(way, outcome, given)


def _desk(case_id: str, who: Visitor) -> Desk:
    desk = services().reviews.work_on(case_id, who.person).desk
    required_move(desk.sight, desk.case.status, Act.DECIDE)
    return desk


def _way(word: str) -> Way:
    if word not in set(Way) - {Way.CONFIRM}:
        raise NotFound("There is no such way.")
    return Way(word)


def _show(
    who: Visitor,
    desk: Desk,
    way: Way,
    sheet: Sheet | None = None,
    lacks: tuple[Need, ...] = (),
    general: str | None = None,
    status: int = 200,
) -> Response:
    around, today = chrome(who, restricted=desk.case.restricted), day_of(services().clock.now())
    return show(decision_page(desk, way, around, today, sheet, lacks, general), status)
