"""What app.js adds to a page, tried in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import APIResponse, Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

FRAME = """<!doctype html><title>Course</title><script>
  window.heard = [];
  addEventListener("message", (event) => window.heard.push(event.data));
</script><iframe src="{url}" width="700" height="300"></iframe>"""


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 700, "height": 600})
    yield page
    page.close()


def shortened(response: APIResponse) -> str:
    """The same page, for a session with five minutes left at most."""
    return response.text().replace('data-left-seconds="28800"', 'data-left-seconds="300"')


def focused(tab: Page) -> str:
    return str(tab.evaluate("document.activeElement.tagName"))


def test_the_first_page_leaves_the_focus_where_the_host_put_it(tab: Page, gallery_url: str) -> None:
    tab.goto(f"{gallery_url}/start.html")

    expect(tab.locator("body")).to_have_class("govuk-template__body js-enabled govuk-frontend-supported")
    assert focused(tab) == "BODY"


def test_a_page_that_follows_puts_the_focus_on_its_heading(tab: Page, gallery_url: str) -> None:
    tab.goto(f"{gallery_url}/danger.html")

    expect(tab.locator("h1")).to_be_focused()


def test_a_page_with_an_error_puts_the_focus_on_the_summary(tab: Page, gallery_url: str) -> None:
    tab.goto(f"{gallery_url}/danger-error.html")
    expect(tab.locator(".govuk-error-summary")).to_be_focused()

    tab.get_by_role("link", name="Select whether").click()

    expect(tab.get_by_role("radio", name="Yes")).to_be_focused()


@pytest.mark.parametrize("way", ["button", "shift"])
def test_hide_this_page_covers_it_and_shows_it_again(tab: Page, gallery_url: str, way: str) -> None:
    tab.goto(f"{gallery_url}/danger.html")

    if way == "button":
        tab.get_by_role("button", name="Hide this page").click()
    else:
        for _ in range(3):
            tab.keyboard.press("Shift")

    expect(tab.locator("#page")).to_be_hidden()
    expect(tab.get_by_text("This is not a lock")).to_be_visible()
    assert tab.title() == "Signpost"

    tab.get_by_role("button", name="Show it again").click()

    expect(tab.locator("h1")).to_be_visible()
    assert tab.title().startswith("Is any child in immediate danger")


def test_writing_capital_letters_does_not_hide_the_page(tab: Page, gallery_url: str) -> None:
    tab.goto(f"{gallery_url}/question-text.html")

    tab.locator("textarea").press_sequentially("A B")
    for letter in "ABCD":
        tab.keyboard.press(f"Shift+{letter}")

    expect(tab.locator("#page")).to_be_visible()


def test_a_session_about_to_end_is_announced_and_kept(tab: Page, gallery_url: str) -> None:
    tab.clock.install()
    tab.goto(f"{gallery_url}/danger.html")

    tab.clock.run_for(27 * 60_000)
    expect(tab.get_by_role("dialog")).to_be_hidden()
    tab.clock.run_for(75_000)
    expect(tab.get_by_role("dialog")).to_be_visible()
    expect(tab.locator("#time-out-said")).to_have_text("105 seconds")

    with tab.expect_response("**/stay"):
        tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_be_hidden()
    tab.clock.run_for(20 * 60_000)
    expect(tab.get_by_role("dialog")).to_be_hidden()


def test_a_session_at_its_longest_cannot_be_kept_but_the_warning_can_be_closed(tab: Page, gallery_url: str) -> None:
    tab.clock.install()
    tab.route("**/danger.html", lambda route: route.fulfill(body=shortened(route.fetch()), content_type="text/html"))
    tab.goto(f"{gallery_url}/danger.html")

    tab.clock.run_for(4 * 60_000)
    expect(tab.get_by_text("A visit cannot be made longer than this")).to_be_visible()
    expect(tab.get_by_role("button", name="Stay signed in")).to_be_hidden()
    tab.keyboard.press("Escape")
    tab.clock.run_for(10_000)

    expect(tab.get_by_role("dialog")).to_be_hidden()
    tab.clock.run_for(60_000)
    expect(tab.get_by_role("heading", name="You have been signed out")).to_be_visible()


def test_a_session_that_ends_leaves_nothing_on_the_screen(tab: Page, gallery_url: str) -> None:
    tab.clock.install()
    tab.goto(f"{gallery_url}/case.html")

    tab.clock.run_for(31 * 60_000)

    expect(tab.get_by_role("heading", name="You have been signed out")).to_be_focused()
    expect(tab.locator("#page")).to_be_hidden()
    assert tab.title() == "Signpost"


def test_the_host_hears_a_height_and_nothing_else(tab: Page, gallery_url: str) -> None:
    tab.goto(f"{gallery_url}/static/manifest.json")
    tab.route(
        "**/course", lambda route: route.fulfill(body=FRAME.format(url="/outcome.html"), content_type="text/html")
    )
    tab.goto(f"{gallery_url}/course")

    tab.wait_for_function("window.heard.length >= 3")
    heard = tab.evaluate("window.heard")
    height = tab.frames[1].evaluate("document.body.scrollHeight")

    assert {message.pop("subject") for message in heard} == {
        "lti.frameResize",
        "org.imsglobal.lti.frameResize",
        "lti.scrollToTop",
    }
    assert all(message in ({}, {"height": height}) for message in heard)


def test_a_page_works_without_the_script(chromium: Browser, gallery_url: str) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{gallery_url}/question-text.html")

    expect(page.get_by_role("button", name="Continue")).to_be_visible()
    expect(page.get_by_text("You can enter up to 4000 characters")).to_be_visible()
    expect(page.get_by_role("button", name="Hide this page")).to_be_hidden()
    page.context.close()


def test_paper_shows_everything_but_the_buttons(tab: Page, gallery_url: str) -> None:
    tab.goto(f"{gallery_url}/outcome.html")
    tab.emulate_media(media="print")

    expect(tab.get_by_text("Printed by Priya Nair")).to_be_visible()
    expect(tab.get_by_role("button", name="Confirm this outcome")).to_be_hidden()
    expect(tab.get_by_text("Do not view, copy, print")).to_be_visible()


def test_each_sheet_of_a_record_says_whose_it_is_and_who_printed_it(tab: Page, gallery_url: str) -> None:
    """A browser prints the foot of a table again on each sheet, as long as that is not torn."""
    tab.goto(f"{gallery_url}/paper.html")
    foot = tab.get_by_text("Record of case 7F3K. Printed by Priya Nair (safeguarding lead)")
    expect(foot).to_be_hidden()

    tab.emulate_media(media="print")

    expect(foot).to_be_visible()
    expect(foot).to_have_css("display", "table-footer-group")
    expect(foot).to_have_css("break-inside", "avoid")


def test_only_a_script_offers_to_print_and_prints_this_page_alone(tab: Page, gallery_url: str) -> None:
    tab.add_init_script("window.print = () => { window.printed = true; }")
    tab.goto(f"{gallery_url}/paper.html")

    tab.get_by_role("button", name="Print this page").click()

    assert tab.evaluate("window.printed") is True
