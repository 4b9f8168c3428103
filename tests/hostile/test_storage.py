"""A login whose binding the host's page keeps (LTI Platform Storage): what a hostile page can do with it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from lti_tool.launch.refusals import Refusal
from tests.hostile.doorstep import BASE_URL, PERSON, Begun, Doorstep
from tests.hostile.evidence import Attempt, Leaves, refused

FRAMED = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"}
OWN_PAGE = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin"}
FIELD = re.compile(r'name="(state|binding)" value="([^"]*)"')


def begins_by_storage(door: Doorstep) -> tuple[Begun, str]:
    """A login in a frame without cookies, as far as the host; and what the host's page keeps for it."""
    browser = door.tool.app.test_client(use_cookies=False)
    asking = door.usual | {"lti_storage_target": "_parent"}
    bounced = browser.post("/lti/login", base_url=BASE_URL, data=asking, headers=FRAMED)
    page = browser.get(bounced.headers["Location"], base_url=BASE_URL, headers=OWN_PAGE).get_data(as_text=True)
    kept = dict(FIELD.findall(page))
    told = browser.post("/lti/login/storage", base_url=BASE_URL, data=kept, headers=OWN_PAGE)
    return Begun(browser, json.loads(told.data)["url"]), kept["binding"]


def posts(door: Doorstep, browser: FlaskClient, form: dict[str, Any], headers: dict[str, str]) -> Attempt:
    secrets = [str(value) for value in form.values() if value]
    return door.tool.asks(browser, "POST", "/lti/launch", PERSON, *secrets, data=form, headers=headers)


def form_of(door: Doorstep, begun: Begun, binding: str) -> dict[str, Any]:
    return {"state": begun.state, "id_token": door.platform.token(begun), "binding": binding}


def test_the_one_who_began_it_gets_in_once(door: Doorstep) -> None:
    begun, binding = begins_by_storage(door)
    form = form_of(door, begun, binding)

    assert posts(door, begun.browser, form, OWN_PAGE).status == 303
    refused(posts(door, begun.browser, form, OWN_PAGE), Refusal.STATE_SPENT, Leaves.NOTHING)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_an_attackers_finished_login_cannot_be_posted_into_anothers_browser(door: Doorstep, site: str) -> None:
    """The attacker knows all three values; the victim would report under the attacker's name."""
    begun, binding = begins_by_storage(door)
    form = form_of(door, begun, binding)

    for victim in (door.tool.browser(), door.begins().browser):
        attempt = posts(door, victim, form, {**OWN_PAGE, "Sec-Fetch-Site": site})
        refused(attempt, Refusal.BINDING_NOT_SHOWN, Leaves.NOTHING)
    assert posts(door, begun.browser, form, OWN_PAGE).status == 303


@pytest.mark.parametrize("binding", ["", "x" * 43, "\0", "é", "x" * 5000])
def test_another_value_than_the_host_kept_is_refused(door: Doorstep, binding: str) -> None:
    begun, _kept = begins_by_storage(door)

    attempt = posts(door, begun.browser, form_of(door, begun, binding), OWN_PAGE)

    refused(attempt, Refusal.BINDING_NOT_SHOWN, Leaves.NOTHING)


def test_a_login_by_cookie_takes_no_binding_from_the_form(door: Doorstep) -> None:
    begun = door.begins()
    cookie = begun.browser.get_cookie("__Host-signpost-browser", domain="signpost.example")
    assert cookie is not None

    attempt = posts(door, door.tool.browser(), form_of(door, begun, cookie.value), OWN_PAGE)

    refused(attempt, Refusal.BINDING_NOT_SHOWN, Leaves.NOTHING)


def test_the_binding_is_given_once_like_every_member(door: Doorstep) -> None:
    begun, binding = begins_by_storage(door)
    form = form_of(door, begun, binding) | {"binding": [binding, binding]}

    refused(posts(door, begun.browser, form, OWN_PAGE), Refusal.ANSWER_MALFORMED, Leaves.NOTHING)


@pytest.mark.parametrize("changes", [{"binding": "x" * 43}, {"state": "unheard"}, {"state": ""}, {"binding": ""}])
def test_what_was_not_kept_does_not_go_on_to_the_host(door: Doorstep, changes: dict[str, str]) -> None:
    browser = door.tool.app.test_client(use_cookies=False)
    asking = door.usual | {"lti_storage_target": "_parent"}
    bounced = browser.post("/lti/login", base_url=BASE_URL, data=asking, headers=FRAMED)
    page = browser.get(bounced.headers["Location"], base_url=BASE_URL, headers=OWN_PAGE).get_data(as_text=True)

    kept = dict(FIELD.findall(page)) | changes
    attempt = door.tool.asks(browser, "POST", "/lti/login/storage", data=kept)

    assert 400 <= attempt.status < 500
    assert attempt.changed == set()


def test_a_binding_of_a_megabyte_is_not_read(door: Doorstep) -> None:
    attempt = door.tool.asks(door.tool.browser(), "POST", "/lti/login/storage", data={"binding": "x" * 1_000_000})

    refused(attempt, Refusal.BODY_TOO_LARGE, Leaves.NOTHING)


@pytest.mark.parametrize("target", ["javascript:alert(1)", "a b", '"><script>', "_parent\n", "frames[0]"])
def test_a_frame_of_an_odd_name_is_not_asked(door: Doorstep, target: str) -> None:
    browser = door.tool.app.test_client(use_cookies=False)
    asking = door.usual | {"lti_storage_target": target}
    bounced = browser.post("/lti/login", base_url=BASE_URL, data=asking, headers=FRAMED)
    page = browser.get(bounced.headers["Location"], base_url=BASE_URL, headers=OWN_PAGE).get_data(as_text=True)

    assert "ask-host" not in page
    assert "Open in a new window" in page
