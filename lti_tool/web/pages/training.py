"""Who has practised: for leads, and as a file."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ...cases.school_years import SchoolYear
from ...cases.training import TrainingYear
from ..services import services
from ..show.training import training_page, training_rows
from ..spreadsheets import spreadsheet
from ..visitor import Visitor, chrome, visitor
from . import show

bp = Blueprint("training", __name__, url_prefix="/practice")


@bp.get("/who")
def who() -> Response:
    """Who has practised in a school year, how often, and when last."""
    reader = visitor()
    return show(training_page(_found(reader), chrome(reader)))


@bp.get("/who.csv")
def sheet() -> Response:
    """The same as a file."""
    return spreadsheet(training_rows(_found(visitor())), "practice")


def year_asked_for() -> SchoolYear | None:
    """The school year in the address, if there is one."""
    wanted = request.args.get("year", "")
    return SchoolYear(int(wanted)) if wanted.isascii() and wanted.isdecimal() and len(wanted) == 4 else None


def _found(reader: Visitor) -> TrainingYear:
    return services().training.of(reader.person, year_asked_for())
