"""The routes. Each reads the request, asks one collaborator, and shows one page model."""

from __future__ import annotations

from flask import Response
from flask_wtf.csrf import generate_csrf

from .. import view_parts as part
from ..rendering import render
from ..services import pages


def show(page: part.Page, status: int = 200) -> Response:
    """One page as a response."""
    token = str(generate_csrf()) if page.chrome.signed_in else ""  # type: ignore[no-untyped-call]
    return Response(render(pages().environment, page, token), status, mimetype="text/html")


def see_other(url: str) -> Response:
    """After a form: show the next page with a GET, so that Back and Reload do no harm."""
    return Response(status=303, headers={"Location": url})
