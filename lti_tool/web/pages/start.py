"""The first page after a launch, and starting a case."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from ...cases.access import sees_queue
from ...cases.model import Case, Status
from ...tenants.model import Role
from .. import view_parts as part
from ..phones import staff_phones
from ..services import services
from ..show.admin import admin_page
from ..show.code import GIVEN_A_CODE
from ..show.practice import PRACTISE
from ..show.roles import role_news
from ..show.status import status_words
from ..show.words import moment
from ..views import StartPage
from ..visitor import Visitor, chrome, contacts_of, visitor
from . import see_other, show

bp = Blueprint("start", __name__)


# Nor is an address without a path mended with a redirect (see app.py).
@bp.get("/", strict_slashes=False)
def home() -> Response:
    """Where a launch leads: a lead or head to their list, an administrator to the installation, others to start."""
    return see_other(url_for(home_of(visitor())))


def home_of(who: Visitor) -> str:
    """The endpoint of this person's first page."""
    if sees_queue(who.person):
        return "review.queue"
    return "start.installation" if who.person.has(Role.ADMINISTRATOR) else "start.start"


@bp.get("/start")
def start() -> Response:
    """Tell a person first; then write down what you know."""
    who = visitor()
    began = services().assessments.begun_by(who.person)
    return show(
        StartPage(
            chrome=chrome(who, first_view="first" in request.args),
            phones=staff_phones(contacts_of(who)),
            start_url=url_for("start.begin"),
            unfinished=tuple(_earlier(case) for case in began if case.status is Status.STARTED),
            sent=tuple(_earlier(case) for case in began if case.status is not Status.STARTED),
            practice=part.Link(PRACTISE, url_for("practice.choose")),
            code=part.Link(GIVEN_A_CODE, url_for("people.code_page_for_staff")),
            roles=None if sees_queue(who.person) else role_news(services().agreements.of(who.person)),
        )
    )


@bp.post("/cases")
def begin() -> Response:
    """Start a case, or take up the one that was started and never answered."""
    case = services().assessments.start(visitor().person)
    return see_other(url_for("assessment.resume", case_id=case.id))


@bp.get("/installation")
def installation() -> Response:
    """For the administrator. No case can be seen from here."""
    who = visitor()
    return show(admin_page(who, chrome(who, first_view="first" in request.args)))


def _earlier(case: Case) -> part.EarlierCase:
    at = moment(case.sent_at or case.started_at)
    return part.EarlierCase(
        label=f"Started on {moment(case.started_at).words}" if case.sent_at is None else f"Sent on {at.words}",
        status=status_words(case, restricted=case.restricted)[0],
        at=at,
        href=url_for("assessment.resume", case_id=case.id),
    )
