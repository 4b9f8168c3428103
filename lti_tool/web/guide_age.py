"""The guide of a person's school, and whether it is old."""

from __future__ import annotations

from ..guidance.age import warning
from ..guidance.guide import Guide
from ..guidance.library import for_nation
from .services import services
from .visitor import Visitor


def old_guide(who: Visitor) -> str | None:
    """What to know of the guide that this school's new cases are assessed with; None where it is not old."""
    return warning(guide_of(who), services().clock.now().date())


def guide_of(who: Visitor) -> Guide:
    """The guide that this school's new cases are assessed with."""
    here = services()
    with here.database.looking() as db:
        nation = here.tenants.get(db, who.person.tenant_id).nation
    return for_nation(nation.value)
