"""Calls to agencies, and their answers."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request

from ...cases.consultations import Consultation
from ...cases.due import day_of
from ...cases.model import Act
from ...cases.review import CaseFile
from ...cases.transitions import required_move
from ...tenants.model import ContactKind
from ...tenants.tenants import NotFound
from .. import view_parts as part
from ..done import after
from ..forms import Sheet, read_sheet
from ..forms_casework import AgencyForm, AnswerForm
from ..phones import phones
from ..services import services
from ..show.agencies import add_call_page, agencies_page, answer_page
from ..visitor import Visitor, chrome, contacts_of, visitor
from . import show
from .submitting import submit

bp = Blueprint("agencies", __name__, url_prefix="/cases/<id128:case_id>/agencies")

TOLD = ("agency", "who", "when", "reference", "said")
AGENCIES = (ContactKind.SOCIAL_CARE, ContactKind.OUT_OF_HOURS, ContactKind.POLICE, ContactKind.LADO)


@bp.get("")
def calls(case_id: str) -> Response:
    """Whom somebody spoke to, and who has not answered."""
    who = visitor()
    file = services().reviews.work_on(case_id, who.person)
    return show(agencies_page(file, _around(who, file), day_of(services().clock.now())))


@bp.get("/add")
def add_form(case_id: str) -> Response:
    """Record a call."""
    return _show_add(visitor(), case_id)


@bp.post("/add/<int:version>")
def add(case_id: str, version: int) -> Response:
    """Keep it."""
    who = visitor()
    return submit(
        read_sheet(AgencyForm(), request.form),
        partial(_show_add, who, case_id),
        lambda given: services().consultations.record(
            case_id, who.person, {name: given[name] for name in TOLD}, given["chase_on"], version
        ),
        after("written-down", "agencies.calls", case_id=case_id),
    )


@bp.get("/<id128:call_id>")
def answer_form(case_id: str, call_id: str) -> Response:
    """What did they answer?"""
    return _show_answer(visitor(), case_id, call_id)


@bp.post("/<id128:call_id>")
def answer(case_id: str, call_id: str) -> Response:
    """Keep their answer."""
    who = visitor()
    return submit(
        read_sheet(AnswerForm(), request.form),
        partial(_show_answer, who, case_id, call_id),
        lambda given: services().consultations.answered(case_id, who.person, call_id, given["words"]),
        after("written-down", "agencies.calls", case_id=case_id),
    )


def _file(case_id: str, who: Visitor) -> CaseFile:
    file = services().reviews.work_on(case_id, who.person)
    required_move(file.desk.sight, file.desk.case.status, Act.CONSULT)
    return file


def _call(file: CaseFile, call_id: str) -> Consultation:
    found = next((each for each in file.consultations if each.id == call_id), None)
    if found is None:
        raise NotFound("There is no such call.")
    return found


def _around(who: Visitor, file: CaseFile) -> part.Chrome:
    return chrome(who, restricted=file.desk.case.restricted)


def _show_add(
    who: Visitor, case_id: str, sheet: Sheet | None = None, general: str | None = None, status: int = 200
) -> Response:
    file = _file(case_id, who)
    numbers = (part.DANGER, *phones(contacts_of(who), AGENCIES))
    return show(add_call_page(file, _around(who, file), numbers, sheet, general), status)


def _show_answer(
    who: Visitor,
    case_id: str,
    call_id: str,
    sheet: Sheet | None = None,
    general: str | None = None,
    status: int = 200,
) -> Response:
    file = _file(case_id, who)
    return show(answer_page(file, _call(file, call_id), _around(who, file), sheet, general), status)
