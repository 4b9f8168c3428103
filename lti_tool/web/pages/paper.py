"""The record of one case: as a page for paper, as PDF, and for another program. Each is an entry of its history."""

from __future__ import annotations

from flask import Blueprint, Response

from ...cases.review import CaseFile
from ...outcomes.record.case_json import as_json
from ...outcomes.record.case_record import CaseRecord, TakenAs
from ...system.pdf import PdfBusy, PdfFailed
from ..downloads import download
from ..incident import note_incident
from ..rendering import render_document
from ..services import pages, services
from ..show.paper import no_pdf_page, paper_page
from ..visitor import Visitor, chrome, visitor
from . import show

bp = Blueprint("paper", __name__, url_prefix="/cases/<id128:case_id>")

NAME = "record"


@bp.get("/print")
def paper(case_id: str) -> Response:
    """Everything in one flow."""
    who = visitor()
    file = services().reviews.open_to_print(case_id, who.person)
    return show(paper_page(_record(who, file), chrome(who, restricted=file.desk.case.restricted)))


@bp.get("/record.pdf")
def pdf(case_id: str) -> Response:
    """The same as PDF, or how it comes onto paper without one."""
    who, here = visitor(), services()
    file = here.reviews.open_to_take(case_id, who.person, TakenAs.PDF)
    around = chrome(who, restricted=file.desk.case.restricted)
    page = paper_page(_record(who, file), around)
    try:
        made = here.printer.print(render_document(pages().environment, "documents/record.html", page))
    except PdfBusy:
        return show(no_pdf_page(case_id, around, busy=True), 409)
    except PdfFailed as failed:
        note_incident("no pdf", reason=failed.why.value)
        return show(no_pdf_page(case_id, around, busy=False), 503)
    return download(made, "application/pdf", f"{NAME}.pdf")


@bp.get("/record.json")
def for_programs(case_id: str) -> Response:
    """The same for another program."""
    who = visitor()
    file = services().reviews.open_to_take(case_id, who.person, TakenAs.JSON)
    return download(as_json(_record(who, file)), "application/json", f"{NAME}.json")


def _record(who: Visitor, file: CaseFile) -> CaseRecord:
    here = services()
    return CaseRecord(file, tuple(here.children.of(file.desk)), who.person, here.clock.now())
