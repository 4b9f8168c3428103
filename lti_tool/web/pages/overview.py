"""A school year in numbers, for leads and heads, and as a file."""

from __future__ import annotations

from flask import Blueprint, Response

from ..services import services
from ..show.overview import overview_page, overview_rows
from ..spreadsheets import spreadsheet
from ..visitor import chrome, visitor
from ..years import year_asked_for
from . import show

bp = Blueprint("overview", __name__)


@bp.get("/overview")
def year() -> Response:
    """One school year."""
    who = visitor()
    return show(overview_page(services().overviews.of(who.person, year_asked_for()), chrome(who)))


@bp.get("/overview.csv")
def sheet() -> Response:
    """The same as a file."""
    found = services().overviews.of(visitor().person, year_asked_for())
    return spreadsheet(overview_rows(found), "overview")
