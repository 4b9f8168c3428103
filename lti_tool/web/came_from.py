"""Where a launch came from: what its session keeps of it, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..cases.receipts import GradebookPlace
from ..launch.browser import Browser
from ..launch.message import Launch
from ..launch.way_back import elsewhere
from .launched import Launched, launched_by


@dataclass(frozen=True, slots=True)
class CameFrom:
    """Where a launch came from.

    Attributes:
        deployment_id: ours, of the deployment: when that leaves a tenant, the session ends.
        place: where its receipt could go; None where the link cannot be graded.
        course: the id of its course, whether or not that has a gradebook.
        elsewhere: where the host leads back to, if that is not one of its own origins. Only ever shown.
        launched: what a test of the installation asks of it.
    """

    deployment_id: str
    place: GradebookPlace | None = None
    course: str | None = None
    elsewhere: str | None = None
    launched: Launched | None = None

    def place_facts(self) -> dict[str, Any] | None:
        """The place as a session keeps it."""
        if self.place is None:
            return None
        return {
            "line_item_url": self.place.line_item_url,
            "line_items_url": self.place.line_items_url,
            "resource_link_id": self.place.resource_link_id,
            "scopes": list(self.place.scopes),
            "context_id": self.place.context_id,
        }


def came_from(verified: Launch, browser: Browser) -> CameFrom:
    """What is to be kept of a verified launch."""
    return CameFrom(
        verified.deployment.id,
        _place(verified),
        verified.context_id,
        elsewhere(verified.return_url, verified.way_back),
        launched_by(verified, browser),
    )


def _place(verified: Launch) -> GradebookPlace | None:
    claim = verified.gradebook
    if claim is None:
        return None
    return GradebookPlace(
        line_item_url=claim.line_item_url,
        line_items_url=claim.line_items_url,
        resource_link_id=verified.resource_link_id,
        scopes=claim.scopes,
        context_id=verified.context_id,
    )
