"""The one table of refusals: what went wrong, in words that say what to do, and the status."""

from __future__ import annotations

import traceback

from flask import Flask, Response, request, session
from flask_wtf.csrf import CSRFError
from gunicorn.http.errors import ParseException
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError

from ..cases.assessment import QuestionNotAsked
from ..cases.model import CaseNotFound, NotNow
from ..guidance.vocabulary import Ours
from ..launch.deep_links import NoSuchDeepLink
from ..tenants.agreement import CannotAgree
from ..tenants.tenants import NotFound
from . import view_parts as part
from .headers import framed_by, framed_by_anybody
from .incident import note_incident
from .rendering import render
from .services import pages
from .typed import what_was_typed
from .views import MessagePage
from .visitor import SignedOut

TELL = Ours("If you are worried about a child now, do not wait for this page. Speak to your safeguarding lead.")
OPEN_AGAIN = "Open the activity again from your course. Your saved answers are safe."

NOT_FOUND = (404, "Page not found", ("This page does not exist, or it is not yours to see.", OPEN_AGAIN))

PAGES: dict[type[Exception], tuple[int, str, tuple[str, ...]]] = {
    CaseNotFound: NOT_FOUND,
    NotFound: NOT_FOUND,
    QuestionNotAsked: NOT_FOUND,
    NoSuchDeepLink: (
        404,
        "Start again from your course",
        (
            "What you chose went to your course already, or this page was open for too long.",
            "Go back to your course. If nothing was placed there, add it once more.",
        ),
    ),
    SignedOut: (
        403,
        "Open this again from your course",
        ("You are not signed in, or you have been signed out.", OPEN_AGAIN),
    ),
    CSRFError: (400, "Try that again", ("This page was open for too long, or was opened from elsewhere.", OPEN_AGAIN)),
}

STATUSES: dict[int, tuple[str, tuple[str, ...]]] = {
    400: ("That could not be read", ("Go back and try again.", OPEN_AGAIN)),
    404: NOT_FOUND[1:],
    405: ("Page not found", ("This address is not opened in this way.", OPEN_AGAIN)),
    413: ("That was too long", ("Go back, shorten it and try again.",)),
    415: ("That could not be read", ("Go back and try again.", OPEN_AGAIN)),
    429: ("Too many requests", ("Wait for a minute, then try again.",)),
}

LATER = ("Wait for a minute, then try again.", "What you saved before is safe.")
NOT_SAVED = "We could not save that just now"
NOT_OPENED = "We could not open that just now"
# Back would not bring it: pages are not kept by the browser.
COPY_IT = "What you wrote is below. Copy it before you leave this page."
STILL_HERE = "We could not save this just now. It is still here: wait for a minute, then try again"


def register_errors(app: Flask) -> None:
    """Every refusal and every fault becomes a page. No stack trace ever does."""
    for error_type in PAGES:
        app.register_error_handler(error_type, _known)
    app.register_error_handler(NotNow, _not_now)
    app.register_error_handler(CannotAgree, _not_now)
    app.register_error_handler(ParseException, _unreadable)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(SQLAlchemyError, _database)
    app.register_error_handler(InternalServerError, _after_the_page)
    app.register_error_handler(Exception, _fault)
    # Flask would write the trace of what fails after the page, with its words. `_log` says where, and quotes nobody.
    app.logger.disabled = True


def message(
    status: int,
    heading: str,
    advice: tuple[str, ...],
    reference: str | None = None,
    course_url: str | None = None,
    typed: str | None = None,
) -> Response:
    """A page that holds nothing but what its reader has just typed, and no control."""
    _frame()
    page = MessagePage(
        chrome=part.Chrome(signed_in=False),
        heading=heading,
        advice=(*advice, TELL),
        reference=reference,
        course_url=course_url,
        typed=typed,
    )
    return Response(render(pages().environment, page), status, mimetype="text/html")


def _frame() -> None:
    """A signed-in person's host may show it in its frame; before a host is known, anybody may."""
    # No session at all where the database could not be asked for one.
    origins = session.get("frame_origins") if session and not request.path.startswith("/lti/") else None
    if origins:
        framed_by(origins)
    else:
        framed_by_anybody()


def _known(error: Exception) -> Response:
    status, heading, advice = PAGES[type(error)]
    # Of a case, too, that was restricted while they wrote: the words are their own, and the page says nothing else.
    typed = what_was_typed() if PAGES[type(error)] is NOT_FOUND else None
    return message(status, heading, (*advice, COPY_IT) if typed else advice, typed=typed)


def _not_now(error: NotNow | CannotAgree) -> Response:
    typed = what_was_typed()
    return message(409, "That cannot be done now", (str(error), COPY_IT) if typed else (str(error),), typed=typed)


def _unreadable(_error: ParseException) -> Response:
    """The server reads a body only when it is asked for, and finds then that its chunks are none."""
    return message(400, *STATUSES[400])


def http_error(error: HTTPException) -> Response:
    """The page for what a request was refused with before any of our own rules."""
    status = error.code or 400
    if 300 <= status < 400:
        return Response(error.get_response().response, status, error.get_headers())
    return message(status, *STATUSES.get(status, STATUSES[400]))


def _database(error: SQLAlchemyError) -> Response:
    reference = _log("database fault", error)
    if request.blueprint == "lti":
        # Its login may be used up: to send the same form again would be refused.
        return message(503, NOT_OPENED, ("Wait for a minute.", OPEN_AGAIN), reference)
    if request.method != "POST":
        return message(503, NOT_OPENED, LATER, reference)
    typed = what_was_typed()
    return message(503, NOT_SAVED, (*LATER, COPY_IT) if typed else LATER, reference, typed=typed)


def _after_the_page(error: InternalServerError) -> Response:
    """What fails once the page is made, such as keeping the session that it was made for."""
    cause = error.original_exception
    if isinstance(cause, SQLAlchemyError):
        return _database(cause)
    return _fault(cause if isinstance(cause, Exception) else error)


def not_saved(error: Exception) -> str:
    """Log that something was not saved; the words for the page that still holds it."""
    _log("not saved", error)
    return STILL_HERE


def _fault(error: Exception) -> Response:
    reference = _log("fault", error)
    return message(500, "Something went wrong", ("What you saved before is safe.", OPEN_AGAIN), reference)


def _log(event: str, error: Exception) -> str:
    """Where it happened, never what it held: messages of exceptions may quote a person's words."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " > ".join(f"{frame.name}:{frame.lineno}" for frame in frames[-4:])
    route = str(request.url_rule) if request.url_rule else "none"
    return note_incident(event, exception_type=type(error).__name__, where=where, route=route, method=request.method)
