"""The parts of the public guide that help: common questions, the toolkit, and the leaflet for parents."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from ...guidance.finding import LONGEST_QUERY
from ...guidance.toolkit import sheet_of
from ..errors import message
from ..public import GUIDE
from ..show.guide_questions import questions_page
from ..show.guide_toolkit import parents_page, sheet_page, toolkit_page
from .guide import chosen, show_public

bp = Blueprint("guide_help", __name__, url_prefix=GUIDE)

NO_SHEET = ("There is no such sheet", ("Go back to the toolkit and choose one of its sheets.",))
NO_LEAFLET = (
    "There is no leaflet for that nation",
    ("Ask your safeguarding lead what your school gives to families.",),
)


@bp.get("/questions")
def questions() -> Response:
    """All of them, or those that hold the words of `q`."""
    return show_public(questions_page(chosen(), request.args.get("q", "")[:LONGEST_QUERY]))


@bp.get("/toolkit")
def toolkit() -> Response:
    """The sheets there are."""
    return show_public(toolkit_page(chosen()))


@bp.get("/toolkit/<sheet_id>")
def sheet(sheet_id: str) -> Response:
    """One of them, to print."""
    here = chosen()
    found = sheet_of(here.guide.toolkit, sheet_id)
    if found is None:
        abort(message(404, *NO_SHEET))
    return show_public(sheet_page(here, found))


@bp.get("/parents")
def parents() -> Response:
    """The leaflet, on one page."""
    here = chosen()
    if here.guide.leaflet is None:
        abort(message(404, *NO_LEAFLET))
    return show_public(parents_page(here, here.guide.leaflet))
