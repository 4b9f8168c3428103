"""An administrator looks how the installation is, and tests it. Nobody else has these pages."""

from __future__ import annotations

from flask import Blueprint, Response, session, url_for

from ...launch.hosts import family_of
from ...outcomes.arrival import Arrival
from ...outcomes.installation_test import AlreadyRunning, TooOften
from ...tenants.hours import LOCAL
from ...tenants.model import Role
from ...tenants.tenants import NotFound
from ..launched import recalled
from ..services import services
from ..show.installation import RUNNING, button_page, health_page, tested_page, too_often_page
from ..visitor import Visitor, chrome, visitor
from . import show

bp = Blueprint("installation_health", __name__, url_prefix="/installation")


@bp.get("/health")
def health() -> Response:
    """Last launch, last receipt, clocks, our key, and places that wait."""
    who = _administrator()
    found = services().health.of(who.person.tenant_id, who.person.host_id)
    today = services().clock.now().astimezone(LOCAL).date()
    return show(health_page(found, recalled(session).ahead, today, chrome(who)))


@bp.get("/test")
def form() -> Response:
    """The button, for whoever comes back or reloads."""
    return show(button_page(chrome(_administrator())))


@bp.post("/test")
def try_out() -> Response:
    """Test, and show what was found at once: it is kept nowhere, so no other page could."""
    who = _administrator()
    arrival = _arrival(who)
    try:
        findings = services().installation_test.run(f"{who.person.tenant_id} {who.person.id}", arrival)
    except TooOften:
        return show(too_often_page(chrome(who)), 429)
    except AlreadyRunning:
        return show(button_page(chrome(who), RUNNING), 503)
    key_set = services().settings.base_url + url_for("system.keys")
    shelf = services().storage.trial(arrival.host, recalled(session).storage_target)
    return show(tested_page(findings, family_of(arrival.host).name, key_set, shelf, chrome(who)))


def _administrator() -> Visitor:
    """Whoever asks, if they are one. Raises NotFound, SignedOut."""
    who = visitor()
    if not who.person.has(Role.ADMINISTRATOR):
        raise NotFound("There is no such page for this person.")
    return who


def _arrival(who: Visitor) -> Arrival:
    """Where this session came from."""
    here, person, launched = services(), who.person, recalled(session)
    context_id = launched.context_id
    with here.database.looking() as db:
        host = here.hosts.get(db, person.host_id)
        course = None
        if context_id is not None:
            course = here.courses.staff_only(db, person.tenant_id, person.host_id, context_id)
    return Arrival(
        host=host,
        sub=person.sub,
        place=who.place,
        context_id=context_id,
        course=course,
        memberships_url=launched.memberships_url,
        learner=launched.learner,
        notice_service=launched.notice_service,
        way=launched.way,
    )
