"""The path of one case, for those who may read it."""

from __future__ import annotations

from flask import Blueprint, Response

from ..services import services
from ..show.path import path_page
from ..visitor import chrome, visitor
from . import show

bp = Blueprint("path", __name__, url_prefix="/cases/<id128:case_id>")


@bp.get("/path")
def path(case_id: str) -> Response:
    """Every answer and where it leads. Reading it is reading the case. What is new is not on it, and stays new."""
    who = visitor()
    here = services()
    file = here.reviews.work_on(case_id, who.person)
    return show(path_page(file, chrome(who, restricted=file.desk.case.restricted), here.clock.now()))
