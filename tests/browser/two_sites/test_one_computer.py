"""The cookie in another site's frame; tickets; two frames, two tabs and two people in one browser."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.two_sites.sites import (
    AGAIN,
    BUTTON,
    START,
    Sites,
    opens_window,
    shows,
    shows_a_ticket,
    tool_in,
    works,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

# The name of a binding that is kept in a frame ends with a number.
BINDING, SESSION = "__Host-signpost-browser-0", "__Host-signpost"
# Milliseconds. A second click within one second is taken for a slip of the hand.
DOUBLE_CLICK = 1_100


def test_the_partitioned_cookie_comes_back_where_a_plain_one_is_blocked(sites: Sites, page: Page) -> None:
    page.goto(sites.platform.course_url(target=None))
    frame = shows(page, START)

    frame.evaluate("fetch('/probe/set')")
    kept = frame.evaluate("fetch('/probe/echo').then((answer) => answer.text())")

    names = {pair.split("=")[0] for pair in kept.split("; ")}
    assert names == {"apart", BINDING, SESSION}
    works(frame)
    assert len(page.context.pages) == 1


def test_a_browser_that_keeps_the_cookie_is_not_asked_for_storage(sites: Sites, page: Page) -> None:
    page.goto(sites.platform.course_url())
    shows(page, START)

    assert page.evaluate("window.heard") == []


@pytest.mark.parametrize("lost", [False, True])
def test_a_launch_that_fills_the_window_goes_straight_through(sites: Sites, page: Page, lost: bool) -> None:
    """As on a telephone, where a host shows no frames; what frames may keep there does not matter."""
    sites.cookies.lost = lost
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if request.url.startswith(f"{sites.tool}/lti") else None)

    page.goto(sites.platform.course_url(frames=0))
    page.get_by_role("link", name="Open the activity").click()
    expect(page.locator("h1")).to_have_text(START)

    assert [urlsplit(request.url).path for request in asked] == ["/lti/login", "/lti/launch"]
    assert {request.all_headers()["sec-fetch-dest"] for request in asked} == {"document"}
    assert {cookie["name"] for cookie in page.context.cookies(sites.tool)} == {"__Host-signpost-browser", SESSION}
    works(page)
    assert page.evaluate("window.top === window")
    assert (len(page.context.pages), sites.platform.hints) == (1, set())


def test_a_ticket_works_once(lossy: Sites, page: Page) -> None:
    page.goto(lossy.platform.course_url())
    frame = shows_a_ticket(page)
    opens_window(frame)
    page.wait_for_timeout(DOUBLE_CLICK)

    opens_window(frame, AGAIN)


def test_a_ticket_sent_to_somebody_else_signs_nobody_in(
    lossy: Sites, page: Page, computer: Callable[..., Page]
) -> None:
    page.goto(lossy.platform.course_url())
    href = shows_a_ticket(page).get_by_role("button", name=BUTTON).get_attribute("href")

    stranger = computer()
    stranger.goto(f"{lossy.tool}{href}")

    expect(stranger.locator("h1")).to_have_text(AGAIN)
    stranger.goto(f"{lossy.tool}/start")
    expect(stranger.locator("h1")).to_have_text(AGAIN)


def test_two_frames_of_one_person_both_work(sites: Sites, page: Page) -> None:
    page.goto(sites.platform.course_url(target=None))
    first = shows(page, START)
    other = page.context.new_page()
    other.goto(sites.platform.course_url(target=None))
    second = shows(other, START)

    works(first)
    works(second)


@pytest.mark.parametrize("turn", range(5))
def test_two_frames_that_load_at_once_in_a_fresh_browser_both_work(sites: Sites, page: Page, turn: int) -> None:
    page.goto(sites.platform.course_url(target=None, frames=2))

    frames = [shows(page, START, name) for name in ("tool", "tool1")]

    assert sites.platform.hints == set()
    for frame in frames:
        works(frame)


def test_the_second_person_ends_the_session_of_the_first(sites: Sites, page: Page) -> None:
    page.goto(sites.platform.course_url(target=None, person="5"))
    left_open = shows(page, START)
    expect(left_open.get_by_text("Sam Okafor")).to_be_visible()

    other = page.context.new_page()
    other.goto(sites.platform.course_url(target=None, person="6"))
    expect(shows(other, START).get_by_text("Asha Rao")).to_be_visible()
    left_open.get_by_role("button", name="Start now").click()

    expect(left_open.locator("h1")).to_have_text("Try that again")
    expect(left_open.get_by_text("Open the activity again from your course")).to_be_visible()
    expect(left_open.get_by_text("Okafor")).to_have_count(0)
    works(tool_in(other))


def test_a_window_opened_for_a_second_person_is_the_second_persons(lossy: Sites, page: Page) -> None:
    page.goto(lossy.platform.course_url(person="5"))
    first = opens_window(shows_a_ticket(page))
    page.goto(lossy.platform.course_url(person="6"))
    second = opens_window(shows_a_ticket(page))

    expect(second.get_by_text("Asha Rao")).to_be_visible()
    first.get_by_role("button", name="Start now").click()
    expect(first.locator("h1")).to_have_text("Try that again")
    works(second)
