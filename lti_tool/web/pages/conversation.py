"""What a lead asks the reporter, and what the reporter adds."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request, url_for

from ...cases.desk import Desk
from ...cases.model import CaseNotFound, Sight
from ...tenants.model import ContactKind
from .. import view_parts as part
from ..done import after
from ..forms import Sheet, read_sheet
from ..forms_casework import AddForm, AskForm, DisagreeForm
from ..phones import first_phones, phones
from ..services import services
from ..show.casework import add_page, ask_page, disagree_page
from ..visitor import Visitor, chrome, contacts_of, visitor
from . import show
from .submitting import submit

bp = Blueprint("conversation", __name__, url_prefix="/cases/<id128:case_id>")


@bp.get("/ask")
def ask_form(case_id: str) -> Response:
    """What do you need to know?"""
    return _show_ask(visitor(), case_id)


@bp.post("/ask/<int:version>")
def ask(case_id: str, version: int) -> Response:
    """Ask the reporter for more."""
    who = visitor()
    return submit(
        read_sheet(AskForm(), request.form),
        partial(_show_ask, who, case_id),
        lambda given: services().conversations.ask(case_id, who.person, version, given["words"]),
        after("asked", "review.case", case_id=case_id),
    )


@bp.get("/add")
def add_form(case_id: str) -> Response:
    """The reporter adds something."""
    return _show_add(visitor(), case_id)


@bp.post("/add")
def add(case_id: str) -> Response:
    """Keep what the reporter adds."""
    who = visitor()
    _own(case_id, who)
    return submit(
        read_sheet(AddForm(), request.form),
        partial(_show_add, who, case_id),
        lambda given: services().conversations.add(case_id, who.person, given["words"]),
        after("added", "sending.sent", case_id=case_id),
    )


@bp.get("/disagree")
def disagree_form(case_id: str) -> Response:
    """The reporter will refer it themselves."""
    return _show_disagree(visitor(), case_id)


@bp.post("/disagree")
def disagree(case_id: str) -> Response:
    """Keep that they will."""
    who = visitor()
    _own(case_id, who)
    return submit(
        read_sheet(DisagreeForm(), request.form),
        partial(_show_disagree, who, case_id),
        lambda given: services().conversations.add(case_id, who.person, given["words"], disagrees=True),
        url_for("sending.sent", case_id=case_id),
    )


def _own(case_id: str, who: Visitor) -> Desk:
    desk = services().assessments.read(case_id, who.person)
    if desk.sight is not Sight.REPORTER:
        raise CaseNotFound
    return desk


def _show_ask(
    who: Visitor, case_id: str, sheet: Sheet | None = None, general: str | None = None, status: int = 200
) -> Response:
    desk = services().reviews.work_on(case_id, who.person).desk
    return show(ask_page(desk, chrome(who, restricted=desk.case.restricted), sheet, general), status)


def _show_add(
    who: Visitor, case_id: str, sheet: Sheet | None = None, general: str | None = None, status: int = 200
) -> Response:
    desk = _own(case_id, who)
    around = chrome(who, restricted=desk.told_restricted)
    first = first_phones(contacts_of(who), restricted=desk.told_restricted)
    return show(add_page(desk, around, first, sheet, general), status)


def _show_disagree(
    who: Visitor, case_id: str, sheet: Sheet | None = None, general: str | None = None, status: int = 200
) -> Response:
    desk = _own(case_id, who)
    agencies = (ContactKind.SOCIAL_CARE, ContactKind.OUT_OF_HOURS, ContactKind.POLICE)
    numbers = (part.DANGER, *phones(contacts_of(who), agencies))
    around = chrome(who, restricted=desk.told_restricted)
    return show(disagree_page(desk, around, numbers, sheet, general), status)
