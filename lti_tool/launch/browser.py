"""What we know of the browser: the secrets that tie a launch to the login it began."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

# What `Ids.token` makes. Anything else in a cookie was not set by us.
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Browser:
    """What the browser showed with its request.

    Attributes:
        bindings: the values of its binding cookies; a login is bound to one of them.
        stored: the value that the host's page had kept (LTI Platform Storage); None if it gave none.
    """

    bindings: tuple[str, ...] = field(default=(), repr=False)
    stored: str | None = field(default=None, repr=False)


class Way(StrEnum):
    """By which way a browser tied its launch to its login; sessions keep the word."""

    COOKIE_IN_FRAME = "cookie_in_frame"
    COOKIE_IN_WINDOW = "cookie_in_window"
    STORED = "stored"
    # What the host's page had kept tied the launch, but then the session's own cookie was lost in the frame.
    STORED_THEN_WINDOW = "stored_then_window"


def is_binding(value: str | None) -> bool:
    """Whether this can be a binding of ours."""
    return value is not None and WELL_FORMED.fullmatch(value) is not None
