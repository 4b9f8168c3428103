"""Whether the guide of a person's school is old."""

from __future__ import annotations

from ..guidance.age import warning
from .services import services
from .visitor import Visitor, guide_of


def old_guide(who: Visitor) -> str | None:
    """What to know of the guide that this school's new cases are assessed with; None where it is not old."""
    return warning(guide_of(who), services().clock.now().date())
