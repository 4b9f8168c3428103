"""Somebody practises, page by page."""

import html
import re
from collections.abc import Callable

from lti_tool.guidance.stories import Story, stories_for
from tests.journeys.answers import forms, link
from tests.school import Visit

STRIP = "Practice. This is an invented case."
STORIES = {story.id: story for story in stories_for("england_v1").stories}


def begins(visit: Visit, story_id: str) -> Visit:
    """Choose a story and go to its first question."""
    visit.goes_to("/practice").submits("/practice", choice=story_id)
    return visit.goes_to(link(visit, "Answer the questions"))


def answers(visit: Visit, story: Story, notes: Callable[[Visit], object] = lambda _: None, **otherwise: str) -> Visit:
    """Answer whatever is asked as a careful reader would, but for some answers."""
    while "/questions/" in visit.path:
        question = visit.path.rpartition("/")[2]
        value = otherwise.get(question, story.expected[question].answer if question in story.expected else "nk")
        name = "choice" if 'name="choice"' in visit.text else "text"
        visit.submits(visit.path, **{name: value, "question": question, "was": was(visit)})
        notes(visit)
    return visit


def sends(visit: Visit) -> Visit:
    """Send, and go to the lead's first question."""
    (send,) = [path for path in forms(visit) if path.endswith("/send")]
    visit.submits(send)
    return visit.goes_to(link(visit, "Answer the questions"))


def finishes(visit: Visit) -> Visit:
    """See how it went."""
    (finish,) = [path for path in forms(visit) if path.endswith("/finish")]
    return visit.submits(finish)


def practises(visit: Visit, story_id: str = "V01", **otherwise: str) -> Visit:
    """All of it."""
    story = STORIES[story_id]
    answers(begins(visit, story_id), story, **otherwise)
    answers(sends(visit), story, **otherwise)
    return finishes(visit)


def was(visit: Visit) -> str:
    """The mark of the answer that the page shows."""
    found = re.search(r'name="was" value="([^"]*)"', visit.text)
    return html.unescape(found[1]) if found else ""
