"""What README tells somebody to click in the demo is there to be clicked."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.album import ROOT, Album
from tests.school import School

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

SECTION = (ROOT / "README.md").read_text(encoding="utf-8").split("## Two commands")[1].split("\n## ")[0]
# A person is bold and the course they open is the next words in italics.
CLICKS = re.findall(r"\*\*([^*]+)\*\*(?:[^*]+\*([^*]+)\*)?", SECTION)


def test_readme_names_a_reporter_a_lead_and_a_pupil() -> None:
    assert len(CLICKS) >= 3
    assert [course for _, course in CLICKS if course]


def test_everybody_and_every_course_that_readme_names_is_in_the_bar(
    school: School, computer: Callable[..., Page]
) -> None:
    page = computer()
    page.goto(school.host.url)
    Album("host").keeps(page, "home")

    for person, course in CLICKS:
        page.get_by_role("button", name=person).click()
        if course:
            page.get_by_role("link", name=course, exact=True).click()
            expect(page.locator("h1")).to_have_text(course)
            expect(page.locator("iframe")).to_be_visible()
