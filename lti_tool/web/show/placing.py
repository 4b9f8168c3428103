"""The pages for placing a page of ours in a course: which there are, in words, and on the way back."""

from __future__ import annotations

from collections.abc import Collection

from flask import url_for

from ...launch.deep_links import Asked, Reply
from ...launch.placed import Placed
from .. import view_parts as part
from ..view_forms import Pick, Several
from ..views_placing import NothingToPlacePage, PlacingPage, SendingPage

FIELD = "page"
# Everybody in the course reads a link's name.
NAMES = {Placed.START: "Start", Placed.QUEUE: "Queue", Placed.GUIDE: "Guide", Placed.PRACTICE: "Practice"}
HINTS = {
    Placed.START: "Where a member of staff says what they know.",
    Placed.QUEUE: "The list of cases. It opens Start for who may not see the list.",
    Placed.GUIDE: "The guide, to read. It holds nothing of a case.",
    Placed.PRACTICE: "Invented cases to practise on.",
}
WHICH, WHICH_ONES = "Which page do you want to place?", "Which pages do you want to place?"
CHOOSE, CHOOSE_SOME = "Select the page that you want to place", "Select one or more pages to place"
SEEN_BY_ALL = "Everybody in the course sees the link and its name. A link opens a page only for who may see it."
RECEIPTS = "Start and Practice get a column in the gradebook, because this course is for staff alone."
NO_LINKS = "Signpost can only be placed where a course takes links to tools."


def title_of(page: Placed) -> str:
    """The name of a placed link."""
    return f"{part.TOOL_NAME}: {NAMES[page]}"


def placing_page(
    link_id: str,
    asked: Asked,
    chrome: part.Chrome,
    *,
    receipts: bool,
    chosen: Collection[str] = (),
    wrong: bool = False,
) -> PlacingPage:
    """Which pages go into the course?"""
    choices = tuple(part.Choice(page, NAMES[page], HINTS[page], page in chosen) for page in Placed)
    if asked.several:
        error = CHOOSE_SOME if wrong else None
        choice: Pick | Several = Several(name=FIELD, label=WHICH_ONES, choices=choices, error=error)
    else:
        choice = Pick(name=FIELD, label=WHICH, choices=choices, error=CHOOSE if wrong else None)
    return PlacingPage(
        chrome=chrome,
        choice=choice,
        words=(SEEN_BY_ALL, RECEIPTS) if receipts else (SEEN_BY_ALL,),
        action=url_for("placing.place", link_id=link_id),
        cancel_url=url_for("placing.cancel", link_id=link_id),
    )


def nothing_page(link_id: str, chrome: part.Chrome) -> NothingToPlacePage:
    """The course takes no links."""
    return NothingToPlacePage(chrome=chrome, cancel_url=url_for("placing.cancel", link_id=link_id))


def sending_page(reply: Reply, chrome: part.Chrome, *, placed: bool) -> SendingPage:
    """On the way back to the course."""
    heading = "Placing it in your course" if placed else "Going back to your course"
    return SendingPage(chrome=chrome, heading=heading, action=reply.url, token=reply.token)
