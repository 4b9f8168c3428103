"""Practice on invented cases: a reporter's questions, then a lead's, and how it went."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from ...cases.assessment import OptionNotOffered, QuestionNotAsked
from ...cases.model import CaseNotFound
from ...cases.practice import Rehearsal
from ...cases.unseen import AnswerChanged
from ...guidance.model import Kind, Question
from ...system.database import NOT_NOW
from ..errors import not_saved
from ..forms import ChoiceForm, Filled, read_form
from ..services import services
from ..show.practice import check_page, choose_page, end_page, question_page, story_page
from ..show.practice_result import result_page
from ..visitor import Visitor, chrome, receipt_place, visitor
from . import see_other, show
from .assessment import read_answer

ELSEWHERE = "You have answered this in another tab since. Check your answer, then continue to replace the other"
NO_STORY = "Select a case to practise on"

bp = Blueprint("practice", __name__, url_prefix="/practice")


@bp.get("")
def choose() -> Response:
    """Choose a story."""
    return _choose(visitor())


@bp.post("")
def start() -> Response:
    """Begin it, or go on with it."""
    who = visitor()
    filled = read_form(ChoiceForm(), request.form)
    story_id = filled.values.get("choice", "")
    if filled.error or not story_id:
        return _choose(who, NO_STORY)
    try:
        begun = services().practices.start(who.person, story_id)
    except CaseNotFound:
        return _choose(who, NO_STORY)
    return see_other(url_for("practice.story", practice_id=begun.id))


@bp.get("/<id128:practice_id>")
def story(practice_id: str) -> Response:
    """What is known of it."""
    who, rehearsal = _opened(practice_id)
    if rehearsal.practice.finished_at is not None:
        return see_other(_next_page(rehearsal))
    return show(story_page(rehearsal, chrome(who)))


@bp.get("/<id128:practice_id>/go-on")
def go_on(practice_id: str) -> Response:
    """Where this person left off."""
    _who, rehearsal = _opened(practice_id)
    return see_other(_next_page(rehearsal))


@bp.get("/<id128:practice_id>/questions/<slug>")
def ask(practice_id: str, slug: str) -> Response:
    """One question."""
    who, rehearsal = _opened(practice_id)
    if rehearsal.practice.finished_at is not None:
        return see_other(_next_page(rehearsal))
    return _show_question(who, rehearsal, _question(rehearsal, slug))


@bp.post("/<id128:practice_id>/questions/<slug>")
def save(practice_id: str, slug: str) -> Response:
    """Keep one answer."""
    who, rehearsal = _opened(practice_id)
    question = _question(rehearsal, slug)
    filled = read_answer(question)
    if filled.error:
        return _show_question(who, rehearsal, question, filled)
    return _keep(who, rehearsal, question, filled) or go_on(practice_id)


@bp.get("/<id128:practice_id>/check")
def check(practice_id: str) -> Response:
    """The reporter's answers before they are sent."""
    who, rehearsal = _opened(practice_id)
    if rehearsal.practice.sent_at is not None or rehearsal.path.next_question is not None:
        return see_other(_next_page(rehearsal))
    return show(check_page(rehearsal, chrome(who)))


@bp.post("/<id128:practice_id>/send")
def send(practice_id: str) -> Response:
    """End the reporter's part, with the answer that stands on the page it was sent from."""
    who, rehearsal = _opened(practice_id)
    question = rehearsal.path.question(request.form.get("question", ""))
    if question is not None and rehearsal.practice.sent_at is None:
        filled = read_answer(question)
        if filled.error and question.kind is Kind.TEXT:
            return _show_question(who, rehearsal, question, filled)
        wrong = None if filled.error else _keep(who, rehearsal, question, filled)
        if wrong is not None:
            return wrong
    services().practices.send(practice_id, who.person)
    return see_other(url_for("practice.story", practice_id=practice_id))


@bp.get("/<id128:practice_id>/end")
def end(practice_id: str) -> Response:
    """Everything is answered."""
    who, rehearsal = _opened(practice_id)
    practice = rehearsal.practice
    if practice.finished_at or practice.sent_at is None or rehearsal.path.next_question is not None:
        return see_other(_next_page(rehearsal))
    return show(end_page(rehearsal, chrome(who)))


@bp.post("/<id128:practice_id>/finish")
def finish(practice_id: str) -> Response:
    """Finish it. A receipt goes out as for a report that was sent."""
    who = visitor()
    services().practices.finish(practice_id, who.person, receipt_place(who))
    return see_other(url_for("practice.result", practice_id=practice_id))


@bp.get("/<id128:practice_id>/result")
def result(practice_id: str) -> Response:
    """How it went."""
    who, rehearsal = _opened(practice_id)
    if rehearsal.practice.finished_at is None:
        return see_other(_next_page(rehearsal))
    return show(result_page(rehearsal, chrome(who)))


def _choose(who: Visitor, error: str | None = None) -> Response:
    practices, around = services().practices, chrome(who, first_view="first" in request.args)
    page = choose_page(practices.book(who.person), practices.of(who.person), who.person, around, error)
    return show(page, 422 if error else 200)


def _opened(practice_id: str) -> tuple[Visitor, Rehearsal]:
    who = visitor()
    return who, services().practices.read(practice_id, who.person)


def _question(rehearsal: Rehearsal, slug: str) -> Question:
    question = rehearsal.path.question(slug)
    if question is None:
        raise QuestionNotAsked
    return question


def _keep(who: Visitor, rehearsal: Rehearsal, question: Question, filled: Filled) -> Response | None:
    value, was = str(filled.values["value"]), request.form.get("was")
    try:
        services().practices.answer(rehearsal.practice.id, who.person, question.id, value, was)
    except AnswerChanged:
        newest = services().practices.read(rehearsal.practice.id, who.person)
        return _show_question(who, newest, question, Filled(filled.values, ELSEWHERE), 409)
    except OptionNotOffered:
        return _show_question(who, rehearsal, question, Filled({"value": ""}, question.error))
    except NOT_NOW as error:
        return _show_question(who, rehearsal, question, Filled(filled.values, not_saved(error)), 503)
    return None


def _show_question(
    who: Visitor, rehearsal: Rehearsal, question: Question, wrong: Filled | None = None, status: int = 422
) -> Response:
    error = wrong.error if wrong else None
    typed = str(wrong.values.get("value", "")) if wrong else None
    return show(question_page(rehearsal, question, chrome(who), error, typed), status if error else 200)


def _next_page(rehearsal: Rehearsal) -> str:
    """The page on which the practice goes on."""
    practice, waiting = rehearsal.practice, rehearsal.path.next_question
    if practice.finished_at is not None:
        return url_for("practice.result", practice_id=practice.id)
    if waiting is not None and rehearsal.path.exit is None:
        return url_for("practice.ask", practice_id=practice.id, slug=waiting.id)
    return url_for("practice.check" if practice.sent_at is None else "practice.end", practice_id=practice.id)
