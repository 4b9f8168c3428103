"""The pages that can be placed in a course, and how a link says which of them it opens."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

# The custom parameter of a placed link. Every platform gives it back in the launch.
PARAMETER = "signpost_page"


class Placed(StrEnum):
    """A page that a link in a course can open."""

    START = "start"
    QUEUE = "queue"
    GUIDE = "guide"
    PRACTICE = "practice"


def placed_in(custom: Mapping[str, str]) -> Placed | None:
    """The page that a launch is for. None where it names none, or one that we do not have."""
    try:
        return Placed(custom.get(PARAMETER, ""))
    except ValueError:
        return None
