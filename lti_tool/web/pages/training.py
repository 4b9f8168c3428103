"""Who has practised: for leads, and as a file."""

from __future__ import annotations

from flask import Blueprint, Response

from ...cases.training import TrainingYear
from ..services import services
from ..show.training import training_page, training_rows
from ..spreadsheets import spreadsheet
from ..visitor import Visitor, chrome, visitor
from ..years import year_asked_for
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


def _found(reader: Visitor) -> TrainingYear:
    return services().training.of(reader.person, year_asked_for())
