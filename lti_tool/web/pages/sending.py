"""Check your answers, send, and what became of it."""

from __future__ import annotations

import contextlib

from flask import Blueprint, Response, request, url_for

from ...cases.assessment import UNSENT, OptionNotOffered, QuestionNotAsked
from ...cases.desk import Desk
from ...cases.model import Act, Sight, Status
from ...cases.transitions import required_move
from ...cases.unseen import AnswerChanged
from ...guidance.model import Kind, Question
from ...guidance.vocabulary import Ours
from ...system.database import NOT_NOW
from ..errors import not_saved
from ..forms import Filled, TextForm, read_form
from ..phones import first_phones
from ..services import services
from ..show.answers import sections
from ..show.status import status_page
from ..show.told import send_label
from ..views import CheckPage
from ..visitor import Visitor, chrome, contacts_of, has_head, receipt_place, visitor
from . import see_other, show
from .assessment import read_answer, show_answered_meanwhile, show_question

bp = Blueprint("sending", __name__, url_prefix="/cases/<id128:case_id>")


@bp.get("/check")
def check(case_id: str) -> Response:
    """What will be sent, and where to change it."""
    who = visitor()
    desk = services().assessments.read(case_id, who.person)
    if desk.sight is not Sight.REPORTER or desk.case.status not in UNSENT:
        return see_other(url_for("assessment.resume", case_id=case_id))
    steps = desk.path.steps
    back = url_for("assessment.ask", case_id=case_id, slug=steps[-1].question.id) if steps else url_for("start.start")
    restricted = desk.told_restricted
    return show(
        CheckPage(
            chrome=chrome(who, restricted=restricted),
            sections=sections(desk),
            back_url=back,
            send_url=url_for("sending.send", case_id=case_id),
            phones=first_phones(contacts_of(who), restricted=restricted),
            send_label=send_label(desk),
            to_tell="the head" if restricted else Ours("the lead"),
        )
    )


@bp.post("/send")
def send(case_id: str) -> Response:
    """Send what there is, with the answer that stands on the page it was sent from."""
    who = visitor()
    desk = services().assessments.read(case_id, who.person)
    if desk.sight is not Sight.REPORTER or desk.case.status in UNSENT:
        required_move(desk.sight, desk.case.status, Act.SEND)
        wrong = _keep_what_is_on_the_page(who, desk)
        if wrong is not None:
            return wrong
        services().assessments.send(case_id, who.person, receipt_place(who))
        _keep_what_has_no_place(who, desk)
    return see_other(url_for("sending.sent", case_id=case_id))


@bp.get("/sent")
def sent(case_id: str) -> Response:
    """Whether somebody has opened it."""
    who = visitor()
    desk = services().assessments.read(case_id, who.person)
    if desk.sight is not Sight.REPORTER or desk.case.status is Status.STARTED:
        return see_other(url_for("assessment.resume", case_id=case_id))
    around = chrome(who, restricted=desk.told_restricted)
    asked = services().conversations.open_questions(case_id, who.person)
    return show(status_page(desk, around, contacts_of(who), has_head=has_head(who), asked=asked))


def _keep_what_is_on_the_page(who: Visitor, desk: Desk) -> Response | None:
    """Keep what was chosen or typed, so that sending loses nothing.

    An unanswered question never holds the sending up. Only words that cannot be kept do: the page comes back with them.
    """
    question = desk.path.question(request.form.get("question", ""))
    if question is None:
        return None
    filled = read_answer(question)
    if filled.error and question.kind is Kind.TEXT:
        return show_question(who, desk, question, filled)
    if not filled.values["value"] or filled.error:
        return None
    return _keep(who, desk, question, filled)


def _keep(who: Visitor, desk: Desk, question: Question, filled: Filled) -> Response | None:
    value, was = str(filled.values["value"]), request.form.get("was")
    # What is no answer to the question any more is no answer at all.
    with contextlib.suppress(OptionNotOffered, QuestionNotAsked):
        try:
            services().assessments.answer(desk.case.id, who.person, question.id, value, was)
        except AnswerChanged:
            return show_answered_meanwhile(who, desk.case.id, question, filled)
        except NOT_NOW as error:
            return show_question(who, desk, question, Filled(filled.values, not_saved(error)), 503)
    return None


def _keep_what_has_no_place(who: Visitor, desk: Desk) -> None:
    """Words for a question that is not asked any more, because somebody changed an answer before it, are added."""
    text = request.form.get("text", "")
    if not text or desk.path.question(request.form.get("question", "")) is not None:
        return
    filled = read_form(TextForm(), request.form)
    if not filled.error and filled.values["text"]:
        services().conversations.add(desk.case.id, who.person, filled.values["text"])
