"""When a browser keeps no cookie in a frame: the host's page keeps the binding, and a ticket carries the session.

The ways on, in this order (design.md, "The browser"): the cookie, the host's storage, a window of our own.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, jsonify, request, session, url_for

from ...launch.hosts import frame_origins
from ...launch.refusals import LaunchRefused, Refusal
from ...launch.storage import Shelf
from ...system.ids import hash_of
from ...system.log import get_logger
from .. import view_parts as part
from ..errors import OPEN_AGAIN, message
from ..headers import framed_by
from ..services import services
from ..views import AskHost, NewWindowPage, StoragePage, StorageReturnPage, TicketPage
from ..visitor import take_up, visitor
from . import see_other, show

bp = Blueprint("storage", __name__, url_prefix="/lti")

# The member of the launch's form that holds what the host's page had kept.
STORED = "binding"
# On the first page after a launch the focus stays where the host put it.
STRANGER = part.Chrome(signed_in=False, first_view=True)


def in_a_frame() -> bool:
    """Whether this page is shown inside another one."""
    return request.headers.get("Sec-Fetch-Dest") == "iframe"


def page_without_cookie(state: str) -> Response:
    """The login's cookie was lost: the host's storage if it offers one, else a window of our own."""
    window = url_for("lti.window", state=state)
    deposit = services().storage.offer(state)
    if deposit is None:
        return show(NewWindowPage(chrome=STRANGER, href=window))
    fields = {"state": state, STORED: deposit.binding}
    ask = _ask("lti.put_data", deposit.shelf, url_for("storage.kept"), fields)
    return show(StoragePage(chrome=STRANGER, href=window, ask=ask))


@bp.post("/login/storage")
def kept() -> Response:
    """The host's page keeps the binding: where to go on. The script goes there; our policy lets no form leave."""
    url = services().logins.resume(request.form.get("state", ""), (request.form.get(STORED, ""),))
    if url is None:
        raise LaunchRefused(Refusal.LOGIN_OVER)
    return jsonify(url=url)


def page_that_asks_back(answer: Mapping[str, str]) -> Response | None:
    """For a launch whose login went by the host's storage: the host's answer once more, with what was kept."""
    shelf = services().storage.shelf_of(answer.get("state", ""))
    if shelf is None:
        return None
    framed_by(frame_origins(shelf.host))
    ask = _ask("lti.get_data", shelf, url_for("lti.launch"), {**answer, STORED: ""})
    return show(StorageReturnPage(chrome=STRANGER, ask=ask))


def arrival_url(opens: str) -> str:
    """The way to `opens` for a session whose cookie may not come back. It works once, and only for this launch."""
    session["opens"] = opens
    arrival = services().tickets.issue(session)
    session["arrival"] = hash_of(arrival)
    return url_for("storage.arrive", arrival=arrival)


@bp.get("/arrival/<arrival>")
def arrive(arrival: str) -> Response:
    """Where the launch leads, if the session's cookie came back; else a ticket into a window where it can have one."""
    facts = services().tickets.redeem(arrival) if from_our_own_page() else None
    if facts is None:
        return _open_again("arrival refused")
    framed_by(facts["frame_origins"])
    if session.get("arrival") == hash_of(arrival):
        return _go_on()
    ticket = services().tickets.issue(facts)
    return show(TicketPage(chrome=STRANGER, href=url_for("storage.enter", ticket=ticket)))


@bp.get("/ticket/<ticket>")
def enter(ticket: str) -> Response:
    """The session goes on in this window, where its cookie is first-party. Whoever was signed in here is no more."""
    facts = services().tickets.redeem(ticket) if from_our_own_page() else None
    if facts is None:
        return _open_again("ticket refused")
    take_up(facts)
    return _go_on()


def from_our_own_page() -> bool:
    """Not by a link or a form of somebody else's: who follows it would be signed in as the sender.

    Every browser that gets this far says where a request comes from: it has said already that it is in a frame.
    """
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def _go_on() -> Response:
    visitor()
    return see_other(session["opens"])


def _open_again(event: str) -> Response:
    get_logger().warning(event)
    advice = ("A link into a new window works once, for one minute.", OPEN_AGAIN)
    return message(403, "Open this again from your course", advice)


def _ask(subject: str, shelf: Shelf, action: str, fields: Mapping[str, str]) -> AskHost:
    return AskHost(subject, shelf.frame, shelf.origins, shelf.key, action, tuple(fields.items()))
