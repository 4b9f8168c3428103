"""An administrator tests the installation in the platform's frame: the browser itself tries the platform's storage."""

import pytest
from playwright.sync_api import Frame, Page, expect

from lti_tool.tenants.model import Role
from tests.browser.album import Album
from tests.browser.two_sites.sites import PATIENCE, Sites, opens_window, shows, shows_a_ticket, tool_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

TEST = "Test this installation"
WORKS = "Your platform’s page kept a value for Signpost and gave it back."
SILENT = "Your platform offers it, and did not answer in time."
REFUSED = "Your platform’s page refused to keep a value."
CHANGED = "Your platform’s page did not give back what it was given."


@pytest.fixture
def town(sites: Sites) -> Sites:
    """Sam Okafor is the administrator, and frames keep their cookies."""
    with sites.services.database.reading() as db:
        host = sites.services.hosts.find(db, sites.platform.signer.issuer, sites.platform.signer.client_id)
        (tenant,) = sites.services.tenants.all(db)
    assert host is not None
    sites.services.install.grant(tenant.id, host.id, "5", Role.ADMINISTRATOR)
    return sites


def presses(place: Frame | Page) -> None:
    """Press the button on the page of the installation, and wait for what is found."""
    place.get_by_role("button", name=TEST).click()
    expect(place.locator("h1")).to_have_text(TEST, timeout=PATIENCE)
    expect(place.get_by_role("button", name="Test again")).to_be_visible(timeout=PATIENCE)


def opens(town: Sites, page: Page, behaviour: str = "keeps", target: str | None = "_parent") -> Frame:
    page.goto(town.platform.course_url(behaviour, target))
    shows(page, "This installation works")
    frame = tool_in(page)
    presses(frame)
    return frame


@pytest.mark.parametrize(
    ("behaviour", "target", "says"),
    [
        ("keeps", "_parent", WORKS),
        ("keeps", "shelf", WORKS),
        ("silent", "_parent", SILENT),
        ("silent-launch", "_parent", SILENT),
        ("confuses", "_parent", SILENT),
        ("liar-login", "_parent", SILENT),
        ("keeps", "nowhere", SILENT),
        ("refuses", "_parent", REFUSED),
        ("alters", "_parent", CHANGED),
        ("forgets", "_parent", CHANGED),
    ],
)
def test_the_page_says_what_came_of_trying(town: Sites, page: Page, behaviour: str, target: str, says: str) -> None:
    frame = opens(town, page, behaviour, target)

    expect(frame.get_by_text(says)).to_be_visible(timeout=PATIENCE)
    expect(frame.locator("[data-shown]:not([hidden])")).to_have_count(1)
    Album("trying-storage").looks_at(frame, f"{behaviour}-{target}")


def test_the_host_is_given_values_without_meaning_and_no_others(town: Sites, page: Page) -> None:
    frame = opens(town, page)
    expect(frame.get_by_text(WORKS)).to_be_visible(timeout=PATIENCE)

    put, got = {asked["message_id"]: asked for asked in page.evaluate("window.heard")}.values()

    assert (put["subject"], got["subject"]) == ("lti.put_data", "lti.get_data")
    assert (set(put), set(got)) == ({"subject", "message_id", "key", "value"}, {"subject", "message_id", "key"})
    assert put["key"] == got["key"]


def test_where_the_platform_offers_none_nothing_is_tried(town: Sites, page: Page) -> None:
    frame = opens(town, page, target=None)

    expect(frame.get_by_text("Your platform did not offer it when you opened Signpost.")).to_be_visible()
    assert page.evaluate("window.heard") == []


def test_in_a_window_of_its_own_it_cannot_be_tried(town: Sites, page: Page) -> None:
    town.cookies.lost = True
    page.goto(town.platform.course_url())
    window = opens_window(shows_a_ticket(page), "This installation works")

    presses(window)

    expect(window.get_by_text("this window is not in your platform’s frame")).to_be_visible(timeout=PATIENCE)


def test_the_trial_breaks_no_policy(town: Sites, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text} {message.location['url']}"))
    page.on("pageerror", lambda error: said.append(str(error)))

    expect(opens(town, page).get_by_text(WORKS)).to_be_visible(timeout=PATIENCE)

    assert [words for words in said if "favicon.ico" not in words] == []
