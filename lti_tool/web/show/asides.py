"""Common questions beside the pages of a case, and their answers with the way back.

They open where they are asked: within a platform's frame, without a new tab.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from ...cases.desk import Desk, audience_of
from ...cases.model import Sight
from ...guidance.assess import Assessment
from ...guidance.faq import Faq, Misconception, Places, coming_up, for_audience
from ...guidance.model import Question
from .. import view_parts as part
from ..view_asides import Asides
from ..views_help import AnswersPage, Place
from .common import all_places, anchor_of, answer_of, belief_of, question_places
from .told import told

ABOUT_STAFF = "LADO"
CAPTION_OUTCOME = "What the guidance asks for"
CAPTION_FIRST = "Do this first"


@dataclass(frozen=True, slots=True)
class Spot:
    """A page of a case at which questions come up: what it shows, its name, where it is, and where the answers are."""

    at: Places
    caption: str
    back: part.Link
    answers_url: str


def spot_at_question(desk: Desk, question: Question) -> Spot:
    """The page that asks this question."""
    place: dict[str, Any] = {"case_id": desk.case.id, "slug": question.id}
    back = part.Link("Back to the question", url_for("assessment.ask", **place))
    return Spot(Places(questions=(question.id,)), question.title, back, url_for("helping.at_question", **place))


def spot_at_instruction(desk: Desk) -> Spot:
    """The page that interrupts a reporter."""
    back = part.Link("Back to what to do", url_for("assessment.first", case_id=desk.case.id))
    url = url_for("helping.at_instruction", case_id=desk.case.id)
    return Spot(Places(instructions=(told(desk).id,)), CAPTION_FIRST, back, url)


def spot_at_outcome(desk: Desk, found: Assessment) -> Spot:
    """The page of the outcome: what its level, its marks and the answers behind it make somebody ask."""
    # Of what nobody knows there is a list on that page already, and it can be every question.
    asked = tuple(driver.question.id for driver in found.drivers if driver.known)
    at = Places(questions=asked, outcomes=(found.outcome.name,), flags=found.flags)
    back = part.Link("Back to what the guidance asks for", url_for("outcome.show_outcome", case_id=desk.case.id))
    return Spot(at, CAPTION_OUTCOME, back, url_for("helping.at_outcome", case_id=desk.case.id))


def asides(desk: Desk, spot: Spot) -> Asides:
    """What stands small beside that page."""
    links = (part.Link(each.question, f"{spot.answers_url}#{anchor_of(each)}") for each in _asked(desk, spot))
    return Asides(tuple(links), tuple(belief_of(desk.guide, each) for each in _believed(desk, spot)))


def answers_page(desk: Desk, spot: Spot, chrome: part.Chrome) -> AnswersPage:
    """The answers to what comes up there."""
    return AnswersPage(
        chrome=chrome,
        caption=spot.caption,
        back=spot.back,
        answers=tuple(
            answer_of(desk.guide, each, spot.answers_url, _places(desk, each.at)) for each in _asked(desk, spot)
        ),
        beliefs=tuple(belief_of(desk.guide, each) for each in _believed(desk, spot)),
    )


def _asked(desk: Desk, spot: Spot) -> tuple[Faq, ...]:
    """Where a member of staff is concerned, only what is about that: other answers send people to the lead."""
    found = for_audience(coming_up(desk.guide.faq, spot.at), audience_of(desk.sight))
    if desk.told_restricted:
        return coming_up(found, Places(flags=(ABOUT_STAFF,)))
    return found


def _believed(desk: Desk, spot: Spot) -> tuple[Misconception, ...]:
    return coming_up(desk.guide.misconceptions, spot.at)


def _places(desk: Desk, at: Places) -> Iterable[Place]:
    """Where else a question comes up: for a reporter only among the questions that they are asked."""

    def way(kind: str, name: str) -> str | None:
        if kind == "question" and desk.path.question(name) is not None:
            return url_for("assessment.ask", case_id=desk.case.id, slug=name)
        return None

    if desk.sight is Sight.REPORTER:
        return tuple(each for each in question_places(desk.guide, at, way) if each.href)
    return all_places(desk.guide, at, way)
