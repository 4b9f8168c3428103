"""The questions: ask, save, stop and do this first, and the way out for what this guide is not for."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from ...cases.assessment import Answered, OptionNotOffered, QuestionNotAsked
from ...cases.desk import Desk
from ...cases.model import Sight, Status
from ...guidance.instruction import instruction
from ...guidance.model import Kind, Level, Question
from ...tenants.model import ContactKind
from ..forms import ChoiceForm, Filled, TextForm, read_form
from ..phones import phones, staff_phones
from ..services import services
from ..show.question import question_page
from ..views import InterruptionPage, OtherPage
from ..visitor import Visitor, chrome, contacts_of, visitor
from . import see_other, show

bp = Blueprint("assessment", __name__, url_prefix="/cases/<id128:case_id>")


@bp.get("/resume")
def resume(case_id: str) -> Response:
    """Where this person left off."""
    desk = services().assessments.read(case_id, visitor().person)
    return see_other(_next_page(desk))


@bp.get("/questions/<slug>")
def ask(case_id: str, slug: str) -> Response:
    """One question."""
    who = visitor()
    desk = services().assessments.read(case_id, who.person)
    if not _may_answer(desk):
        return see_other(_next_page(desk))
    return _show_question(who, desk, _question(desk, slug))


@bp.post("/questions/<slug>")
def save(case_id: str, slug: str) -> Response:
    """Keep one answer, and go where it leads."""
    who = visitor()
    desk = services().assessments.read(case_id, who.person)
    question = _question(desk, slug)
    filled = read_answer(question)
    if filled.error:
        return _show_question(who, desk, question, filled)
    try:
        answered = services().assessments.answer(case_id, who.person, slug, str(filled.values["value"]))
    except OptionNotOffered:
        return _show_question(who, desk, question, Filled({"value": ""}, question.error))
    return see_other(_after(who, answered))


@bp.get("/first")
def first(case_id: str) -> Response:
    """Stop: do this first. Shown once for each urgency."""
    who = visitor()
    here = services()
    desk = here.assessments.read(case_id, who.person)
    told = instruction(desk.guide, desk.answers)
    here.assessments.note_interruption(case_id, who.person, int(told.level))
    is_reporter = desk.sight is Sight.REPORTER
    about_staff = desk.case.restricted
    return show(
        InterruptionPage(
            chrome=chrome(who),
            heading=told.heading,
            do=told.do + (told.if_about_staff if about_staff else ()) + told.if_nobody_answers,
            say=told.say,
            do_not=told.do_not,
            phones=phones(contacts_of(who), [ContactKind(kind) for kind in told.contacts]),
            continue_url=url_for("assessment.resume", case_id=case_id),
            send_url=url_for("sending.send", case_id=case_id) if is_reporter else None,
        )
    )


@bp.get("/elsewhere")
def elsewhere(case_id: str) -> Response:
    """Something else was reported: this guide is not for it, and the lead is told all the same."""
    who = visitor()
    desk = services().assessments.read(case_id, who.person)
    if desk.path.exit is None:
        return see_other(_next_page(desk))
    back = url_for("assessment.ask", case_id=case_id, slug=desk.path.steps[-1].question.id)
    return show(OtherPage(chrome=chrome(who), back_url=back, phones=staff_phones(contacts_of(who))))


def read_answer(question: Question) -> Filled:
    """The answer in the submitted form as `value`, or what is wrong with it."""
    if question.kind is Kind.TEXT:
        filled = read_form(TextForm(), request.form)
        return Filled({"value": filled.values.get("text", request.form.get("text", ""))}, filled.error)
    filled = read_form(ChoiceForm(), request.form)
    value = filled.values.get("choice", "")
    return Filled({"value": value}, filled.error or (None if value else question.error))


def _question(desk: Desk, slug: str) -> Question:
    question = desk.path.question(slug)
    if question is None:
        raise QuestionNotAsked
    return question


def _show_question(who: Visitor, desk: Desk, question: Question, wrong: Filled | None = None) -> Response:
    error = wrong.error if wrong else None
    typed = str(wrong.values.get("value", "")) if wrong else None
    page = question_page(desk, question, chrome(who), contacts_of(who), error, typed)
    return show(page, 422 if error else 200)


def _after(who: Visitor, answered: Answered) -> str:
    """Where an answer leads: stop first, out of the guide, to the next question, or to the end."""
    if answered.hidden:
        return url_for("review.restricted")
    case_id = answered.case.id
    desk = services().assessments.read(case_id, who.person)
    if instruction(desk.guide, desk.answers).level > max(desk.case.interrupted_at, Level.REFER_CSC):
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
        return desk.case.status is Status.STARTED
    return desk.case.status not in {Status.DECIDED, Status.CLOSED}
