"""From a person's line in a gradebook to what they have sent: for those who may see it."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from ...guidance.vocabulary import Ours
from ..errors import OPEN_AGAIN, message
from ..services import services
from ..show.reviewing import sent_by_page
from ..visitor import chrome, visitor
from . import see_other, show

bp = Blueprint("reviewing", __name__)

# A gradebook's tick may be for practice, so the page says the same whether there is a case or not.
NOTHING = (
    "There is no record for you to open here",
    (
        "A tick says that somebody completed the guided activity. It does not say what they did in it.",
        Ours("Leads, deputies and the head find each case that they may see in their list of cases."),
        OPEN_AGAIN,
    ),
)
# Somebody whom the platform knows and we do not.
NOBODY = "0" * 32


@bp.get("/sent-by/<id128:staff_id>")
def sent_by(staff_id: str) -> Response:
    """The only case that they sent, or a list. One page for all to whom there is nothing to show."""
    who = visitor()
    found = services().sent_by.of(who.person, staff_id)
    if not found:
        return message(404, *NOTHING)
    if len(found) == 1:
        return see_other(url_for("review.case", case_id=found[0].id))
    return show(sent_by_page(found, chrome(who)))
