"""The page of a test of the installation where the browser tries the platform's storage, without a script and alone."""

import pytest
from playwright.sync_api import Browser, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

NEEDS_A_SCRIPT = "It was not tried, because that needs JavaScript."
NOT_IN_A_FRAME = "It was not tried: this window is not in your platform’s frame."


@pytest.mark.parametrize(("script", "says"), [(False, NEEDS_A_SCRIPT), (True, NOT_IN_A_FRAME)])
def test_what_could_not_be_tried_is_said(chromium: Browser, gallery_url: str, script: bool, says: str) -> None:
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()

    page.goto(f"{gallery_url}/installation-storage.html")

    expect(page.get_by_text(says)).to_be_visible()
    expect(page.locator("[data-shown]:not([hidden])")).to_have_count(1)
    context.close()
