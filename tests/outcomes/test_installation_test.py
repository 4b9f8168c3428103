"""The test of an installation: each thing that can be wrong, at a platform as strict as those that were measured."""

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from threading import Thread

import pytest
import sqlalchemy as sa

from lti_tool.cases.receipts import GradebookPlace
from lti_tool.launch.browser import Way
from lti_tool.outcomes.arrival import Arrival
from lti_tool.outcomes.findings import About, Found, Verdict
from lti_tool.outcomes.hurry import ALTOGETHER
from lti_tool.outcomes.installation_test import MOST_IN_AN_HOUR, AlreadyRunning, InstallationTest, TooOften
from lti_tool.outcomes.line_items import LINE_ITEM, LINE_ITEM_READ, RESULT_READ, SCORE
from lti_tool.outcomes.memberships import MEMBERSHIP_READ
from lti_tool.system.database import Database, metadata
from lti_tool.system.http import CallFailed, CallRefused
from lti_tool.system.ids import RandomIds
from lti_tool.tenants.keys import SigningKeys
from lti_tool.tenants.model import Course, Posting
from tests.clock import SettableClock
from tests.launch.platform import jwk_of, new_key
from tests.outcomes.far_end import SECRET, Arrived, reply, token
from tests.outcomes.office import ALL_SCOPES, COLUMN, COURSE, LINE_ITEMS, MOODLE
from tests.outcomes.strict_platform import KEY_SET, MEMBERS, NAME, StrictPlatform, member

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
    way=Way.COOKIE_IN_FRAME,
)
NO_ANSWER = CallFailed("no answer", sent=False)
HTML = reply(200, b"<!doctype html><title>Back soon</title>" + SECRET.encode(), Content_Type="text/html")

Kind = tuple[Verdict, Found]


@pytest.fixture
def platform(clock: SettableClock) -> StrictPlatform:
    return StrictPlatform(clock)


@pytest.fixture
def test_of(
    school_database: Database, signing_keys: SigningKeys, platform: StrictPlatform, clock: SettableClock
) -> InstallationTest:
    return InstallationTest(school_database, signing_keys, platform, clock, RandomIds())


@pytest.fixture
def finds(test_of: InstallationTest) -> Callable[..., dict[About, Kind]]:
    """Runs a test for an arrival that differs in something."""

    def found(**changes: object) -> dict[About, Kind]:
        findings = test_of.run("an administrator", replace(ARRIVAL, **changes))  # type: ignore[arg-type]
        return {each.about: (each.verdict, each.found) for each in findings}

    return found


def in_family(family: str | None) -> dict[str, object]:
    return {"host": replace(MOODLE, id="host", family=family)}


Finds = Callable[..., dict[About, Kind]]
OK, NOT_KNOWN, WRONG, OFF = Verdict.OK, Verdict.NOT_KNOWN, Verdict.WRONG, Verdict.OFF


def test_where_everything_works_each_check_says_so(finds: Finds) -> None:
    found = finds(learner=True)

    assert list(found) == [*list(About)[:3], About.COURSE, About.SCOPES, *list(About)[5:]]
    assert {verdict for verdict, _found in found.values()} == {OK}
    assert found[About.RECEIPT] == (OK, Found.WOULD_BE_TAKEN)


def test_nothing_is_posted_but_requests_for_tokens(finds: Finds, platform: StrictPlatform) -> None:
    finds()

    assert {call.path for call in platform.arrived if call.method == "POST"} == {"/token"}


# --- The token endpoint ----------------------------------------------------------------------------------------------

TOKENS = [
    (reply(401, {"error": SECRET}), Found.NOT_LET_IN),
    (reply(400, {"error": "invalid_client"}), Found.NOT_LET_IN),
    (reply(400, {"error": "Cannot handle token with iat prior to 2026"}), Found.SIGNATURE_REFUSED),
    # Open edX says so of an assertion that is too old or too new.
    (reply(400, {"error": "unidentified_error"}), Found.SIGNATURE_REFUSED),
    (reply(404, SECRET.encode()), Found.NOT_A_TOKEN),
    (HTML, Found.NOT_A_TOKEN),
    (reply(200, {"token_type": "Bearer"}), Found.NOT_A_TOKEN),
    (reply(302, b"", Location="https://moodle.test/login"), Found.NOT_A_TOKEN),
    (reply(503, SECRET.encode()), Found.BUSY),
    (reply(429), Found.BUSY),
    (token("good", scope=SCORE), Found.FEWER_SCOPES),
    (NO_ANSWER, Found.NO_ANSWER),
    (CallFailed("the answer took too long", sent=True), Found.NO_ANSWER),
    (CallRefused("a private address"), Found.ADDRESS_REFUSED),
]


@pytest.mark.parametrize(("answer", "found"), TOKENS)
def test_what_the_token_endpoint_does_wrong_is_named(
    finds: Finds, platform: StrictPlatform, answer: object, found: Found
) -> None:
    platform.instead["/token"] = answer  # type: ignore[assignment]

    result = finds(learner=True)

    assert result[About.TOKEN] == (WRONG, found)
    assert result[About.KEYS] == (OK, Found.GOOD)
    assert result[About.BROWSER][0] is OK
    assert result[About.RECEIPT] == (WRONG, Found.WOULD_NOT_BE_TAKEN)


def test_without_a_token_the_column_is_not_judged(finds: Finds, platform: StrictPlatform) -> None:
    platform.instead["/token"] = NO_ANSWER

    assert finds()[About.COLUMN] == (NOT_KNOWN, Found.NO_TOKEN)


def test_only_what_the_launch_allows_is_asked_for(finds: Finds, platform: StrictPlatform) -> None:
    finds(place=replace(PLACE, scopes=(SCORE, "https://school.example/another")), learner=True)

    assert [call.form["scope"] for call in platform.at("/token")] == [SCORE]


def test_a_kept_token_says_nothing_of_now(finds: Finds, platform: StrictPlatform) -> None:
    finds(learner=True)
    platform.instead["/token"] = NO_ANSWER

    assert finds(learner=True)[About.TOKEN] == (WRONG, Found.NO_ANSWER)


# --- The platform's keys and clock -----------------------------------------------------------------------------------

KEYS = [
    (NO_ANSWER, Found.NO_ANSWER),
    (CallRefused("a private address"), Found.ADDRESS_REFUSED),
    (HTML, Found.NOT_KEYS),
    (reply(403, SECRET.encode()), Found.NOT_KEYS),
    (reply(502), Found.BUSY),
    (reply(200, {"keys": []}), Found.NO_GOOD_KEY),
    (reply(200, {"keys": [jwk_of(new_key(1024), "small")]}), Found.NO_GOOD_KEY),
    (reply(200, [KEY_SET]), Found.NOT_KEYS),
]


@pytest.mark.parametrize(("answer", "found"), KEYS)
def test_what_is_wrong_with_the_keys_is_named(
    finds: Finds, platform: StrictPlatform, answer: object, found: Found
) -> None:
    platform.instead["/certs"] = answer  # type: ignore[assignment]

    result = finds(learner=True)

    assert result[About.KEYS] == (WRONG, found)
    assert result[About.CLOCK] == (NOT_KNOWN, Found.NO_TIME_TOLD)
    assert result[About.RECEIPT] == (OK, Found.WOULD_BE_TAKEN)


@pytest.mark.parametrize(("ahead", "kind"), [(29, (OK, Found.GOOD)), (-31, (WRONG, Found.CLOCKS_DIFFER))])
def test_the_platforms_clock_is_compared_with_ours(
    finds: Finds, platform: StrictPlatform, ahead: int, kind: Kind
) -> None:
    platform.ahead = ahead

    assert finds()[About.CLOCK] == kind


# --- Scopes, course and column ---------------------------------------------------------------------------------------


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


# --- Whether the person is graded ------------------------------------------------------------------------------------

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


# --- The browser -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "kind"),
    [
        (Way.COOKIE_IN_FRAME, (OK, Found.COOKIE_IN_FRAME)),
        (Way.COOKIE_IN_WINDOW, (NOT_KNOWN, Found.COOKIE_IN_WINDOW)),
        (Way.STORED, (OK, Found.STORED)),
        (Way.STORED_THEN_WINDOW, (OK, Found.STORED_THEN_WINDOW)),
        (None, (NOT_KNOWN, Found.BROWSER_NOT_KNOWN)),
    ],
)
def test_the_browser_is_judged_by_how_the_launch_came(finds: Finds, way: Way | None, kind: Kind) -> None:
    assert finds(way=way)[About.BROWSER] == kind


# --- Limits, and what is left behind ---------------------------------------------------------------------------------


def test_a_slow_platform_ends_the_test_in_time(finds: Finds, platform: StrictPlatform, clock: SettableClock) -> None:
    platform.seconds, before = 5, clock.now()

    found = finds()

    assert found[About.PERSON] == (NOT_KNOWN, Found.OUT_OF_TIME)
    assert clock.now() - before <= ALTOGETHER + ALTOGETHER / 3


def test_a_fault_of_ours_in_one_check_stops_no_other(finds: Finds, platform: StrictPlatform, log: StringIO) -> None:
    platform.instead["/certs"] = ZeroDivisionError(SECRET)

    found = finds(learner=True)

    assert found[About.KEYS] == found[About.CLOCK] == (NOT_KNOWN, Found.FAULT)
    assert found[About.RECEIPT] == (OK, Found.WOULD_BE_TAKEN)
    assert "ZeroDivisionError" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_somebody_tests_six_times_an_hour_and_others_are_not_held_up(
    test_of: InstallationTest, clock: SettableClock
) -> None:
    for _ in range(MOST_IN_AN_HOUR):
        test_of.run("Alex", ARRIVAL)

    with pytest.raises(TooOften):
        test_of.run("Alex", ARRIVAL)
    assert test_of.run("Kim", ARRIVAL)
    clock.moves_on(hours=1)
    assert test_of.run("Alex", ARRIVAL)


def test_one_test_runs_at_a_time(test_of: InstallationTest, platform: StrictPlatform) -> None:
    refused: list[type[Exception]] = []

    def another(_call: Arrived) -> None:
        try:
            test_of.run("Kim", ARRIVAL)
        except AlreadyRunning:
            refused.append(AlreadyRunning)

    def while_it_runs(call: Arrived) -> object:
        thread = Thread(target=another, args=(call,))
        thread.start()
        thread.join()
        return reply(200, KEY_SET)

    platform.instead["/certs"] = while_it_runs  # type: ignore[assignment]
    test_of.run("Alex", ARRIVAL)

    assert refused == [AlreadyRunning]
    platform.instead.clear()
    assert test_of.run("Kim", ARRIVAL)


def test_nothing_of_the_list_or_of_an_answer_is_stored_or_logged(
    finds: Finds, platform: StrictPlatform, school_database: Database, log: StringIO
) -> None:
    platform.pages = [[member("5", "Learner")], [member("2", "Learner")]]

    before = everything(school_database)
    finds()
    for path in ("/token", "/certs", "/2/lineitems/1/lineitem", "/2/memberships/1"):
        platform.instead = {path: reply(400, {"error": f"{SECRET} {NAME}"})}
        finds()

    assert everything(school_database) == before
    assert not any(word in log.getvalue() for word in (NAME, "rosa", SECRET, "moodle.test"))


def everything(database: Database) -> dict[str, list[str]]:
    """Every row of the database."""
    with database.reading() as db:
        return {name: [repr(row) for row in db.execute(sa.select(table))] for name, table in metadata.tables.items()}


def test_the_scopes_are_asked_for_together_as_the_launch_names_them(finds: Finds, platform: StrictPlatform) -> None:
    finds(learner=True)

    assert platform.at("/token")[0].form["scope"].split() == sorted((LINE_ITEM, LINE_ITEM_READ, RESULT_READ, SCORE))
