"""Where a launch leads, by its kind of message: the page it opens, or one that says why it opens none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Response, url_for

from ...cases.access import sees_queue
from ...launch.message import Launch
from ...launch.message_types import DEEP_LINKING, RESOURCE_LINK
from ...launch.placed import Placed, placed_in
from ...launch.roles import runs_course
from ...tenants.model import READERS, Role
from ..errors import message
from ..incident import note_incident
from ..metrics import tally
from ..services import services
from ..visitor import Visitor
from .start import home_of

# An address of ours, and the person is signed in; or a page as it is, and nobody is.
Landing = Callable[[Launch, Visitor], str | Response]

# Logged after "launch accepted": the launch was valid, the person has no access.
TURNED_AWAY = "launch turned away"
PLACERS = READERS | {Role.ADMINISTRATOR}
MAY_NOT_PLACE = (
    "You cannot place this in the course",
    (
        "Whoever runs the course or leads safeguarding can place Signpost in it.",
        "Ask one of them, or go back to your course.",
    ),
)


def _opened(launch: Launch, who: Visitor) -> str:
    """The page that was placed; where it may not be seen or was not named, the person's own first page."""
    match placed_in(launch.custom):
        case Placed.QUEUE if sees_queue(who.person):
            return url_for("review.queue", first="")
        case Placed.START | Placed.QUEUE:
            return url_for("start.start", first="")
        case Placed.PRACTICE:
            return url_for("practice.choose", first="")
        case Placed.GUIDE:
            return url_for("guide.index", nation=_nation(who))
        case None:
            return url_for(home_of(who), first="")


def _asked(launch: Launch, who: Visitor) -> str | Response:
    """Which page to place; for whoever runs the course, or holds a role of ours that reads cases or sets us up."""
    if not runs_course(launch.roles) and not who.person.has(*PLACERS):
        reference = note_incident(TURNED_AWAY, reason="may_not_place", host=launch.host.id)
        tally().refusal("may_not_place")
        return message(403, *MAY_NOT_PLACE, reference=reference, course_url=_course_url(launch))
    link_id = services().deep_links.keep(launch, who.person)
    return url_for("placing.choose", link_id=link_id, first="")


LANDINGS: Mapping[str, Landing] = {RESOURCE_LINK: _opened, DEEP_LINKING: _asked}


def land(launch: Launch, who: Visitor) -> str | Response:
    """Where this launch leads for this person. They may be anybody who is staff."""
    return LANDINGS[launch.message_type](launch, who)


def _course_url(launch: Launch) -> str | None:
    return launch.way_back.url if launch.way_back else None


def _nation(who: Visitor) -> str:
    here = services()
    with here.database.looking() as db:
        return here.tenants.get(db, who.person.tenant_id).nation.value
