"""What each family of hosts wants of a receipt, and says of one."""

import re
from dataclasses import replace

import pytest

from lti_tool.launch.hosts import FAMILIES
from lti_tool.outcomes.connector import Call
from lti_tool.outcomes.ends import Delivered, GivenUp, NotGradable, Retry, Why
from lti_tool.outcomes.line_items import SCORE
from tests.clock import START
from tests.outcomes.far_end import SECRET, reply, token
from tests.outcomes.office import MOODLE, Office

NAMES = sorted(family.name for family in FAMILIES)
SUBMISSION = "https://canvas.instructure.com/lti/submission"
NOT_ENROLLED = f"User in requested score is not enrolled in the org unit {SECRET}"


def of_family(an_office, family, **changes) -> Office:
    return an_office(wanted_host=replace(MOODLE, family=family, **changes))


def posted(office):
    return office.gradebook.post_receipt(office.host, office.receipt(office.owes()), START)


@pytest.mark.parametrize("family", NAMES)
def test_a_token_is_asked_for_in_the_name_that_the_family_wants(an_office, far_end, family):
    office = of_family(an_office, family)

    office.connectors.to(office.host).get_access_token([SCORE])

    expected = "https://api.brightspace.com/auth/token" if family == "brightspace" else MOODLE.token_url
    assert far_end.at("/token")[0].assertion["aud"] == expected


def test_the_audience_that_an_administrator_gives_goes_before_the_familys(an_office, far_end):
    office = of_family(an_office, "brightspace", audience="https://audience.test")

    office.connectors.to(office.host).get_access_token([SCORE])

    assert far_end.at("/token")[0].assertion["aud"] == "https://audience.test"


@pytest.mark.parametrize("family", NAMES)
def test_every_family_gets_the_moment_with_its_fraction_and_its_zone(an_office, far_end, family):
    assert posted(of_family(an_office, family)) == Delivered()

    (score,) = far_end.sent_scores
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", score["timestamp"])
    assert set(score) - {SUBMISSION} == {
        "userId",
        "scoreGiven",
        "scoreMaximum",
        "activityProgress",
        "gradingProgress",
        "timestamp",
    }
    assert (SUBMISSION in score) == (family == "canvas")


def test_canvas_is_known_by_its_issuer_too(an_office, far_end):
    office = an_office(wanted_host=replace(MOODLE, family=None, issuer="https://canvas.instructure.com"))

    posted(office)

    assert far_end.sent_scores[0][SUBMISSION] == {"new_submission": False, "preserve_score": True}


@pytest.mark.parametrize("family", NAMES)
@pytest.mark.parametrize("status", [401, 403])
def test_a_token_that_is_no_longer_taken_is_renewed_once(an_office, far_end, family, status):
    """Open edX says 403 and the others 401. A host whose family nobody named may be either."""
    office = of_family(an_office, family)
    far_end.tokens, far_end.scores = [token("stale"), token("fresh")], [reply(status), reply()]
    sending = Call("https://moodle.test/2/lineitems/1/lineitem/scores", (SCORE,), body=b"{}")

    assert office.connectors.to(office.host).call(sending).status == 200

    assert [call.headers["Authorization"] for call in far_end.at("/scores")] == ["Bearer stale", "Bearer fresh"]


NOT_FOR_THIS_PERSON = [
    ("moodle", reply(400, [])),
    ("canvas", reply(422, {"errors": {"message": "User not found in course or is not a student"}})),
    ("brightspace", reply(403, {"detail": NOT_ENROLLED})),
    ("brightspace", reply(404, b"User in requested score does not exist")),
    ("blackboard", reply(400, {"message": f"User could not be found: {SECRET}"})),
    ("sakai", reply(400, b"User does not belong to site")),
]


@pytest.mark.parametrize(("family", "answer"), NOT_FOR_THIS_PERSON)
def test_a_person_whom_the_family_does_not_grade_is_told_apart(an_office, far_end, family, answer):
    office = of_family(an_office, family)
    far_end.scores = [answer]

    assert posted(office) == NotGradable()


@pytest.mark.parametrize(
    ("family", "answer", "end"),
    [
        ("brightspace", reply(403, {"detail": SECRET}), GivenUp(Why.NOT_AUTHORISED)),
        ("brightspace", reply(500, {"detail": NOT_ENROLLED}), Retry(None, Why.BUSY)),
        ("blackboard", reply(400, {"message": SECRET}), GivenUp(Why.REFUSED)),
        ("sakai", reply(400, b"Bad timestamp"), GivenUp(Why.REFUSED)),
        # The same words from a family that is not known for them prove nothing.
        ("moodle", reply(400, b"User does not belong to site"), GivenUp(Why.REFUSED)),
        ("open_edx", reply(400, {"timestamp": ["later, please"]}), Retry(None, Why.LATER_TIMESTAMP)),
    ],
)
def test_other_answers_mean_what_they_mean_everywhere(an_office, far_end, family, answer, end):
    office = of_family(an_office, family)
    far_end.scores = [answer]

    assert posted(office) == end
