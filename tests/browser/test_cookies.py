"""A browser that keeps no cookie in a frame, not even one of the frame's own partition."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.album import Album
from tests.browser.person import FRAME, Person
from tests.host.school import STAFF_COURSE
from tests.school import School

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

BUTTON = "Open in a new window"


Respond = Callable[..., Iterable[bytes]]


@dataclass(frozen=True)
class NoCookiesInFrames:
    """Between the browser and the tool: what a frame asks for arrives without the cookies it should have brought."""

    tool: Respond

    def __call__(self, environ: dict[str, Any], start_response: Respond) -> Iterable[bytes]:
        if environ.get("HTTP_SEC_FETCH_DEST") == "iframe":
            environ.pop("HTTP_COOKIE", None)
        return self.tool(environ, start_response)


@pytest.fixture
def stubborn(school: School, somebody: Callable[..., Person]) -> Person:
    """Sam Okafor, in front of the page that says how to go on without cookies."""
    school.app.wsgi_app = NoCookiesInFrames(school.app.wsgi_app)  # type: ignore[method-assign]
    return somebody(Album("cookies")).opens("reporter").arrives_at(r"/lti/login/return\?state=[^&]+")


def test_a_lost_cookie_leads_to_a_window_of_its_own(stubborn: Person) -> None:
    stubborn.sees("does not let this page work inside your course").looks_at("new-window")

    with stubborn.page.expect_popup() as opened:
        stubborn.clicks(BUTTON)

    # The host gives its message out once: arriving proves that the frame had not spent it.
    window = opened.value
    expect(window.locator("h1")).to_have_text("Tell your safeguarding lead first")
    Album("cookies").takes(window, "signed-in")
    window.get_by_role("button", name="Start now").click()
    expect(window.locator("h1")).to_contain_text("immediate danger")


def test_the_same_button_does_not_work_twice(stubborn: Person) -> None:
    for heading in ("Tell your safeguarding lead first", "Open this again from your course"):
        with stubborn.page.expect_popup() as opened:
            stubborn.clicks(BUTTON)
        expect(opened.value.locator("h1")).to_have_text(heading)
        # The button takes no notice of a second click within a second.
        stubborn.page.wait_for_timeout(1200)
    Album("cookies").takes(opened.value, "second-click")


def test_a_stranger_cannot_finish_a_login_that_is_over(
    stubborn: Person, school: School, computer: Callable[..., Page]
) -> None:
    href = stubborn.frame.get_by_role("button", name=BUTTON).get_attribute("href")
    with stubborn.page.expect_popup():
        stubborn.clicks(BUTTON)

    stranger = computer()
    stranger.goto(f"{school.services.settings.base_url}{href}")

    expect(stranger.locator("h1")).to_have_text("Open this again from your course")


def test_a_browser_that_keeps_the_cookie_is_not_asked_for_a_window(somebody: Callable[..., Person]) -> None:
    person = somebody().opens("reporter", STAFF_COURSE)

    expect(person.page.frame_locator(FRAME).get_by_role("button", name=BUTTON)).to_have_count(0)
    assert len(person.page.context.pages) == 1
