"""Common questions, answered within a case and with the way back to the page where they came up."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from ...cases.assessment import QuestionNotAsked
from ...cases.desk import Desk
from ...cases.model import Sight
from ...guidance.assess import assess
from ..services import services
from ..show.asides import Spot, answers_page, spot_at_instruction, spot_at_outcome, spot_at_question
from ..visitor import Visitor, chrome, visitor
from . import see_other, show

bp = Blueprint("helping", __name__, url_prefix="/cases/<id128:case_id>")


@bp.get("/questions/<slug>/answers")
def at_question(case_id: str, slug: str) -> Response:
    """What people ask at one question of the guide."""
    who = visitor()
    desk = services().assessments.read(case_id, who.person)
    question = desk.path.question(slug)
    if question is None:
        raise QuestionNotAsked
    return _show(who, desk, spot_at_question(desk, question))


@bp.get("/first/answers")
def at_instruction(case_id: str) -> Response:
    """What a reporter asks when they are told to stop and do something first."""
    who = visitor()
    desk = services().assessments.read(case_id, who.person)
    if desk.sight is not Sight.REPORTER:
        return see_other(url_for("helping.at_outcome", case_id=case_id))
    return _show(who, desk, spot_at_instruction(desk))


@bp.get("/outcome/answers")
def at_outcome(case_id: str) -> Response:
    """What a lead asks about the outcome."""
    who = visitor()
    desk = services().reviews.work_on(case_id, who.person).desk
    return _show(who, desk, spot_at_outcome(desk, assess(desk.guide, desk.answers, strict=False)))


def _show(who: Visitor, desk: Desk, spot: Spot) -> Response:
    page = answers_page(desk, spot, chrome(who, restricted=desk.told_restricted))
    # Somebody has changed an answer meanwhile, or typed the address.
    return show(page) if page.answers or page.beliefs else see_other(spot.back.href)
