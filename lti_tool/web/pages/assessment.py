"""The questions: ask, save, stop and do this first, and the way out for what this guide is not for."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request, url_for

from ...cases.assessment import UNSENT, Answered, OptionNotOffered, QuestionNotAsked
from ...cases.desk import Desk
from ...cases.model import Sight, Status
from ...cases.unseen import AnswerChanged, mark_of
from ...guidance.model import Kind, Level, Question
from ...system.database import NOT_NOW
from ..errors import not_saved
from ..forms import ChoiceForm, Filled, TextForm, read_form
from ..phones import first_phones
from ..services import services
from ..show.asides import asides, spot_at_instruction
from ..show.question import question_page
from ..show.told import interruption_page, told
from ..views import OtherPage
from ..visitor import Visitor, chrome, contacts_of, visitor
from . import see_other, show

ANSWERED_MEANWHILE = (
    "This was answered since you opened the page, by somebody else or in another tab. "
    "Continue only if you are sure that yours is right. The other answer stays on record"
)

bp = Blueprint("assessment", __name__, url_prefix="/cases/<id128:case_id>")


@bp.get("/resume")
def resume(case_id: str) -> Response:
    """Where this person left off."""
    desk = services().assessments.read(case_id, visitor().person)
    if desk.sight is Sight.REPORTER and desk.case.status is Status.NEEDS_DETAIL:
        # First what they are asked; their answers are a click away.
        return see_other(url_for("sending.sent", case_id=case_id))
    return see_other(_next_page(desk))


@bp.get("/questions/<slug>")
def ask(case_id: str, slug: str) -> Response:
    """One question."""
    who = visitor()
    desk = services().assessments.read(case_id, who.person)
    if not _may_answer(desk):
        return see_other(_next_page(desk))
    return show_question(who, desk, _question(desk, slug))


@bp.post("/questions/<slug>")
def save(case_id: str, slug: str) -> Response:
    """Keep one answer, and go where it leads."""
    who = visitor()
    try:
        answered = services().assessments.answer(case_id, who.person, slug, _given, request.form.get("was"))
    except (AnswerChanged, OptionNotOffered, *NOT_NOW) as error:
        return _asked_again(who, case_id, slug, error)
    return see_other(_after(answered))


@bp.get("/first")
def first(case_id: str) -> Response:
    """Stop: do this first. Shown to the reporter once for each urgency; a lead is shown the outcome instead."""
    who = visitor()
    here = services()
    desk = here.assessments.read(case_id, who.person)
    if desk.sight is not Sight.REPORTER:
        return see_other(url_for("outcome.show_outcome", case_id=case_id))
    if not _may_answer(desk):
        return see_other(_next_page(desk))
    here.assessments.note_interruption(case_id, who.person, int(told(desk).level))
    page = interruption_page(desk, chrome(who, restricted=desk.told_restricted), contacts_of(who))
    return show(replace(page, asides=asides(desk, spot_at_instruction(desk))))


@bp.get("/elsewhere")
def elsewhere(case_id: str) -> Response:
    """Something else was reported: this guide is not for it, and the lead is told all the same."""
    who = visitor()
    desk = services().assessments.read(case_id, who.person)
    if desk.path.exit is None:
        return see_other(_next_page(desk))
    back = url_for("assessment.ask", case_id=case_id, slug=desk.path.steps[-1].question.id)
    restricted = desk.told_restricted
    phones = first_phones(contacts_of(who), restricted=restricted)
    return show(OtherPage(chrome=chrome(who, restricted=restricted), back_url=back, phones=phones))


def read_answer(question: Question) -> Filled:
    """The answer in the submitted form as `value`, or what is wrong with it."""
    if question.kind is Kind.TEXT:
        filled = read_form(TextForm(), request.form)
        # Words that cannot be kept come back as they were typed.
        typed = request.form.get("text", "") if filled.error else filled.values["text"]
        return Filled({"value": typed}, filled.error)
    filled = read_form(ChoiceForm(), request.form)
    value = filled.values.get("choice", "")
    return Filled({"value": value}, question.error if filled.error or not value else None)


def _given(question: Question) -> str:
    filled = read_answer(question)
    if filled.error:
        raise OptionNotOffered
    return str(filled.values["value"])


def _asked_again(who: Visitor, case_id: str, slug: str, error: Exception) -> Response:
    """The same page with what was chosen or typed, and why it was not kept."""
    desk = services().assessments.read(case_id, who.person)
    question = _question(desk, slug)
    filled = read_answer(question)
    if isinstance(error, AnswerChanged):
        return show_answered_meanwhile(who, case_id, question, filled)
    if isinstance(error, OptionNotOffered):
        return show_question(who, desk, question, filled if filled.error else Filled({"value": ""}, question.error))
    return show_question(who, desk, question, Filled(filled.values, not_saved(error)), 503)


def _question(desk: Desk, slug: str) -> Question:
    question = desk.path.question(slug)
    if question is None:
        raise QuestionNotAsked
    return question


def show_question(
    who: Visitor, desk: Desk, question: Question, wrong: Filled | None = None, status: int = 422
) -> Response:
    """The page that asks `question`, with what was wrong and what was typed."""
    error = wrong.error if wrong else None
    typed = str(wrong.values.get("value", "")) if wrong else None
    around = chrome(who, restricted=desk.told_restricted)
    page = question_page(desk, question, around, contacts_of(who), error, typed)
    return show(page, status if error else 200)


def show_answered_meanwhile(who: Visitor, case_id: str, question: Question, filled: Filled) -> Response:
    """The same page with what was chosen or typed. From here it replaces what somebody else has answered."""
    desk = services().assessments.read(case_id, who.person)
    there = mark_of(desk.cipher, case_id, question.id, desk.known.get(question.id, ""))
    around = chrome(who, restricted=desk.told_restricted)
    typed = str(filled.values["value"])
    page = question_page(desk, question, around, contacts_of(who), ANSWERED_MEANWHILE, typed)
    return show(replace(page, was=there), 409)


def _after(answered: Answered) -> str:
    """Where an answer leads: stop first, out of the guide, to the next question, or to the end."""
    if answered.hidden:
        return url_for("review.restricted")
    desk, case_id = answered.desk, answered.case.id
    if desk.sight is not Sight.REPORTER:
        return url_for("outcome.show_outcome", case_id=case_id) if answered.raised else _next_page(desk)
    if told(desk).level > max(desk.case.interrupted_at, Level.REFER_CSC):
        return url_for("assessment.first", case_id=case_id)
    return _next_page(desk)


def _next_page(desk: Desk) -> str:
    """The page on which the work goes on."""
    case_id = desk.case.id
    if not _may_answer(desk):
        return url_for("sending.sent" if desk.sight is Sight.REPORTER else "review.case", case_id=case_id)
    if desk.path.exit is not None:
        return url_for("assessment.elsewhere", case_id=case_id)
    if desk.path.next_question is not None:
        return url_for("assessment.ask", case_id=case_id, slug=desk.path.next_question.id)
    return url_for("sending.check" if desk.sight is Sight.REPORTER else "outcome.show_outcome", case_id=case_id)


def _may_answer(desk: Desk) -> bool:
    if desk.sight is Sight.REPORTER:
        return desk.case.status in UNSENT
    return desk.case.status not in {Status.DECIDED, Status.CLOSED}
