"""Where hosts knock: the login, its way round a browser that keeps no cookies, and the launch."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import MethodNotAllowed, RequestEntityTooLarge, TooManyRequests

from ...launch.browser import Browser
from ...launch.hosts import frame_origins
from ...launch.login import PendingLogin
from ...launch.message import Launch
from ...launch.refusals import LaunchRefused, Refusal
from ...launch.roles import Standing, is_never_staff, standing
from ...system.log import get_logger
from ...tenants.model import Staff
from .. import view_parts as part
from ..binding import keep_binding, shown_bindings
from ..came_from import came_from
from ..errors import OPEN_AGAIN, http_error, message
from ..headers import framed_by, framed_by_anybody
from ..incident import note_incident
from ..launched import note_week
from ..limits import MINUTE
from ..metrics import tally
from ..services import services
from ..views import LearnerPage, NoAccessPage, RefusedPage
from ..visitor import Visitor, sign_in, sign_out
from . import see_other, show
from .landing import TURNED_AWAY, land
from .storage import STORED, arrival_url, from_our_own_page, in_a_frame, page_that_asks_back, page_without_cookie
from .storage import bp as storage_bp

bp = Blueprint("lti", __name__, url_prefix="/lti")

NOBODY = part.Chrome(signed_in=False)
PUPIL = part.Chrome(signed_in=False, foot=(part.DANGER, part.CHILDLINE))

# Every other refusal is a 403.
STATUSES = {
    Refusal.LOGIN_MALFORMED: 400,
    Refusal.ANSWER_MALFORMED: 400,
    Refusal.STATE_MISSING: 400,
    Refusal.TOKEN_MISSING: 400,
    Refusal.BODY_TOO_LARGE: 413,
    Refusal.WRONG_METHOD: 405,
    Refusal.TOO_MANY: 429,
}

PENDING = (
    "This installation is not accepted yet",
    (
        "Signpost has been added to your platform in a new place.",
        "The person who runs Signpost for your school must accept it once. Tell them.",
    ),
)
WAIT = ("Too many requests", ("Wait for a minute.", OPEN_AGAIN))
# Where to open it again would not help by itself.
ADVICE = {Refusal.DEPLOYMENT_PENDING: PENDING, Refusal.TOO_MANY: WAIT}


@bp.route("/login", methods=["GET", "POST"])
def login() -> Response:
    """OIDC third-party-initiated login (LTI security framework 5.1.1): form or query, never both."""
    given = request.form if request.method == "POST" else request.args
    shown = shown_bindings()
    # In a frame a cookie may be lost. It must come back once before the host's one-shot hint is spent.
    must_return = in_a_frame() and not shown
    pending = services().logins.begin(given.to_dict(flat=False), shown, asks_at_once=not must_return)
    framed_by(frame_origins(pending.host))
    response = _found(pending.redirect_url) if not must_return else see_other(_return_url(pending.state))
    keep_binding(response, pending.binding, in_frame=in_a_frame())
    return response


@bp.get("/login/return")
def returned() -> Response:
    """After the bounce: on to the host if the cookie came back, else another way to keep the binding."""
    state, shown = request.args.get("state", ""), shown_bindings()
    logins = services().logins
    framed_by(frame_origins(logins.host_of(state)))
    if not shown:
        return page_without_cookie(state)
    url = logins.resume(state, shown)
    if url is None:
        # Two logins may have drawn the same name, and the other has put its binding in the place of ours.
        return _to_host(logins.rebind(state, shown))
    return _found(url)


@bp.get("/login/window")
def window() -> Response:
    """The same pending login in a window of its own, where our cookie is first-party."""
    logins = services().logins
    pending = logins.rebind(request.args.get("state", ""), shown_bindings())
    response = _to_host(pending)
    keep_binding(response, pending.binding, in_frame=in_a_frame())
    return response


@bp.route("/launch", methods=["GET", "POST"])
def launch() -> Response:
    """The host's signed answer. Some hosts report their own errors with a GET."""
    answer, shown = _answer(), shown_bindings()
    if not shown and STORED not in answer and (page := page_that_asks_back(answer)):
        return page
    # Whoever began a login knows what was kept for it, and could post it from a page of theirs into another's browser.
    browser = Browser(shown, answer.get(STORED) if from_our_own_page() else None)
    verified = services().launches.verify(answer, browser)
    framed_by(frame_origins(verified.host))
    person = _person(verified)
    if isinstance(person, Response):
        return _instead(person)
    opens = land(verified, Visitor(person, None))
    if isinstance(opens, Response):
        return _instead(opens)
    sign_in(person, frame_origins(verified.host), came_from(verified, browser))
    note_week(person)
    if browser.stored is not None and in_a_frame():
        return see_other(arrival_url(opens))
    return see_other(opens)


@bp.errorhandler(LaunchRefused)
@storage_bp.errorhandler(LaunchRefused)
def refused(refusal: LaunchRefused) -> Response:
    """A plain page with a reference; the reason is in the log beside it, and nowhere else."""
    reference = note_incident("launch refusal shown", refusal=refusal.reason.value, host=refusal.host_id)
    tally().refusal(refusal.reason.value)
    back = refusal.way_back
    course_url = back.with_reference(reference) if back else None
    status, advice = STATUSES.get(refusal.reason, 403), ADVICE.get(refusal.reason)
    if advice is not None:
        page = message(status, *advice, reference=reference, course_url=course_url)
    else:
        page = show(RefusedPage(chrome=NOBODY, reference=reference, course_url=course_url), status)
    if back:
        framed_by(back.frame_origins)
    else:
        framed_by_anybody()
    return page


@bp.errorhandler(RequestEntityTooLarge)
@storage_bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """More than any host sends. Nothing of it was read, so the login it may belong to stays open."""
    return refused(LaunchRefused(Refusal.BODY_TOO_LARGE))


@bp.errorhandler(TooManyRequests)
@storage_bp.errorhandler(TooManyRequests)
def too_many(_error: TooManyRequests) -> Response:
    """More than the limits allow. Nothing was done, so a login that it may belong to stays open."""
    page = refused(LaunchRefused(Refusal.TOO_MANY))
    page.headers["Retry-After"] = str(round(MINUTE))
    return page


@bp.app_errorhandler(MethodNotAllowed)
def wrong_method(error: MethodNotAllowed) -> Response:
    """A knock as no host knocks. Without a route there is no blueprint, so those of all pages come here."""
    here = request.path.startswith("/lti/")
    page = refused(LaunchRefused(Refusal.WRONG_METHOD)) if here else http_error(error)
    page.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return page


def _instead(page: Response) -> Response:
    # A pupil at a computer that a teacher has just left must not go on as the teacher.
    sign_out()
    return page


def _person(verified: Launch) -> Staff | Response:
    """The member of staff who launched, or the page for somebody who is none. Of a pupil nothing is stored."""
    here = services()
    with here.database.looking() as db:
        course = None
        if verified.context_id is not None:
            course = here.courses.staff_only(db, verified.tenant_id, verified.host.id, verified.context_id)
        known = here.staff.known(db, verified.tenant_id, verified.host.id, verified.sub)
    match standing(verified.roles, staff_only_course=course is not None):
        case Standing.LEARNER:
            # Without a reference: nothing on the pupil's page says that anything was noted.
            get_logger().info(TURNED_AWAY, reason="learner", host=verified.host.id)
            tally().refusal("learner")
            return show(LearnerPage(chrome=PUPIL, course_url=_course_url(verified)), 403)
        case Standing.OTHER if known is None or not known.roles or is_never_staff(verified.roles):
            reference = note_incident(TURNED_AWAY, reason="no_staff_role", host=verified.host.id)
            tally().refusal("no_staff_role")
            return show(NoAccessPage(chrome=NOBODY, reference=reference, course_url=_course_url(verified)), 403)
    if known is not None and known.launched and verified.name in {None, known.name}:
        return known
    with here.database.transaction() as db:
        person = here.staff.meet(db, verified.tenant_id, verified.host.id, verified.sub, verified.name)
        return person if person.launched else here.staff.launches(db, person)


def _course_url(verified: Launch) -> str | None:
    """The way back, as it was given: nothing went wrong that the host should hear of."""
    return verified.way_back.url if verified.way_back else None


def _return_url(state: str) -> str:
    return url_for("lti.returned", state=state)


def _to_host(pending: PendingLogin) -> Response:
    url = services().logins.resume(pending.state, (pending.binding,))
    if url is None:
        raise LaunchRefused(Refusal.LOGIN_OVER)
    return _found(url)


def _found(url: str) -> Response:
    return Response(status=302, headers={"Location": url})


def _answer() -> dict[str, str]:
    """The host's answer: each member once, or it is not clear which of them was checked."""
    given = request.form if request.method == "POST" else request.args
    # Some hosts report their own errors with a GET. A token in an address is never read.
    names = ("state", "error", "id_token", STORED) if request.method == "POST" else ("state", "error")
    if any(len(given.getlist(name)) > 1 for name in names):
        raise LaunchRefused(Refusal.ANSWER_MALFORMED)
    return {name: given[name] for name in names if name in given}
