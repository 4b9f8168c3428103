"""A school year in numbers, for leads and heads, and as a file."""

from __future__ import annotations

from flask import Blueprint, Response

from ..services import services
from ..show.overview import overview_page, overview_rows
from ..spreadsheets import spreadsheet
from ..visitor import chrome, guide_of, visitor
from ..years import year_asked_for
from . import show

bp = Blueprint("overview", __name__)


@bp.get("/overview")
def year() -> Response:
    """One school year."""
    who = visitor()
    found = services().overviews.of(who.person, year_asked_for())
    return show(overview_page(found, chrome(who), guide_of(who)))


@bp.get("/overview.csv")
def sheet() -> Response:
    """The same as a file."""
    who = visitor()
    found = services().overviews.of(who.person, year_asked_for())
    return spreadsheet(overview_rows(found, guide_of(who)), "overview")
