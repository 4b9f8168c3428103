"""What a test of the installation finds about receipts, without posting one."""

from dataclasses import replace

import pytest

from lti_tool.outcomes.findings import About, Found, Verdict
from lti_tool.outcomes.line_items import LINE_ITEM_READ, RESULT_READ, SCORE
from lti_tool.outcomes.memberships import MEMBERSHIP_READ
from lti_tool.system.http import CallRefused
from lti_tool.tenants.model import Course, Posting
from tests.outcomes.far_end import SECRET, reply
from tests.outcomes.installation import (
    HTML,
    MARKED,
    NO_ANSWER,
    NOT_KNOWN,
    OFF,
    OK,
    PLACE,
    WRONG,
    Finds,
    Kind,
    in_family,
)
from tests.outcomes.office import ALL_SCOPES, COLUMN
from tests.outcomes.strict_platform import StrictPlatform, member


def test_a_launch_that_allows_no_scores_says_so(finds: Finds) -> None:
    found = finds(place=replace(PLACE, scopes=(LINE_ITEM_READ, RESULT_READ)), learner=True)

    assert found[About.SCOPES] == (WRONG, Found.NO_SCORE_SCOPE)
    assert found[About.RECEIPT] == (WRONG, Found.WOULD_NOT_BE_TAKEN)


def test_a_launch_without_a_gradebook_asks_for_no_token(finds: Finds, platform: StrictPlatform) -> None:
    found = finds(place=None, learner=True)

    assert found[About.TOKEN] == (NOT_KNOWN, Found.NO_SCOPES)
    assert found[About.SCOPES] == found[About.COLUMN] == (WRONG, Found.NO_GRADEBOOK)
    assert platform.at("/token") == []


@pytest.mark.parametrize(
    ("course", "found"),
    [(None, Found.NOT_STAFF_ONLY), (replace(MARKED, posting=Posting.OFF), Found.POSTING_OFF)],
)
def test_a_course_that_posts_nothing_has_nothing_to_put_right(
    finds: Finds, platform: StrictPlatform, course: Course | None, found: Found
) -> None:
    platform.instead["/2/lineitems/1/lineitem"] = reply(404)

    result = finds(course=course)

    assert result[About.COURSE] == (OFF, found)
    assert result[About.COLUMN] == (OFF, Found.COLUMN_GONE)
    assert result[About.PERSON] == (OFF, Found.NOT_A_LEARNER)
    assert result[About.RECEIPT] == (OFF, Found.NOTHING_POSTED)


def test_a_launch_from_no_course_posts_nothing(finds: Finds) -> None:
    assert finds(context_id=None, course=None)[About.COURSE] == (OFF, Found.NO_COURSE)


COLUMNS = [
    (reply(404, SECRET.encode()), WRONG, Found.COLUMN_GONE),
    (reply(401, {"reason": SECRET}), WRONG, Found.NOT_ALLOWED),
    # Open edX, of a token that it does not take.
    (reply(403, {"detail": SECRET}), WRONG, Found.NOT_ALLOWED),
    (HTML, NOT_KNOWN, Found.UNCLEAR),
    (reply(400, {"reason": SECRET}), NOT_KNOWN, Found.UNCLEAR),
    (reply(500), NOT_KNOWN, Found.BUSY),
    (NO_ANSWER, NOT_KNOWN, Found.NO_ANSWER),
    (CallRefused("a private address"), WRONG, Found.ADDRESS_REFUSED),
]


@pytest.mark.parametrize(("answer", "verdict", "found"), COLUMNS)
def test_what_is_wrong_with_the_column_is_named(
    finds: Finds, platform: StrictPlatform, answer: object, verdict: Verdict, found: Found
) -> None:
    platform.instead["/2/lineitems/1/lineitem"] = answer  # type: ignore[assignment]

    assert finds()[About.COLUMN] == (verdict, found)


def test_a_403_is_asked_once_more_with_a_new_token(finds: Finds, platform: StrictPlatform) -> None:
    answers = [reply(403), reply(200, {"id": COLUMN})]
    platform.instead["/2/lineitems/1/lineitem"] = lambda _call: answers.pop(0)

    assert finds()[About.COLUMN] == (OK, Found.GOOD)


def test_a_column_at_a_private_address_is_not_asked_for(finds: Finds, platform: StrictPlatform) -> None:
    found = finds(place=replace(PLACE, line_item_url="https://10.0.0.1/lineitem"))

    assert found[About.COLUMN] == (WRONG, Found.ADDRESS_REFUSED)
    assert all(call.url.startswith("https://moodle.test/") for call in platform.arrived)


def test_a_column_that_may_be_made_is_looked_for_and_not_made(finds: Finds, platform: StrictPlatform) -> None:
    found = finds(place=replace(PLACE, line_item_url=None))

    assert found[About.COLUMN] == (OK, Found.MAY_MAKE_COLUMN)
    assert [call.method for call in platform.at("/2/lineitems")] == ["GET"]


def test_an_activity_without_a_column_that_may_be_made_has_none(finds: Finds) -> None:
    found = finds(place=replace(PLACE, line_item_url=None, scopes=(SCORE, LINE_ITEM_READ)))

    assert found[About.COLUMN] == (WRONG, Found.NO_COLUMN)


def test_a_column_that_may_not_be_read_is_not_judged(finds: Finds) -> None:
    found = finds(place=replace(PLACE, scopes=(SCORE,)), learner=True)

    assert found[About.COLUMN] == (NOT_KNOWN, Found.MAY_NOT_READ_COLUMN)
    assert found[About.RECEIPT] == (NOT_KNOWN, Found.PERHAPS_TAKEN)


LISTED = [
    ("moodle", ("Instructor",), (WRONG, Found.NOT_A_LEARNER)),
    # Measured: a teacher who may not edit is "Learner" in the list, and gets no score.
    ("moodle", ("Learner",), (NOT_KNOWN, Found.PERHAPS_A_TEACHER)),
    ("canvas", ("http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor",), (WRONG, Found.NOT_A_LEARNER)),
    ("canvas", ("http://purl.imsglobal.org/vocab/lis/v2/membership#Learner",), (OK, Found.LEARNER)),
    ("brightspace", ("Instructor",), (WRONG, Found.NOT_A_LEARNER)),
    ("blackboard", ("Instructor",), (NOT_KNOWN, Found.NOT_TOLD)),
    ("schoology", ("Learner",), (OK, Found.LEARNER)),
    ("sakai", ("Instructor",), (OK, Found.MEMBER)),
    (None, ("Instructor",), (NOT_KNOWN, Found.NOT_TOLD)),
]


@pytest.mark.parametrize(("family", "roles", "kind"), LISTED)
def test_whether_the_person_is_graded_follows_from_the_list_and_the_kind_of_platform(
    finds: Finds, platform: StrictPlatform, family: str | None, roles: tuple[str, ...], kind: Kind
) -> None:
    platform.pages = [[member("5", "Learner"), member("2", *roles)]]

    assert finds(**in_family(family))[About.PERSON] == kind


def test_a_person_on_page_three_is_found_there(finds: Finds, platform: StrictPlatform) -> None:
    platform.pages = [[member("5", "Learner")], [member("6", "Learner")], [member("2", "Learner")], [member("7")]]

    assert finds(**in_family("canvas"))[About.PERSON] == (OK, Found.LEARNER)
    assert len(platform.at("/2/memberships/1")) == 3


@pytest.mark.parametrize("left", ["Inactive", "Deleted", None])
def test_a_person_who_is_not_enrolled_is_not_graded(finds: Finds, platform: StrictPlatform, left: str | None) -> None:
    platform.pages = [[member("5", "Learner")], [member("2", "Learner", status=left)] if left else []]

    found = finds(**in_family("sakai"))

    assert found[About.PERSON] == (WRONG, Found.NOT_ENROLLED)
    assert found[About.RECEIPT] == (WRONG, Found.WOULD_NOT_BE_TAKEN)


@pytest.mark.parametrize(("family", "learner"), [("open_edx", False), ("moodle", True)])
def test_the_list_is_not_read_where_the_answer_is_known(
    finds: Finds, platform: StrictPlatform, family: str, learner: bool
) -> None:
    assert finds(**in_family(family), learner=learner)[About.PERSON][0] is OK
    assert platform.at("/2/memberships/1") == []
    assert not any(MEMBERSHIP_READ in call.form["scope"] for call in platform.at("/token"))


def test_a_launch_without_a_list_says_that_it_is_not_known(finds: Finds, platform: StrictPlatform) -> None:
    assert finds(memberships_url=None)[About.PERSON] == (NOT_KNOWN, Found.NO_LIST)
    assert not any(MEMBERSHIP_READ in call.form["scope"] for call in platform.at("/token"))


def test_a_list_that_is_not_granted_says_that_it_is_not_known(finds: Finds, platform: StrictPlatform) -> None:
    platform.granted = ALL_SCOPES

    assert finds()[About.PERSON] == (NOT_KNOWN, Found.LIST_NOT_GRANTED)
    assert platform.at("/2/memberships/1") == []


LISTS = [
    (reply(403, {"detail": SECRET}), (NOT_KNOWN, Found.LIST_NOT_GRANTED)),
    (HTML, (NOT_KNOWN, Found.UNCLEAR)),
    (reply(200, {"members": {"2": "Learner"}}), (NOT_KNOWN, Found.UNCLEAR)),
    (reply(404), (NOT_KNOWN, Found.UNCLEAR)),
    (reply(503), (NOT_KNOWN, Found.BUSY)),
    (NO_ANSWER, (NOT_KNOWN, Found.NO_ANSWER)),
    (CallRefused("a private address"), (WRONG, Found.ADDRESS_REFUSED)),
]


@pytest.mark.parametrize(("answer", "kind"), LISTS)
def test_a_list_that_cannot_be_read_judges_nobody(
    finds: Finds, platform: StrictPlatform, answer: object, kind: Kind
) -> None:
    platform.instead["/2/memberships/1"] = answer  # type: ignore[assignment]

    assert finds()[About.PERSON] == kind
