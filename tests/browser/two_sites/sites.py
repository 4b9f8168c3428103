"""What a test sees of the two sites: the frames, their headings, and the button into a window."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Frame, Page, expect

from lti_tool.web.services import Services
from tests.browser.two_sites.servers import Cookies
from tests.browser.two_sites.storage_platform import StoragePlatform

# Milliseconds.
PATIENCE = 15_000
BUTTON = "Open in a new window"
START = "Tell your safeguarding lead first"
AGAIN = "Open this again from your course"


@dataclass
class Sites:
    """The host and the tool, each on a site of its own, and what the tool's frames keep."""

    platform: StoragePlatform
    cookies: Cookies
    services: Services

    @property
    def tool(self) -> str:
        return self.services.settings.base_url


def tool_in(page: Page, name: str = "tool") -> Frame:
    found = page.frame(name)
    assert found is not None
    return found


def shows(page: Page, heading: str, name: str = "tool") -> Frame:
    frame = tool_in(page, name)
    expect(frame.locator("h1")).to_have_text(heading, timeout=PATIENCE)
    # While the host is asked, the page says so instead.
    expect(frame.locator("h1")).to_be_visible(timeout=PATIENCE)
    return frame


def shows_a_ticket(page: Page, name: str = "tool") -> Frame:
    """The host kept the binding; the session waits for its window."""
    tool_in(page, name).wait_for_url(re.compile(r"/lti/arrival/[\w-]{43}$"), timeout=PATIENCE)
    return shows(page, BUTTON, name)


def shows_the_way_without_storage(page: Page) -> Frame:
    """The host kept nothing, and the script has given up."""
    frame = shows(page, BUTTON)
    expect(frame.locator("#ask-host")).to_have_count(0, timeout=PATIENCE)
    assert "/lti/login/return?" in frame.url
    return frame


def opens_window(frame: Frame, heading: str = START) -> Page:
    frame.page.bring_to_front()
    with frame.page.expect_popup() as opened:
        frame.get_by_role("button", name=BUTTON).click()
    expect(opened.value.locator("h1")).to_have_text(heading, timeout=PATIENCE)
    return opened.value


def works(place: Frame | Page) -> None:
    """The signed-in person can act, not only look."""
    place.get_by_role("button", name="Start now").click()
    expect(place.locator("h1")).to_contain_text("immediate danger")
