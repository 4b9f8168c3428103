"""Frames that keep no cookie at all: the host's storage, and where it leads when it fails."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.album import Album
from tests.browser.two_sites.sites import (
    AGAIN,
    BUTTON,
    Sites,
    opens_window,
    shows,
    shows_a_ticket,
    shows_the_way_without_storage,
    works,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]


@pytest.mark.parametrize(("target", "name"), [("_parent", "platform"), ("shelf", "course")])
def test_a_binding_that_the_host_keeps_leads_to_a_ticket(lossy: Sites, page: Page, target: str, name: str) -> None:
    page.goto(lossy.platform.course_url(target=target, name=name))
    frame = shows_a_ticket(page)
    Album("storage").looks_at(frame, f"ticket-{name}")

    window = opens_window(frame)

    works(window)
    assert lossy.platform.hints == set()


def test_only_random_values_are_given_to_the_host(lossy: Sites, page: Page) -> None:
    page.goto(lossy.platform.course_url())
    shows_a_ticket(page)

    # A question is asked again until it is answered; each time it is the same.
    put, got = {asked["message_id"]: asked for asked in page.evaluate("window.heard")}.values()

    assert (put["subject"], got["subject"]) == ("lti.put_data", "lti.get_data")
    assert set(put) == {"subject", "message_id", "key", "value"}
    assert set(got) == {"subject", "message_id", "key"}
    assert re.fullmatch(r"signpost\.[0-9a-f]{32}", put["key"])
    assert got["key"] == put["key"]
    assert re.fullmatch(r"[\w-]{43}", put["value"])


def test_two_logins_keep_two_bindings_under_two_names(lossy: Sites, page: Page) -> None:
    page.goto(lossy.platform.course_url(frames=2))
    shows_a_ticket(page)
    shows_a_ticket(page, "tool1")

    puts = [asked for asked in page.evaluate("window.heard") if asked["subject"] == "lti.put_data"]

    assert len({asked["key"] for asked in puts}) == len({asked["value"] for asked in puts}) == 2


@pytest.mark.parametrize(
    ("behaviour", "target", "name"),
    [
        ("silent", "_parent", "platform"),
        ("refuses", "_parent", "platform"),
        ("alters", "_parent", "platform"),
        ("confuses", "_parent", "platform"),
        ("liar-login", "_parent", "platform"),
        # The frame is not there.
        ("keeps", "nowhere", "platform"),
        # The page is not on the site of the authorisation URL: it is told nothing.
        ("keeps", "_parent", "course"),
    ],
)
def test_without_a_good_answer_the_same_login_goes_to_a_window(
    lossy: Sites, page: Page, behaviour: str, target: str, name: str
) -> None:
    page.goto(lossy.platform.course_url(behaviour, target, name))
    frame = shows_the_way_without_storage(page)
    if name == "course":
        assert page.evaluate("window.heard") == []
    if behaviour == "silent":
        Album("storage").looks_at(frame, "no-answer")

    window = opens_window(frame)

    # The host gives its message out once: the frame had not spent it.
    works(window)
    assert lossy.platform.hints == set()


def test_a_strangers_answer_is_not_heard_at_the_launch_either(lossy: Sites, page: Page) -> None:
    page.goto(lossy.platform.course_url("liar-launch"))

    works(opens_window(shows_a_ticket(page)))


@pytest.mark.parametrize("behaviour", ["forgets", "silent-launch"])
def test_a_host_that_does_not_give_the_binding_back_gets_a_refusal_with_a_reference(
    lossy: Sites, page: Page, behaviour: str
) -> None:
    posted: list[Response] = []
    page.on("response", lambda response: posted.append(response) if response.url.endswith("/lti/launch") else None)

    page.goto(lossy.platform.course_url(behaviour))
    frame = shows(page, AGAIN)

    expect(frame.get_by_text("give this reference")).to_be_visible()
    assert [response.status for response in posted] == [200, 403]
    got = [asked for asked in page.evaluate("window.heard") if asked["subject"] == "lti.get_data"]
    # Who is silent is asked until the time is over.
    assert len(got) > 1 or behaviour == "forgets"
    Album("storage").looks_at(frame, behaviour)


def test_without_a_script_the_page_offers_the_window(lossy: Sites, computer: Callable[..., Page]) -> None:
    page = computer(script=False)
    page.goto(lossy.platform.course_url())
    frame = shows(page, BUTTON)

    expect(frame.get_by_role("button", name=BUTTON)).to_be_visible()
    expect(frame.get_by_text("Opening this page")).to_be_hidden()


def test_a_host_without_storage_leads_to_a_window_and_one_click(lossy: Sites, page: Page) -> None:
    page.goto(lossy.platform.course_url(target=None))

    window = opens_window(shows(page, BUTTON))

    works(window)


def test_the_storage_pages_break_no_policy(lossy: Sites, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type} at {message.location['url']}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))

    page.goto(lossy.platform.course_url())
    opens_window(shows_a_ticket(page))

    assert [words for words in said if "favicon.ico" not in words] == []
