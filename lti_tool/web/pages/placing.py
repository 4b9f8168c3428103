"""Placing pages of ours in a course: which ones, and back to the course with the answer."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, request

from ...launch.deep_link_answer import Item
from ...launch.deep_links import Asked, Reply
from ...launch.origins import origin_of
from ...launch.placed import Placed
from ...outcomes.line_items import LABEL, TAG
from ...tenants.model import Posting
from ..headers import form_goes_to
from ..services import services
from ..show.placing import FIELD, NO_LINKS, nothing_page, placing_page, sending_page, title_of
from ..visitor import Visitor, chrome, visitor
from . import show

bp = Blueprint("placing", __name__, url_prefix="/placing/<id128:link_id>")

# The pages at whose end there is a receipt. A tick for reading would say that something was done.
WITH_RECEIPT = frozenset({Placed.START, Placed.PRACTICE})
LINE_ITEM = {"label": LABEL, "scoreMaximum": 1, "tag": TAG}


@bp.get("")
def choose(link_id: str) -> Response:
    """Which pages go into the course?"""
    who = visitor()
    return _choose(link_id, who, services().deep_links.read(link_id, who.person))


@bp.post("")
def place(link_id: str) -> Response:
    """Send the course what was chosen."""
    who, here = visitor(), services()
    asked = here.deep_links.read(link_id, who.person)
    chosen = _chosen(asked, request.form.getlist(FIELD))
    if not chosen or not asked.takes_links:
        return _choose(link_id, who, asked, wrong=True)
    receipts = _takes_receipts(who, asked)
    items = [Item(page, title_of(page), LINE_ITEM if receipts and page in WITH_RECEIPT else None) for page in chosen]
    return _send(who, here.deep_links.answer(link_id, who.person, items), placed=True)


@bp.post("/cancel")
def cancel(link_id: str) -> Response:
    """Send the course nothing. Where it could have taken nothing, the person there is told why."""
    who, here = visitor(), services()
    asked = here.deep_links.read(link_id, who.person)
    error = None if asked.takes_links else NO_LINKS
    return _send(who, here.deep_links.answer(link_id, who.person, (), error), placed=False)


def _choose(link_id: str, who: Visitor, asked: Asked, *, wrong: bool = False) -> Response:
    around, status = chrome(who, first_view="first" in request.args), 422 if wrong else 200
    if not asked.takes_links:
        return show(nothing_page(link_id, around), status)
    receipts, chosen = _takes_receipts(who, asked), request.form.getlist(FIELD)
    return show(placing_page(link_id, asked, around, receipts=receipts, chosen=chosen, wrong=wrong), status)


def _chosen(asked: Asked, values: Sequence[str]) -> list[Placed]:
    """The pages that were chosen, in our order. None where something is no page, or one too many."""
    known = [page for page in Placed if page in values]
    is_right = len(known) == len(values) and (asked.several or len(known) == 1)
    return known if is_right else []


def _takes_receipts(who: Visitor, asked: Asked) -> bool:
    """Whether a link may bring a column along: the host takes one, and the course is for staff and wants receipts."""
    if not asked.line_item or asked.context_id is None:
        return False
    here, person = services(), who.person
    with here.database.looking() as db:
        course = here.courses.staff_only(db, person.tenant_id, person.host_id, asked.context_id)
    return course is not None and course.posting is Posting.RECEIPT


def _send(who: Visitor, reply: Reply, *, placed: bool) -> Response:
    form_goes_to(origin_of(reply.url) or "")
    page = show(sending_page(reply, chrome(who), placed=placed))
    # A form that goes elsewhere would say that it comes from nowhere, and some hosts refuse that.
    page.headers["Referrer-Policy"] = "strict-origin"
    return page
