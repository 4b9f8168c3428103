"""Closing a case that was decided."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ...cases.filing import Filed, FilingLacks, FilingNeed
from ...cases.model import Act, CaseChanged
from ...cases.review import CaseFile
from ...cases.transitions import required_move
from ...system.database import NOT_NOW
from ..done import after
from ..errors import not_saved
from ..forms import Sheet, read_sheet
from ..forms_tasks import FilingForm
from ..services import services
from ..show.filing import file_page
from ..show.words import changed_words
from ..visitor import Visitor, chrome, visitor
from . import see_other, show

bp = Blueprint("filing", __name__, url_prefix="/cases/<id128:case_id>/file")


@bp.get("")
def form(case_id: str) -> Response:
    """Is everything done, and where is it filed?"""
    who = visitor()
    return _show(who, _file(case_id, who))


@bp.post("/<int:version>")
def close(case_id: str, version: int) -> Response:
    """Close the case."""
    who = visitor()
    file = _file(case_id, who)
    sheet = read_sheet(FilingForm(), request.form)
    if sheet.errors:
        return _show(who, file, sheet, status=422)
    filed = Filed(on_file=sheet.values["filed"] == "yes", where=sheet.values["where"], rest=sheet.values["rest"])
    try:
        services().filing.file(case_id, who.person, version, filed)
    except FilingLacks as lacking:
        return _show(who, file, sheet, lacking.needs, status=422)
    except CaseChanged:
        file = _file(case_id, who)
        return _show(who, file, sheet, general=changed_words(file.desk.case), status=409)
    except NOT_NOW as error:
        return _show(who, file, sheet, general=not_saved(error), status=503)
    return see_other(after("closed", "review.case", case_id=case_id))


def _file(case_id: str, who: Visitor) -> CaseFile:
    file = services().reviews.work_on(case_id, who.person)
    required_move(file.desk.sight, file.desk.case.status, Act.FILE)
    return file


def _show(
    who: Visitor,
    file: CaseFile,
    sheet: Sheet | None = None,
    lacks: tuple[FilingNeed, ...] = (),
    general: str | None = None,
    status: int = 200,
) -> Response:
    around = chrome(who, restricted=file.desk.case.restricted)
    return show(file_page(file, around, services().clock.now(), sheet, lacks, general), status)
