"""Dynamic Registration: a platform opens our page, an administrator agrees, and the platform registers us.

Opened without a platform, the page of an invitation says how, and leads to registration by hand (`pages/by_hand.py`).

Nobody is signed in here. What opens the page is the invitation in its address; what the form may bring back is signed.
"""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from ...launch.host_rules import is_canvas_cloud
from ...launch.hosts import frame_origins
from ...launch.hosts.canvas import CANVAS
from ...launch.origins import origin_of
from ...launch.registering import Asking, Invitation, RegistrationRefused
from ...launch.registration_request import Wanted
from ...system.database import NOT_NOW
from ..done import WORDS
from ..errors import message, not_saved
from ..headers import framed_by, framed_by_anybody
from ..incident import note_incident
from ..seals import sealed, unsealed
from ..services import services
from ..show.registering import (
    MISSING,
    accept_page,
    administrator_page,
    consent_page,
    installed_page,
    invitation_page,
    place,
    registered_page,
)
from . import show

bp = Blueprint("registering", __name__, url_prefix="/lti/register")

# As long as a platform's own token lives (hosts-measured.md).
GOOD_FOR_SECONDS = 3600
LONGEST = 8000
CLOSED = ("This invitation cannot be used", ("Ask whoever runs Signpost for a new one.",))
INSTALLED = (
    "Signpost is installed",
    (
        "There is nothing left to do with this invitation.",
        "If Signpost says that it is not accepted, its administrator accepts the deployment id under “Platforms”.",
    ),
)


@bp.get("/<token>")
def consent(token: str) -> Response:
    """What the platform will be asked for. Nothing is called before somebody agrees."""
    found = services().registering.invitation(token)
    if found.host is not None:
        return _after(token, found)
    asking = _asking()
    if asking is None:
        # Until a platform is known, anybody may frame it: there is no control on it.
        framed_by_anybody()
        return _opened(show(invitation_page(found, token)))
    _framed(asking)
    seal = sealed(token, [asking.configuration_url, asking.registration_token])
    action = url_for("registering.register", token=token)
    return _opened(show(consent_page(found, place(asking.configuration_url), seal, action)))


@bp.post("/<token>")
def register(token: str) -> Response:
    """Somebody agreed."""
    here = services().registering
    found, seal = here.invitation(token), request.form.get("csrf_token", "")
    asking = _sealed(token, seal)
    wanted = Wanted(names="names" in request.form, receipts="receipts" in request.form)
    _framed(asking)
    problem, status = None, 422
    try:
        done = here.register(token, asking, wanted)
    except RegistrationRefused as refused:
        reference = note_incident("registration refused", reason=refused.word, tenant=found.tenant.id)
        problem = f"{refused} Nothing was registered in Signpost. Reference: {reference}"
    except NOT_NOW as error:
        problem, status = not_saved(error), 503
    else:
        framed_by((*_origins(asking), *frame_origins(done.host)))
        return _opened(show(registered_page(done)))
    action = url_for("registering.register", token=token)
    again = consent_page(
        found,
        place(asking.configuration_url),
        seal,
        action,
        names=wanted.names,
        receipts=wanted.receipts,
        problem=problem,
    )
    return _opened(show(again, status))


@bp.post("/<token>/deployment")
def accept(token: str) -> Response:
    """The deployment id that the platform could not tell us."""
    here = services().registering
    found, typed = here.invitation(token), request.form.get("deployment", "").strip()
    _sealed(token, request.form.get("csrf_token", ""))
    error = None if typed else MISSING
    try:
        if error is None:
            here.accept(token, typed)
            return _after(token, here.invitation(token), WORDS["deployment"])
    except RegistrationRefused as refused:
        error = str(refused)
    seal = _seal_of_nothing(token)
    page = installed_page if found.wants_administrator else accept_page
    return _opened(show(page(found, seal, token, typed[:255], error), 422))


@bp.post("/<token>/administrator")
def administrator(token: str) -> Response:
    """The code of the first administrator. It stands on this page and nowhere else."""
    _sealed(token, request.form.get("csrf_token", ""))
    return _opened(show(administrator_page(services().registering.administrator_code(token))))


@bp.errorhandler(RegistrationRefused)
def refused(refusal: RegistrationRefused) -> Response:
    """The invitation itself is no good."""
    reference = note_incident("registration refused", reason=refusal.word)
    return message(403, *CLOSED, reference=reference)


def _after(token: str, found: Invitation, done: str | None = None) -> Response:
    if found.wants_administrator:
        return _opened(show(installed_page(found, _seal_of_nothing(token), token, done=done)))
    if found.has_deployment:
        return _opened(message(200, *INSTALLED))
    return _opened(show(accept_page(found, _seal_of_nothing(token), token)))


def _asking() -> Asking | None:
    """What the platform put into the address (LTI Dynamic Registration 1.0, 3.3)."""
    url, bearer = request.args.get("openid_configuration", ""), request.args.get("registration_token")
    if not url or len(url) > LONGEST or origin_of(url) is None or len(bearer or "") > LONGEST:
        return None
    return Asking(url, bearer or None)


def _sealed(token: str, seal: str) -> Asking:
    try:
        url, bearer = unsealed(token, seal, GOOD_FOR_SECONDS)
    except (ValueError, TypeError) as error:
        raise RegistrationRefused("form_unknown", "This page was open for too long.") from error
    return Asking(url, bearer)


def _seal_of_nothing(token: str) -> str:
    return sealed(token, ["", None])


def _framed(asking: Asking) -> None:
    framed_by(_origins(asking))


def _origins(asking: Asking) -> tuple[str, ...]:
    """Who may frame the page: the platform that opened it. It holds a control, so nobody else."""
    own = origin_of(asking.configuration_url)
    if own is None:
        return ()
    return (own, *CANVAS.frame_origins) if is_canvas_cloud(place(asking.configuration_url)) else (own,)


def _opened(response: Response) -> Response:
    """A platform that opened us in a window waits there for our message, so its page must stay our opener."""
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response
