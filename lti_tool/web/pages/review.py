"""The lead's list and one case."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from ...cases.access import sees_queue
from ...tenants.model import Role
from ...tenants.tenants import NotFound
from ..forms import NameForm, ReasonForm, read_form
from ..phones import restricted_phones
from ..services import services
from ..show.case import case_page
from ..show.queue import queue_page
from ..views import RestrictedPage
from ..visitor import chrome, contacts_of, visitor
from . import see_other, show

bp = Blueprint("review", __name__)


@bp.get("/cases")
def queue() -> Response:
    """Every case from its first answer, the most urgent first."""
    who = visitor()
    here = services()
    cases = here.reviews.queue(who.person)
    with here.database.reading() as db:
        has_head = bool(here.staff.holding(db, who.person.tenant_id, Role.HEAD))
    page = chrome(who, first_view="first" in request.args)
    return show(queue_page(cases, who.person, page, here.clock.now(), has_head=has_head))


@bp.get("/cases/<id128:case_id>")
def case(case_id: str) -> Response:
    """One case. A reporter is shown their own pages instead."""
    who = visitor()
    here = services()
    if not sees_queue(who.person):
        here.assessments.read(case_id, who.person)
        return see_other(url_for("assessment.resume", case_id=case_id))
    return show(case_page(here.reviews.open(case_id, who.person), chrome(who), here.clock.now()))


@bp.post("/cases/<id128:case_id>/close")
def close(case_id: str) -> Response:
    """Close a case that was opened by mistake."""
    who = visitor()
    here = services()
    filled = read_form(ReasonForm(), request.form)
    if filled.error:
        file = here.reviews.open(case_id, who.person)
        typed = request.form.get("reason", "")
        return show(case_page(file, chrome(who), here.clock.now(), filled.error, typed), 422)
    here.reviews.close(case_id, who.person, filled.values["reason"])
    return see_other(url_for("review.queue"))


@bp.post("/cases/<id128:case_id>/named")
def name(case_id: str) -> Response:
    """Keep a case from the member of staff whom it is about."""
    who = visitor()
    filled = read_form(NameForm(), request.form)
    if filled.error:
        raise NotFound("There is no such person.")
    services().reviews.name(case_id, who.person, filled.values["staff"])
    return see_other(url_for("review.case", case_id=case_id))


@bp.get("/restricted")
def restricted() -> Response:
    """Only the head can see it now: telephone, do not wait."""
    who = visitor()
    return show(RestrictedPage(chrome=chrome(who), phones=restricted_phones(contacts_of(who))))
