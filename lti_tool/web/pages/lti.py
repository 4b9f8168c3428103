"""Where hosts knock: the login, its way round a browser that keeps no cookies, and the launch."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for

from ...cases.receipts import GradebookPlace
from ...launch.browser import Browser
from ...launch.hosts import frame_origins
from ...launch.login import LIFETIME
from ...launch.message import Launch
from ...launch.refusals import LaunchRefused, Refusal
from ...launch.roles import Standing, standing
from ...tenants.model import Staff
from .. import view_parts as part
from ..errors import message
from ..headers import framed_by, framed_by_anybody
from ..incident import note_incident
from ..services import services
from ..session import set_cookie
from ..views import LearnerPage, NewWindowPage, NoAccessPage, RefusedPage
from ..visitor import Visitor, sign_in
from . import see_other, show
from .start import home_of

bp = Blueprint("lti", __name__, url_prefix="/lti")

BINDING = "__Host-signpost-browser"
NOBODY = part.Chrome(signed_in=False)

PENDING = (
    "This installation is not accepted yet",
    (
        "Signpost has been added to your platform in a new place.",
        "The person who runs Signpost for your school must accept it once. Tell them.",
    ),
)


@bp.route("/login", methods=["GET", "POST"])
def login() -> Response:
    """OIDC third-party-initiated login (LTI security framework 5.1.1): form or query, never both."""
    given = request.form if request.method == "POST" else request.args
    shown = request.cookies.get(BINDING)
    logins = services().logins
    pending = logins.begin(given.to_dict(flat=False), shown)
    framed_by(frame_origins(pending.host))
    if request.headers.get("Sec-Fetch-Dest") == "iframe" and pending.binding != shown:
        # In a frame a cookie may be lost. It must come back once before the host's one-shot hint is spent.
        response = see_other(url_for("lti.returned", state=pending.state))
    else:
        response = _to_host(pending.state, pending.binding)
    set_cookie(response, BINDING, pending.binding, LIFETIME)
    return response


@bp.get("/login/return")
def returned() -> Response:
    """After the bounce: on to the host if the cookie came back, else a window of its own."""
    state = request.args.get("state", "")
    logins = services().logins
    host = logins.host_of(state)
    framed_by(frame_origins(host))
    url = logins.resume(state, request.cookies.get(BINDING))
    if url is not None:
        return _found(url)
    return show(NewWindowPage(chrome=NOBODY, href=url_for("lti.window", state=state)))


@bp.get("/login/window")
def window() -> Response:
    """The same pending login in a window of its own, where our cookie is first-party."""
    logins = services().logins
    pending = logins.rebind(request.args.get("state", ""), request.cookies.get(BINDING))
    response = _to_host(pending.state, pending.binding)
    set_cookie(response, BINDING, pending.binding, LIFETIME)
    return response


@bp.route("/launch", methods=["GET", "POST"])
def launch() -> Response:
    """The host's signed answer. Some hosts report their own errors with a GET."""
    form = request.form if request.method == "POST" else _error_only()
    verified = services().launches.verify(form, Browser(request.cookies.get(BINDING)))
    framed_by(frame_origins(verified.host))
    person = _person(verified)
    if isinstance(person, Response):
        return person
    sign_in(verified, person, frame_origins(verified.host), _place(verified))
    first = Visitor(person, verified.context_id, None)
    return see_other(url_for(home_of(first), first=""))


@bp.errorhandler(LaunchRefused)
def refused(refusal: LaunchRefused) -> Response:
    """A plain page with a reference; the reason is in the log beside it, and nowhere else."""
    reference = note_incident("launch refusal shown", refusal=refusal.reason.value, host=refusal.host_id)
    if refusal.reason is Refusal.DEPLOYMENT_PENDING:
        return message(403, *PENDING, reference=reference)
    framed_by_anybody()
    status = 400 if refusal.reason in {Refusal.LOGIN_MALFORMED, Refusal.STATE_MISSING, Refusal.TOKEN_MISSING} else 403
    return show(RefusedPage(chrome=NOBODY, reference=reference), status)


def _person(verified: Launch) -> Staff | Response:
    """The member of staff who launched, or the page for somebody who is none. Of a pupil nothing is stored."""
    here = services()
    with here.database.reading() as db:
        course = None
        if verified.context_id is not None:
            course = here.courses.staff_only(db, verified.tenant_id, verified.host.id, verified.context_id)
        known = here.staff.known(db, verified.tenant_id, verified.host.id, verified.sub)
    match standing(verified.roles, staff_only_course=course is not None):
        case Standing.LEARNER:
            return show(LearnerPage(chrome=NOBODY), 403)
        case Standing.OTHER if known is None or not known.roles:
            return show(NoAccessPage(chrome=NOBODY), 403)
    if known is not None and verified.name in {None, known.name}:
        return known
    with here.database.transaction() as db:
        return here.staff.meet(db, verified.tenant_id, verified.host.id, verified.sub, verified.name)


def _place(verified: Launch) -> GradebookPlace | None:
    claim = verified.gradebook
    if claim is None:
        return None
    return GradebookPlace(claim.line_item_url, claim.line_items_url, verified.resource_link_id, tuple(claim.scopes))


def _to_host(state: str, binding: str) -> Response:
    url = services().logins.resume(state, binding)
    if url is None:
        raise LaunchRefused(Refusal.LOGIN_OVER)
    return _found(url)


def _found(url: str) -> Response:
    response = redirect(url, 302)
    assert isinstance(response, Response)
    return response


def _error_only() -> dict[str, str]:
    return {name: request.args[name] for name in ("error", "state") if name in request.args}
