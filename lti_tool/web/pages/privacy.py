"""What is held of a member of staff: an administrator asks that it goes, and whoever reads cases settles that."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from ...system.database import NOT_NOW
from ..errors import not_saved
from ..services import services
from ..show.privacy import person_page, request_page, requests_page
from ..visitor import Visitor, chrome, visitor
from . import see_other, show

bp = Blueprint("privacy", __name__)


@bp.get("/people/<id128:staff_id>")
def person(staff_id: str) -> Response:
    """For an administrator. No case can be seen from here, nor whether there is one."""
    return _show_person(visitor(), staff_id)


@bp.post("/people/<id128:staff_id>")
def ask(staff_id: str) -> Response:
    """Ask that what is held of them goes."""
    who = visitor()
    try:
        services().privacy.ask(who.person, staff_id)
    except NOT_NOW as error:
        return _show_person(who, staff_id, not_saved(error), 503)
    return see_other(url_for("privacy.person", staff_id=staff_id))


@bp.get("/requests")
def waiting() -> Response:
    """What waits for whoever reads cases."""
    who = visitor()
    return show(requests_page(services().privacy.waiting(who.person), chrome(who)))


@bp.get("/requests/<id128:request_id>")
def request(request_id: str) -> Response:
    """One of them, with what that person began or sent, as far as this reader may see it."""
    return _show_request(visitor(), request_id)


@bp.post("/requests/<id128:request_id>")
def settle(request_id: str) -> Response:
    """All that can go is proposed or gone."""
    who = visitor()
    try:
        services().privacy.settle(who.person, request_id)
    except NOT_NOW as error:
        return _show_request(who, request_id, not_saved(error), 503)
    return see_other(url_for("privacy.waiting"))


def _show_person(who: Visitor, staff_id: str, wrong: str | None = None, status: int = 200) -> Response:
    found, asked = services().privacy.person(who.person, staff_id)
    return show(person_page(found, asked, chrome(who), wrong), status)


def _show_request(who: Visitor, request_id: str, wrong: str | None = None, status: int = 200) -> Response:
    here = services()
    found, about, may_settle = here.privacy.look_at(who.person, request_id)
    cases = here.sent_by.of(who.person, about.id, unsent=True)
    return show(request_page(found, about, cases, chrome(who), may_settle=may_settle, wrong=wrong), status)
