"""A question page, from the guide and the answers."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for

from ...cases.desk import Desk
from ...cases.model import Sight
from ...cases.unseen import mark_of
from ...guidance.instruction import instruction
from ...guidance.model import Kind, Level, Question
from ...tenants.model import ContactKind
from .. import view_parts as part
from ..forms import LONGEST_TEXT
from ..phones import phones, restricted_phones
from ..view_asides import Asides
from ..views import ChoicePage, QuestionPage, TextPage
from .asides import asides, spot_at_question

HELPFUL_NOT_NEEDED = "This is helpful for the referral, not needed to make it. Telephone first."


def question_page(
    desk: Desk,
    question: Question,
    chrome: part.Chrome,
    contacts: Mapping[ContactKind, str],
    error: str | None = None,
    typed: str | None = None,
) -> QuestionPage:
    """The page that asks `question`, with what was answered or typed before."""
    given = desk.known.get(question.id, "")
    value = given if typed is None else typed
    shared = {
        "chrome": chrome,
        "question_id": question.id,
        "section": question.section,
        "question": question.title,
        "action": url_for("assessment.save", case_id=desk.case.id, slug=question.id),
        "back_url": _back(desk, question),
        "help": question.help,
        "hint": question.hint or None,
        "reminder": desk.guide.reminder,
        "phones": _first_to_call(desk, contacts),
        "note": _note(desk, question),
        "send_url": url_for("sending.send", case_id=desk.case.id) if desk.sight is Sight.REPORTER else None,
        "error": error,
        "was": mark_of(desk.cipher, desk.case.id, question.id, given),
    }
    if question.kind is Kind.TEXT:
        return TextPage(typed=value, max_length=LONGEST_TEXT, **shared)  # type: ignore[arg-type]
    return ChoicePage(choices=_choices(question, value), asides=_beside(desk, question), **shared)  # type: ignore[arg-type]


def _beside(desk: Desk, question: Question) -> Asides:
    return asides(desk, spot_at_question(desk, question))


def _choices(question: Question, value: str) -> tuple[part.Choice, ...]:
    return tuple(part.Choice(option.id, option.label, chosen=option.id == value) for option in question.shown)


def _note(desk: Desk, question: Question) -> str | None:
    needless = desk.sight is not Sight.REPORTER and _referral_is_due(desk, question)
    return HELPFUL_NOT_NEEDED if needless else None


def _back(desk: Desk, question: Question) -> str:
    previous = desk.path.previous(question.id)
    if previous is not None:
        return url_for("assessment.ask", case_id=desk.case.id, slug=previous.id)
    if desk.sight is Sight.REPORTER:
        return url_for("start.start")
    return url_for("review.case", case_id=desk.case.id)


def _first_to_call(desk: Desk, contacts: Mapping[ContactKind, str]) -> tuple[part.Phone, ...]:
    if desk.sight is Sight.REPORTER:
        return restricted_phones(contacts) if desk.told_restricted else phones(contacts, (ContactKind.LEAD,))
    agencies = (ContactKind.SOCIAL_CARE, ContactKind.POLICE)
    return phones(contacts, (ContactKind.LADO, *agencies) if desk.told_restricted else agencies)


def _referral_is_due(desk: Desk, question: Question) -> bool:
    """Whether the answers already call for a referral, without the one that is asked for now."""
    others = {name: value for name, value in desk.answers.items() if name != question.id}
    return instruction(desk.guide, others).level >= Level.REFER_NOW
