"""The binding cookies: what a browser shows, and the name under which it keeps a new one.

One is enough for a browser. But frames that load at once in a fresh browser are each given one before any of them is
shown, and under one name the last would take the place of the others.
"""

from __future__ import annotations

from flask import Response, request

from ..launch.browser import is_binding
from ..launch.login import LIFETIME
from .services import services
from .session import set_cookie

BINDING = "__Host-signpost-browser"
# However many frames a page loads, all the cookies fit into the 8 KiB that a server reads of one header.
SLOTS = 64
NAMES = frozenset({BINDING, *(f"{BINDING}-{slot}" for slot in range(SLOTS))})


def shown_bindings() -> tuple[str, ...]:
    """Every binding that the browser shows, one a name. What is no binding of ours counts as absent."""
    return tuple(_shown().values())


def keep_binding(response: Response, binding: str, *, in_frame: bool) -> None:
    """Let the browser keep the binding: under the name by which it shows it, else under a new one."""
    known = (name for name, value in _shown().items() if value == binding)
    set_cookie(response, next(known, None) or _new_name(in_frame=in_frame), binding, LIFETIME)


def _shown() -> dict[str, str]:
    return {name: value for name, value in request.cookies.items() if name in NAMES and is_binding(value)}


def _new_name(*, in_frame: bool) -> str:
    """Windows are opened one after the other; frames load together."""
    return f"{BINDING}-{services().ids.number_below(SLOTS)}" if in_frame else BINDING
