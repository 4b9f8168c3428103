"""Asking a course's list of members about one person: its pages, its limits, and what it may look like."""

from datetime import timedelta
from typing import Any

import pytest

from lti_tool.outcomes.connector import Connectors
from lti_tool.outcomes.ends import ServiceUnavailable, Why
from lti_tool.outcomes.memberships import LONGEST, MOST_BYTES, MOST_PAGES, PER_PAGE, Membership, membership
from lti_tool.system.database import Database
from lti_tool.system.ids import RandomIds
from lti_tool.tenants.keys import SigningKeys
from tests.clock import SettableClock
from tests.outcomes.far_end import reply
from tests.outcomes.office import MOODLE
from tests.outcomes.strict_platform import MEMBERS, StrictPlatform, member

PATH = "/2/memberships/1"


@pytest.fixture
def asks(school_database: Database, signing_keys: SigningKeys, platform: StrictPlatform, clock: SettableClock) -> Any:
    connectors = Connectors(school_database, signing_keys, platform, clock, RandomIds())
    return lambda url=MEMBERS: membership(connectors.to(MOODLE), url, "2", clock)


def test_a_page_is_asked_for_with_its_size_and_the_next_one_as_the_host_names_it(
    asks: Any, platform: StrictPlatform
) -> None:
    platform.pages = [[member("5")], [member("2", "Learner")]]

    assert asks() is Membership.LEARNER
    assert [call.url for call in platform.at(PATH)] == [f"{MEMBERS}&limit={PER_PAGE}", f"{MEMBERS}&page=1"]


@pytest.mark.parametrize(
    "link",
    [
        "<https://moodle.test/2/memberships/1?type_id=1&amp;page=1>; rel=“next”",
        "<https://moodle.test/2/memberships/1?page=1>; rel=next",
        '</2/memberships/1?page=1>; title="x"; rel="next"',
        '<https://moodle.test/other>; rel="differences", <https://moodle.test/2/memberships/1?page=1>; rel="next"',
    ],
)
def test_the_next_page_is_found_however_its_link_is_written(asks: Any, platform: StrictPlatform, link: str) -> None:
    pages = [reply(200, {"members": []}, Link=link), reply(200, {"members": [member("2", "Instructor")]})]
    platform.instead[PATH] = lambda _call: pages.pop(0)

    assert asks() is Membership.OTHER


def test_a_next_page_elsewhere_is_not_called_and_nobody_is_called_absent(asks: Any, platform: StrictPlatform) -> None:
    platform.instead[PATH] = reply(200, {"members": []}, Link='<https://evil.test/2>; rel="next"')

    with pytest.raises(ServiceUnavailable) as refused:
        asks()

    assert refused.value.why is Why.UNCLEAR
    assert all(call.url.startswith("https://moodle.test/") for call in platform.arrived)


def test_a_list_without_an_end_is_left_after_some_pages(asks: Any, platform: StrictPlatform) -> None:
    platform.instead[PATH] = reply(200, {"members": []}, Link=f'<{MEMBERS}>; rel="next"')

    assert asks() is Membership.TOO_LONG
    assert len(platform.at(PATH)) == MOST_PAGES


def test_a_list_of_large_pages_is_left_after_some_bytes(asks: Any, platform: StrictPlatform) -> None:
    large = [member("5", "Learner", padding="x" * (MOST_BYTES // 4))]
    platform.pages = [large, large, large, large, large, [member("2", "Learner")]]

    assert asks() is Membership.TOO_LONG
    assert len(platform.at(PATH)) == 4


def test_a_slow_list_is_left_after_some_seconds(asks: Any, platform: StrictPlatform, clock: SettableClock) -> None:
    platform.pages, platform.seconds = [[], [], [], [], [member("2", "Learner")]], 4
    before = clock.now()

    assert asks() is Membership.TOO_LONG
    assert clock.now() - before <= LONGEST + timedelta(seconds=4)


@pytest.mark.parametrize("odd", [None, 2, "2", [], {}, {"roles": ["Learner"]}, {"user_id": "2", "roles": "Learner"}])
def test_an_entry_that_makes_no_sense_is_nobody(asks: Any, platform: StrictPlatform, odd: object) -> None:
    platform.instead[PATH] = reply(200, {"members": [odd]})

    assert asks() is Membership.ABSENT


def test_a_host_may_write_a_persons_number_as_a_number(asks: Any, platform: StrictPlatform) -> None:
    platform.instead[PATH] = reply(200, {"members": [{"user_id": 2, "roles": ["Learner"]}]})

    assert asks() is Membership.LEARNER


@pytest.mark.parametrize(
    ("roles", "what"),
    [
        (["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner", "Instructor"], Membership.LEARNER),
        (["http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#GuestLearner"], Membership.LEARNER),
        (["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Learner"], Membership.OTHER),
        (["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Student", "Mentor"], Membership.OTHER),
        ([], Membership.OTHER),
    ],
)
def test_only_a_role_in_the_course_makes_a_learner(
    asks: Any, platform: StrictPlatform, roles: list[str], what: Membership
) -> None:
    platform.pages = [[member("2", *roles)]]

    assert asks() is what
