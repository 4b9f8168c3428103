"""An administrator tests the installation in the platform's frame, and reads what was found."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.album import Album
from tests.browser.person import FRAME, Person, opens_by_hand
from tests.host.settings import MEMBERSHIP_READ
from tests.school import STAFF_COURSE, School

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

TRIED = (
    "The platform’s keys (JWKS)",
    "The two clocks",
    "The token endpoint",
    "What this course posts",
    "Permission to post a receipt (scopes)",
    "The activity’s column in the gradebook",
    "Whether the platform grades you here",
    "A receipt for you from this course",
    "Being told of copied courses",
    "Cookies in this browser",
    "Platform storage in this browser",
)


def test_the_administrator_clicks_the_button_and_reads_all(school: School, somebody: Callable[..., Person]) -> None:
    school.host.settings.scopes = (*school.host.settings.scopes, MEMBERSHIP_READ)
    administrator = somebody(Album("testing")).opens("administrator", STAFF_COURSE)

    administrator.clicks("Test this installation").arrives_at("/installation/test").looks_at("tested")

    inside = administrator.page.frame_locator(FRAME)
    expect(inside.get_by_role("heading", level=2)).to_have_text([*TRIED, "Help at any time"])
    administrator.sees("2 of 10 things are to change.").sees("This browser keeps Signpost’s cookie inside")
    administrator.sees("The course > Participants: enrol staff as students.")
    assert school.host.scores == []


def test_the_administrator_sees_how_it_is_and_tests_from_there(somebody: Callable[..., Person]) -> None:
    administrator = somebody(Album("health")).opens("administrator", STAFF_COURSE)

    administrator.clicks("Health", role="link").arrives_at("/installation/health").looks_at("health")
    administrator.sees("No case can be seen from here.").sees("None in a week that is over.")
    administrator.clicks("Test this installation").arrives_at("/installation/test").sees("could not be judged")
    administrator.clicks("Installation", role="link").arrives_at("/installation")


def test_without_scripts_the_button_works_and_the_browser_is_still_judged(somebody: Callable[..., Person]) -> None:
    administrator = opens_by_hand(somebody(script=False), "administrator", "This installation works")

    administrator.clicks("Test this installation").arrives_at("/installation/test")

    administrator.sees("This browser keeps Signpost’s cookie inside the platform’s frame.")
