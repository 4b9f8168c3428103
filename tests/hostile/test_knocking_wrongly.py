"""Requests to the door that no host makes: too many, by the wrong method, for logins that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lti_tool.launch.refusals import Refusal
from tests.hostile.doorstep import PERSON, Doorstep
from tests.hostile.evidence import Attempt, Leaves, refused

WRONG_METHODS = [
    ("PUT", "/lti/login"),
    ("DELETE", "/lti/launch"),
    ("PATCH", "/lti/launch"),
    ("TRACE", "/lti/login"),
    ("PROPFIND", "/lti/launch"),
    ("POST", "/lti/login/return"),
    ("POST", "/lti/login/window"),
    ("GET", "/lti/login/storage"),
    ("POST", "/lti/ticket/x"),
]
NO_STATE = {"unknown": "unheard-of-state", "empty": "", "NUL": "a\0b", "long": "x" * 5000, "half a pair": "\ud800"}


@contextmanager
def at_most(door: Doorstep, name: str, times: int) -> Iterator[None]:
    """One limit as low as this, for as long as the block takes."""
    limits = door.tool.app.config
    usual, limits[name] = limits[name], times
    yield
    limits[name] = usual


def turned_away_for_a_while(attempt: Attempt) -> None:
    refused(attempt, Refusal.TOO_MANY, Leaves.NOTHING)
    assert attempt.status == 429
    assert attempt.response.headers["Retry-After"] == "60"
    assert "Wait for a minute." in attempt.page
    assert "frame-ancestors *" in attempt.response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("limit", ["SIGNPOST_PER_ADDRESS", "SIGNPOST_PER_HOST"])
def test_a_login_too_many_is_refused_like_any_other(door: Doorstep, limit: str) -> None:
    with at_most(door, limit, 2):
        assert [door.knocks().status for _ in range(2)] == [302, 302]

        turned_away_for_a_while(door.knocks())


def test_an_answer_too_many_is_refused_and_its_login_stays_open(door: Doorstep) -> None:
    begun = door.begins()
    token = door.platform.token(begun)

    with at_most(door, "SIGNPOST_PER_SESSION", 2):
        for _ in range(2):
            refused(door.posts(begun, token, door.tool.browser()), Refusal.BINDING_NOT_SHOWN, Leaves.NOTHING)
        turned_away_for_a_while(door.posts(begun, token))

    assert door.posts(begun, token).status == 303


@pytest.mark.parametrize("path", ["/lti/login/return", "/lti/login/window", "/lti/arrival/x", "/lti/ticket/x"])
def test_a_page_between_that_is_asked_for_too_often_is_refused_too(door: Doorstep, path: str) -> None:
    with at_most(door, "SIGNPOST_PER_SESSION", 0):
        turned_away_for_a_while(door.tool.asks(door.tool.browser(), "GET", path))


@pytest.mark.parametrize(("method", "path"), WRONG_METHODS)
def test_another_method_is_refused_with_a_reference(door: Doorstep, method: str, path: str) -> None:
    attempt = door.tool.asks(door.tool.browser(), method, path, "hint-2f6e", data=door.usual)

    refused(attempt, Refusal.WRONG_METHOD, Leaves.NOTHING)
    assert attempt.status == 405
    assert method not in attempt.response.headers["Allow"].split(", ")


def test_another_method_elsewhere_is_no_refused_launch(door: Doorstep) -> None:
    attempt = door.tool.asks(door.tool.browser(), "PUT", "/start")

    assert attempt.status == 405
    assert attempt.log == ""
    assert "This address is not opened in this way." in attempt.page
    assert "GET" in attempt.response.headers["Allow"]


@pytest.mark.parametrize("state", NO_STATE.values(), ids=NO_STATE.keys())
@pytest.mark.parametrize("path", ["/lti/login/return", "/lti/login/window"])
def test_a_login_that_is_not_there_is_not_taken_up(door: Doorstep, path: str, state: str) -> None:
    raw = "state=" + "".join(f"%{byte:02x}" for byte in state.encode("utf-8", "surrogatepass"))
    secrets = [state] if state.isascii() else []

    for browser in (door.tool.browser(), door.begins().browser):
        attempt = door.tool.asks(browser, "GET", path, *secrets, query_string=raw)
        refused(attempt, Refusal.LOGIN_OVER, Leaves.NOTHING)


@pytest.mark.parametrize("path", ["/lti/login/return", "/lti/login/window"])
def test_a_login_that_has_gone_to_the_host_is_not_taken_up(door: Doorstep, path: str) -> None:
    begun = door.begins()

    for browser in (begun.browser, door.tool.browser()):
        attempt = door.tool.asks(browser, "GET", path, begun.state, query_string={"state": begun.state})
        refused(attempt, Refusal.LOGIN_OVER, Leaves.NOTHING)

    assert door.launches(begun=begun).status == 303


def test_an_answer_in_the_query_of_a_post_is_no_answer(door: Doorstep) -> None:
    begun = door.begins()
    token = door.platform.token(begun)
    secrets = (token, begun.state, PERSON)
    everything = {"state": begun.state, "id_token": token}

    for query, form in (
        (everything, {}),
        ({"state": begun.state}, {"id_token": token}),
        ({"state": begun.state, "error": "login_required"}, {}),
    ):
        attempt = door.tool.asks(begun.browser, "POST", "/lti/launch", *secrets, query_string=query, data=form)
        refused(attempt, Refusal.STATE_MISSING, Leaves.NOTHING)

    assert door.posts(begun, token).status == 303


def test_a_token_in_an_address_is_never_read(door: Doorstep) -> None:
    begun = door.begins()
    token = door.platform.token(begun)
    everything = {"state": begun.state, "id_token": token}

    attempt = door.tool.asks(begun.browser, "GET", "/lti/launch", token, begun.state, PERSON, query_string=everything)
    refused(attempt, Refusal.TOKEN_MISSING, Leaves.NOTHING)
    split = {"query_string": {"id_token": token}, "data": {"state": begun.state}}
    attempt = door.tool.asks(begun.browser, "POST", "/lti/launch", token, begun.state, PERSON, **split)
    refused(attempt, Refusal.TOKEN_MISSING, Leaves.NOTHING)

    assert door.posts(begun, token).status == 303
