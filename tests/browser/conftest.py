"""One browser for the folder, and a school for each test."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from lti_tool.system.database import Database
from tests.browser.person import Person
from tests.school import School, school_with
from tests.web.gallery import CHROMIUM, QUIET_FLAGS

# Milliseconds. Long: two cores may have other tests to run.
PATIENCE = 15_000
WINDOW = {"width": 1280, "height": 800}


# Ends with the folder: only one Playwright can run in a process, and the sample pages start another.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def school(sqlite_database: Database) -> Iterator[School]:
    """Oakfield School, with everybody in place and nothing reported yet."""
    with school_with(sqlite_database.url.render_as_string(hide_password=False)) as school:
        yield school


@pytest.fixture
def computer(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A computer nobody has used before: its own cookies, one window."""
    contexts = []

    def new(*, script: bool = True) -> Page:
        context = chromium.new_context(viewport=WINDOW, java_script_enabled=script)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def somebody(school: School, computer: Callable[..., Page]) -> Callable[..., Person]:
    """Somebody at a computer of their own."""
    return lambda looks=None, **given: Person(school, computer(**given), looks)
