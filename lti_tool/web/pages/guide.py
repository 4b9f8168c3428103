"""The guide, for anyone: no launch, no session, nothing of a school or a case."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from ...guidance.library import FALLBACK_NATION, for_nation
from ...guidance.model import Strand
from ...tenants.model import Nation
from ..errors import message
from ..headers import framed_by_anybody
from ..public import GUIDE
from ..show.factors import factors_page
from ..show.flow import STRANDS, flow_page
from ..show.guide import NATIONS, Chosen, index_page
from ..views_guide import PublicPage
from . import show

bp = Blueprint("guide", __name__, url_prefix=GUIDE)

NO_GUIDE = ("There is no guide for that nation", (f"Choose one of: {', '.join(NATIONS.values())}.",))
NO_CHART = ("There is no such chart", (f"Choose one of: {', '.join(STRANDS.values())}.",))


def chosen() -> Chosen:
    """The nation that the address names, England where it names none. Any other name ends in a page that says so."""
    asked = request.args.get("nation", FALLBACK_NATION)
    if asked not in set(Nation):
        abort(message(404, *NO_GUIDE))
    return Chosen(Nation(asked), for_nation(asked))


def show_public(page: PublicPage) -> Response:
    """A page of the guide. Pages of a case lead here within a platform's frame, and it holds no data and no control."""
    framed_by_anybody()
    return show(page)


@bp.get("", strict_slashes=False)
def index() -> Response:
    """What the guide is, and what the police say."""
    return show_public(index_page(chosen()))


@bp.get("/flowchart")
def flowchart() -> Response:
    """Every question, and where each answer leads: all of it, or what applies to one kind of case."""
    asked = request.args.get("strand", Strand.BOTH.value)
    if asked not in set(Strand):
        abort(message(404, *NO_CHART))
    return show_public(flow_page(chosen(), Strand(asked)))


@bp.get("/factors")
def factors() -> Response:
    """What lets a school manage it, and what asks to refer."""
    return show_public(factors_page(chosen()))
