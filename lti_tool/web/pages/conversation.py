"""What a lead asks the reporter, and what the reporter adds."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from ...cases.desk import Desk
from ...cases.model import CaseChanged, CaseNotFound, Sight
from ...system.database import NOT_NOW
from ...tenants.model import ContactKind
from .. import view_parts as part
from ..errors import not_saved
from ..forms import Sheet, read_sheet
from ..forms_casework import AddForm, AskForm, DisagreeForm
from ..phones import first_phones, phones
from ..services import services
from ..show.casework import add_page, ask_page, disagree_page
from ..show.words import CHANGED
from ..visitor import Visitor, chrome, contacts_of, visitor
from . import see_other, show

bp = Blueprint("conversation", __name__, url_prefix="/cases/<id128:case_id>")


@bp.get("/ask")
def ask_form(case_id: str) -> Response:
    """What do you need to know?"""
    who = visitor()
    return _show_ask(who, _as_lead(case_id, who))


@bp.post("/ask/<int:version>")
def ask(case_id: str, version: int) -> Response:
    """Ask the reporter for more."""
    who = visitor()
    desk = _as_lead(case_id, who)
    sheet = read_sheet(AskForm(), request.form)
    if sheet.errors:
        return _show_ask(who, desk, sheet, status=422)
    try:
        services().conversations.ask(case_id, who.person, version, sheet.values["words"])
    except CaseChanged:
        return _show_ask(who, _as_lead(case_id, who), sheet, CHANGED, 409)
    except NOT_NOW as error:
        return _show_ask(who, desk, sheet, not_saved(error), 503)
    return see_other(url_for("review.case", case_id=case_id))


@bp.get("/add")
def add_form(case_id: str) -> Response:
    """The reporter adds something."""
    who = visitor()
    return _show_add(who, _own(case_id, who))


@bp.post("/add")
def add(case_id: str) -> Response:
    """Keep what the reporter adds."""
    who = visitor()
    desk = _own(case_id, who)
    sheet = read_sheet(AddForm(), request.form)
    if sheet.errors:
        return _show_add(who, desk, sheet, 422)
    services().conversations.add(case_id, who.person, sheet.values["words"])
    return see_other(url_for("sending.sent", case_id=case_id))


@bp.get("/disagree")
def disagree_form(case_id: str) -> Response:
    """The reporter will refer it themselves."""
    who = visitor()
    return _show_disagree(who, _own(case_id, who))


@bp.post("/disagree")
def disagree(case_id: str) -> Response:
    """Keep that they will."""
    who = visitor()
    desk = _own(case_id, who)
    sheet = read_sheet(DisagreeForm(), request.form)
    if sheet.errors:
        return _show_disagree(who, desk, sheet, 422)
    services().conversations.add(case_id, who.person, sheet.values["words"], disagrees=True)
    return see_other(url_for("sending.sent", case_id=case_id))


def _as_lead(case_id: str, who: Visitor) -> Desk:
    return services().reviews.open(case_id, who.person).desk


def _own(case_id: str, who: Visitor) -> Desk:
    desk = services().assessments.read(case_id, who.person)
    if desk.sight is not Sight.REPORTER:
        raise CaseNotFound
    return desk


def _show_ask(
    who: Visitor, desk: Desk, sheet: Sheet | None = None, general: str | None = None, status: int = 200
) -> Response:
    return show(ask_page(desk, chrome(who, restricted=desk.case.restricted), sheet, general), status)


def _show_add(who: Visitor, desk: Desk, sheet: Sheet | None = None, status: int = 200) -> Response:
    around = chrome(who, restricted=desk.told_restricted)
    first = first_phones(contacts_of(who), restricted=desk.told_restricted)
    return show(add_page(desk, around, first, sheet), status)


def _show_disagree(who: Visitor, desk: Desk, sheet: Sheet | None = None, status: int = 200) -> Response:
    agencies = (ContactKind.SOCIAL_CARE, ContactKind.OUT_OF_HOURS, ContactKind.POLICE)
    numbers = (part.DANGER, *phones(contacts_of(who), agencies))
    return show(disagree_page(desk, chrome(who, restricted=desk.told_restricted), numbers, sheet), status)
