"""The guide, for anyone: no launch, no session, nothing of a school or a case."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from ...guidance.library import FALLBACK_NATION, for_nation
from ...tenants.model import Nation
from ..errors import message
from ..headers import framed_by_anybody
from ..public import GUIDE
from ..show.guide import NATIONS, Chosen, index_page
from ..views_guide import PublicPage
from . import show

bp = Blueprint("guide", __name__, url_prefix=GUIDE)

NO_GUIDE = ("There is no guide for that nation", (f"Choose one of: {', '.join(NATIONS.values())}.",))


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
