"""Where a launch leads, by its kind of message: the page it opens, or one that says why it opens none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Response, url_for

from ...launch.message import Launch
from ...launch.message_types import DEEP_LINKING, RESOURCE_LINK
from ..visitor import Visitor
from .start import home_of

# An address of ours, and the person is signed in; or a page as it is, and nobody is.
Landing = Callable[[Launch, Visitor], str | Response]


def _home(_launch: Launch, who: Visitor) -> str:
    return url_for(home_of(who), first="")


LANDINGS: Mapping[str, Landing] = {RESOURCE_LINK: _home, DEEP_LINKING: _home}


def land(launch: Launch, who: Visitor) -> str | Response:
    """Where this launch leads for this person. They may be anybody who is staff."""
    return LANDINGS[launch.message_type](launch, who)
