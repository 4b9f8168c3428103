"""What to say in a referral call about one case."""

from __future__ import annotations

from flask import Blueprint, Response

from ..services import services
from ..show.call import call_page
from ..visitor import chrome, contacts_of, visitor
from . import show

bp = Blueprint("calling", __name__, url_prefix="/cases/<id128:case_id>")


@bp.get("/call")
def script(case_id: str) -> Response:
    """What the case holds, to read out. That somebody opened it is an entry of the case's history."""
    who = visitor()
    here = services()
    file = here.reviews.open_for_call(case_id, who.person)
    around = chrome(who, restricted=file.desk.case.restricted)
    children = here.children.of(file.desk)
    return show(call_page(file, children, around, contacts_of(who), here.clock.now(), who.person))
