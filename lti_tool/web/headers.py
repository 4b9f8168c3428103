"""The headers of every response: what may be framed by whom, run, kept, and sent on."""

from __future__ import annotations

from collections.abc import Iterable

from flask import g
from flask.wrappers import Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
    )
)
ALWAYS = (
    ("Cache-Control", "no-store"),
    # Not no-referrer: CSRFProtect wants to see over https that a form came from our own origin.
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), display-capture=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-Robots-Tag", "noindex"),
)


def framed_by(origins: Iterable[str]) -> None:
    """Say which origins may show this response in a frame. Without it, nobody may."""
    g.frame_origins = tuple(origins)


def form_goes_to(origin: str) -> None:
    """Say that a form on this page goes to one other origin, as the answer to a course does."""
    g.form_origin = origin


def framed_by_anybody() -> None:
    """For a refusal before a host is known: it holds no data and no control."""
    g.frame_origins = ("*",)


def add_headers(response: Response) -> Response:
    """Added to every response; the built files get their own caching from their route."""
    ancestors = " ".join(g.get("frame_origins", ())) or "'none'"
    there = {name for name, _value in response.headers}
    forms = " ".join(("'self'", *filter(None, (g.get("form_origin"),))))
    policy = f"{POLICY}; form-action {forms}; frame-ancestors {ancestors}"
    for name, value in (("Content-Security-Policy", policy), *ALWAYS):
        if name not in there:
            response.headers.add(name, value)
    return response
