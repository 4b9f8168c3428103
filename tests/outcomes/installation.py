"""An administrator's arrival, and how the tests of a test of the installation read what it found."""

from collections.abc import Callable
from dataclasses import replace

from lti_tool.cases.receipts import GradebookPlace
from lti_tool.launch.browser import Way
from lti_tool.outcomes.arrival import Arrival
from lti_tool.outcomes.findings import About, Found, Verdict
from lti_tool.system.http import CallFailed
from lti_tool.tenants.model import Course, Posting
from tests.outcomes.far_end import SECRET, reply
from tests.outcomes.office import ALL_SCOPES, COLUMN, COURSE, LINE_ITEMS, MOODLE
from tests.outcomes.strict_platform import MEMBERS

PLACE = GradebookPlace(COLUMN, LINE_ITEMS, "1", ALL_SCOPES, COURSE)
MARKED = Course("c", "t", "h", COURSE, Posting.RECEIPT)
ARRIVAL = Arrival(
    host=replace(MOODLE, id="moodle"),
    sub="2",
    place=PLACE,
    context_id=COURSE,
    course=MARKED,
    memberships_url=MEMBERS,
    learner=False,
    notice_service=None,
    way=Way.COOKIE_IN_FRAME,
)
NO_ANSWER = CallFailed("no answer", sent=False)
HTML = reply(200, b"<!doctype html><title>Back soon</title>" + SECRET.encode(), Content_Type="text/html")

Kind = tuple[Verdict, Found]
Finds = Callable[..., dict[About, Kind]]
OK, NOT_KNOWN, WRONG, OFF = Verdict.OK, Verdict.NOT_KNOWN, Verdict.WRONG, Verdict.OFF


def in_family(family: str | None) -> dict[str, object]:
    """What differs in an arrival from this kind of platform."""
    return {"host": replace(MOODLE, id="host", family=family)}
