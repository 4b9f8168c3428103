"""Where a launch leads, by its kind of message: the page it opens, or one that says why it opens none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Response, url_for

from ...cases.access import sees_queue
from ...guidance.vocabulary import Ours
from ...launch.message import Launch
from ...launch.message_types import DATA_PRIVACY, DEEP_LINKING, RESOURCE_LINK, SUBMISSION_REVIEW
from ...launch.placed import Placed, placed_in
from ...launch.roles import runs_course
from ...tenants.model import READERS, Role
from ..errors import message
from ..incident import note_incident
from ..metrics import tally
from ..services import services
from ..visitor import Visitor
from .reviewing import NOBODY
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
NO_ADMINISTRATOR = (
    "You cannot ask this of Signpost",
    (
        "What is held of a person is shown to an administrator of Signpost in your school.",
        "Ask one of them, or your data-protection officer.",
    ),
)
NOT_KNOWN = (
    "Nothing is held of this person",
    (
        "Signpost knows nobody by this account of your platform.",
        Ours("Of pupils it keeps no register. What is held of a child is found by a safeguarding lead, in a case."),
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


def _reviewed(launch: Launch, who: Visitor) -> str:
    """What somebody in the gradebook has sent. Whether there is anything to see is for that page to say."""
    return url_for("reviewing.sent_by", staff_id=_about(launch, who) or NOBODY)


def _privacy(launch: Launch, who: Visitor) -> str | Response:
    """What is held of somebody, for an administrator of ours."""
    if not who.person.has(Role.ADMINISTRATOR):
        reference = note_incident(TURNED_AWAY, reason="no_administrator", host=launch.host.id)
        tally().refusal("no_administrator")
        return message(403, *NO_ADMINISTRATOR, reference=reference, course_url=_course_url(launch))
    staff_id = _about(launch, who)
    return message(404, *NOT_KNOWN) if staff_id is None else url_for("privacy.person", staff_id=staff_id)


def _about(launch: Launch, who: Visitor) -> str | None:
    """Our id of the person whom the message is about: of this school, from this host."""
    here = services()
    with here.database.looking() as db:
        known = here.staff.known(db, who.person.tenant_id, launch.host.id, launch.for_user or "")
    return None if known is None else known.id


LANDINGS: Mapping[str, Landing] = {
    RESOURCE_LINK: _opened,
    DEEP_LINKING: _asked,
    SUBMISSION_REVIEW: _reviewed,
    DATA_PRIVACY: _privacy,
}


def land(launch: Launch, who: Visitor) -> str | Response:
    """Where this launch leads for this person. They may be anybody who is staff."""
    return LANDINGS[launch.message_type](launch, who)


def _course_url(launch: Launch) -> str | None:
    return launch.way_back.url if launch.way_back else None


def _nation(who: Visitor) -> str:
    here = services()
    with here.database.looking() as db:
        return here.tenants.get(db, who.person.tenant_id).nation.value
