"""The headers of every response: what may be framed by whom, run, kept, and sent on."""

from __future__ import annotations

from collections.abc import Iterable

from flask import g
from flask.wrappers import Response

POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
)


def framed_by(origins: Iterable[str]) -> None:
    """Say which origins may show this response in a frame. Without it, nobody may."""
    g.frame_origins = tuple(origins)


def framed_by_anybody() -> None:
    """For a refusal before a host is known: it holds no data and no control."""
    g.frame_origins = ("*",)


def add_headers(response: Response) -> Response:
    """Added to every response; the built files get their own caching from their route."""
    ancestors = " ".join(g.get("frame_origins", ())) or "'none'"
    policy = "; ".join((*POLICY, f"frame-ancestors {ancestors}"))
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers.setdefault("Cache-Control", "no-store")
    # Not no-referrer: CSRFProtect wants to see over https that a form came from our own origin.
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), display-capture=()")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("X-Robots-Tag", "noindex")
    return response
