"""Check your answers, send, and what became of it."""

from __future__ import annotations

import contextlib

from flask import Blueprint, Response, request, url_for

from ...cases.assessment import OptionNotOffered, QuestionNotAsked
from ...cases.model import Sight, Status
from ...guidance.model import Kind
from ..phones import staff_phones
from ..services import services
from ..show.answers import sections
from ..show.question import question_page
from ..show.status import status_page
from ..views import CheckPage
from ..visitor import Visitor, chrome, contacts_of, receipt_place, visitor
from . import see_other, show
from .assessment import read_answer

bp = Blueprint("sending", __name__, url_prefix="/cases/<id128:case_id>")


@bp.get("/check")
def check(case_id: str) -> Response:
    """What will be sent, and where to change it."""
    who = visitor()
    desk = services().assessments.read(case_id, who.person)
    if desk.sight is not Sight.REPORTER or desk.case.status is not Status.STARTED:
        return see_other(url_for("assessment.resume", case_id=case_id))
    steps = desk.path.steps
    back = url_for("assessment.ask", case_id=case_id, slug=steps[-1].question.id) if steps else url_for("start.start")
    return show(
        CheckPage(
            chrome=chrome(who),
            sections=sections(desk),
            back_url=back,
            send_url=url_for("sending.send", case_id=case_id),
            phones=staff_phones(contacts_of(who)),
        )
    )


@bp.post("/send")
def send(case_id: str) -> Response:
    """Send what there is, with the answer that stands on the page it was sent from."""
    who = visitor()
    wrong = _keep_what_is_on_the_page(who, case_id)
    if wrong is not None:
        return wrong
    services().assessments.send(case_id, who.person, receipt_place(who))
    return see_other(url_for("sending.sent", case_id=case_id))


@bp.get("/sent")
def sent(case_id: str) -> Response:
    """Whether somebody has opened it."""
    who = visitor()
    desk = services().assessments.read(case_id, who.person)
    if desk.sight is not Sight.REPORTER or desk.case.sent_at is None:
        return see_other(url_for("assessment.resume", case_id=case_id))
    return show(status_page(desk, chrome(who), contacts_of(who)))


def _keep_what_is_on_the_page(who: Visitor, case_id: str) -> Response | None:
    """Keep what was chosen or typed, so that sending loses nothing.

    An unanswered question never holds the sending up. Only words that cannot be kept do: the page comes back with them.
    """
    desk = services().assessments.read(case_id, who.person)
    question = desk.path.question(request.form.get("question", ""))
    if question is None or desk.case.status is not Status.STARTED:
        return None
    filled = read_answer(question)
    value = str(filled.values["value"])
    if filled.error and question.kind is Kind.TEXT:
        return show(question_page(desk, question, chrome(who), contacts_of(who), filled.error, value), 422)
    if value and not filled.error:
        with contextlib.suppress(OptionNotOffered, QuestionNotAsked):
            services().assessments.answer(case_id, who.person, question.id, value)
    return None
