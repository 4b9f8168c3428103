"""The one table of refusals: what went wrong, in words that say what to do, and the status."""

from __future__ import annotations

import traceback

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from ..cases.assessment import QuestionNotAsked
from ..cases.model import CaseNotFound, NotNow
from ..tenants.tenants import NotFound
from . import view_parts as part
from .headers import framed_by_anybody
from .incident import note_incident
from .rendering import render
from .services import pages
from .views import MessagePage
from .visitor import SignedOut

TELL = "If you are worried about a child now, do not wait for this page. Speak to your safeguarding lead."
OPEN_AGAIN = "Open the activity again from your course. Your saved answers are safe."

NOT_FOUND = (404, "Page not found", ("This page does not exist, or it is not yours to see.", OPEN_AGAIN))

PAGES: dict[type[Exception], tuple[int, str, tuple[str, ...]]] = {
    CaseNotFound: NOT_FOUND,
    NotFound: NOT_FOUND,
    QuestionNotAsked: NOT_FOUND,
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

BUSY = ("We could not save that just now", ("Wait for a minute, then try again.", "What you saved before is safe."))


def register_errors(app: Flask) -> None:
    """Every refusal and every fault becomes a page. No stack trace ever does."""
    for error_type in PAGES:
        app.register_error_handler(error_type, _known)
    app.register_error_handler(NotNow, _not_now)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SQLAlchemyError, _database)
    app.register_error_handler(Exception, _fault)


def message(status: int, heading: str, advice: tuple[str, ...], reference: str | None = None) -> Response:
    """A page that holds nothing of anybody's and no control."""
    framed_by_anybody()
    page = MessagePage(
        chrome=part.Chrome(signed_in=False), heading=heading, advice=(*advice, TELL), reference=reference
    )
    return Response(render(pages().environment, page), status, mimetype="text/html")


def _known(error: Exception) -> Response:
    status, heading, advice = PAGES[type(error)]
    return message(status, heading, advice)


def _not_now(error: NotNow) -> Response:
    return message(409, "That cannot be done now", (str(error),))


def _http(error: HTTPException) -> Response:
    status = error.code or 400
    if 300 <= status < 400:
        return Response(error.get_response().response, status, error.get_headers())
    return message(status, *STATUSES.get(status, STATUSES[400]))


def _database(error: SQLAlchemyError) -> Response:
    return message(503, *BUSY, reference=_log("database fault", error))


def _fault(error: Exception) -> Response:
    reference = _log("fault", error)
    return message(500, "Something went wrong", ("What you saved before is safe.", OPEN_AGAIN), reference)


def _log(event: str, error: Exception) -> str:
    """Where it happened, never what it held: messages of exceptions may quote a person's words."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " > ".join(f"{frame.name}:{frame.lineno}" for frame in frames[-4:])
    route = str(request.url_rule) if request.url_rule else "none"
    return note_incident(event, exception_type=type(error).__name__, where=where, route=route, method=request.method)
