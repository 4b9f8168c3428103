"""One case for paper."""

from __future__ import annotations

from flask import Blueprint, Response

from ..services import services
from ..show.paper import paper_page
from ..visitor import chrome, contacts_of, visitor
from . import show

bp = Blueprint("paper", __name__, url_prefix="/cases/<id128:case_id>")


@bp.get("/print")
def paper(case_id: str) -> Response:
    """Everything in one flow. That somebody opened it is an entry of the case's history."""
    who = visitor()
    here = services()
    file = here.reviews.open_to_print(case_id, who.person)
    around = chrome(who, restricted=file.desk.case.restricted)
    children = here.children.of(file.desk)
    return show(paper_page(file, children, around, contacts_of(who), here.clock.now(), who.person))
