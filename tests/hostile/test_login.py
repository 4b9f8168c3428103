"""The login, L1 to L10 (LTI 1.3 security framework 5.1.1), asked for by a host that does not keep to it."""

# ruff: noqa: N802 - a test is named for the row of the checklist that it stands for.

from __future__ import annotations

from typing import Any

import pytest

from lti_tool.launch.refusals import Refusal
from lti_tool.web.binding import BINDING, NAMES
from tests.hostile.doorstep import BASE_URL, OUR_LAUNCH, Doorstep
from tests.hostile.evidence import Attempt, Leaves, refused, rows_of
from tests.launch.platform import TARGET


def turned_away(attempt: Attempt, word: Refusal = Refusal.LOGIN_MALFORMED) -> None:
    refused(attempt, word, Leaves.NOTHING)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_L01_get_and_post_are_both_answered(door: Doorstep, method: str) -> None:
    attempt = door.knocks(method=method)

    assert attempt.status == 302
    assert attempt.response.headers["Location"].startswith(door.platform.auth_url + "?")


def test_L01_the_query_is_not_read_beside_a_form(door: Doorstep) -> None:
    form = dict(door.usual)
    query = {"iss": form.pop("iss")}

    turned_away(door.tool.asks(door.tool.browser(), "POST", "/lti/login", data=form, query_string=query))


def test_L01_a_form_is_not_read_beside_a_query(door: Doorstep) -> None:
    query = dict(door.usual)
    form = {"iss": query.pop("iss")}

    turned_away(door.tool.asks(door.tool.browser(), "GET", "/lti/login", data=form, query_string=query))


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("value", [None, "", ["a", "b"], "x" * 9000, "a\0b"])
@pytest.mark.parametrize("name", ["iss", "login_hint", "target_link_uri"])
def test_L02_what_is_required_must_be_there_once_and_readable(
    door: Doorstep, name: str, value: Any, method: str
) -> None:
    turned_away(door.knocks(method=method, **{name: value}))


@pytest.mark.parametrize("value", [["a", "b"], "x" * 9000, "a\0b"])
@pytest.mark.parametrize("name", ["client_id", "lti_message_hint", "lti_deployment_id", "lti_storage_target"])
def test_L02_what_is_optional_must_be_readable_too(door: Doorstep, name: str, value: Any) -> None:
    turned_away(door.knocks(**{name: value}))


def test_L02_what_other_hosts_add_is_ignored(door: Doorstep) -> None:
    assert door.knocks(canvas_region="eu-west-1", canvas_environment="prod", lti_storage_target="_parent").status == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://unheard.example"},
        {"client_id": "another"},
        {"iss": "https://unheard.example", "client_id": None},
    ],
)
def test_L03_an_unknown_host_is_refused(door: Doorstep, changes: dict[str, Any]) -> None:
    turned_away(door.knocks(**changes), Refusal.UNKNOWN_HOST)


@pytest.mark.parametrize("change", [str.upper, lambda iss: iss + "/", lambda iss: iss + " ", lambda iss: iss + "?"])
def test_L03_an_issuer_is_the_same_only_letter_by_letter(door: Doorstep, change: Any) -> None:
    turned_away(door.knocks(iss=change(door.platform.issuer)), Refusal.UNKNOWN_HOST)


def test_L03_the_client_id_may_be_left_out_only_while_there_is_one(door: Doorstep) -> None:
    assert door.knocks(client_id=None).status == 302

    door.tool.installs(door.platform, client_id="second-client")

    turned_away(door.knocks(client_id=None), Refusal.UNKNOWN_HOST)


def test_L04_the_host_is_asked_exactly_this(door: Doorstep) -> None:
    hint = 'é & <b> + %zz "hint"'

    asked = door.begins(login_hint=hint, lti_message_hint="mühsam = hint").asked

    assert len(asked.pop("state")) >= 22
    assert len(asked.pop("nonce")) >= 22
    assert asked == {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": "signpost-client",
        "redirect_uri": OUR_LAUNCH,
        "login_hint": hint,
        "lti_message_hint": "mühsam = hint",
    }


def test_L04_a_message_hint_is_sent_only_if_it_came(door: Doorstep) -> None:
    assert "lti_message_hint" not in door.begins(lti_message_hint=None).asked


def test_L05_a_query_in_the_hosts_address_is_kept(door: Doorstep) -> None:
    door.tool.installs(
        door.platform, client_id="second-client", auth_url=door.platform.auth_url + "?tenant=5&scope=all"
    )

    begun = door.begins(client_id="second-client")

    assert begun.redirect_url.count("?") == 1
    assert (begun.asked["tenant"], begun.asked["scope"]) == ("5", "openid")


def test_L06_the_answer_comes_to_our_own_address_only(door: Doorstep) -> None:
    begun = door.begins(redirect_uri="https://evil.example/", target_link_uri=BASE_URL + "/guide?a=b")

    assert begun.asked["redirect_uri"] == OUR_LAUNCH


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/lti/launch",
        "//evil.example/",
        "/lti/launch",
        "http://signpost.example/lti/launch",
        "https://signpost.example:8443/",
        "https://signpost.example.evil.example/",
        "https://evil.example\\@signpost.example/",
        "https://evil.example#@signpost.example/",
        "https://signpost.example@evil.example/",
        "https://[signpost.example/",
        "https://signpost.example:port/",
        "https://signpost.example\r\n.evil.example/",
        "javascript:alert(1)//signpost.example",
        "data:text/html,https://signpost.example",
    ],
)
def test_L07_a_target_elsewhere_is_refused(door: Doorstep, target: str) -> None:
    turned_away(door.knocks(target_link_uri=target), Refusal.TARGET_NOT_OURS)


def test_L07_the_target_of_the_login_is_compared_at_launch(door: Doorstep) -> None:
    begun = door.begins(target_link_uri=BASE_URL + "/guide")

    refused(door.launches({TARGET: OUR_LAUNCH}, begun=begun), Refusal.TARGET_DIFFERS)


def test_L08_state_and_nonce_are_new_each_time(door: Doorstep) -> None:
    asked = [door.begins().asked for _ in range(5)]

    assert len({one["state"] for one in asked} | {one["nonce"] for one in asked}) == 10


def test_L08_the_state_is_bound_to_the_browser_that_got_it(door: Doorstep) -> None:
    begun = door.begins()
    token = door.platform.token(begun)

    refused(door.posts(begun, token, door.tool.browser()), Refusal.BINDING_NOT_SHOWN, Leaves.NOTHING)
    refused(door.posts(begun, token, door.begins().browser), Refusal.BINDING_NOT_SHOWN, Leaves.NOTHING)
    assert door.posts(begun, token).status == 303


@pytest.mark.parametrize("place", ["document", "iframe"])
def test_L08_the_binding_cookie_is_for_our_host_and_for_no_script(door: Doorstep, place: str) -> None:
    headers = {"Sec-Fetch-Dest": place}

    cookie = door.tool.asks(door.tool.browser(), "POST", "/lti/login", data=door.usual, headers=headers).cookies

    assert (cookie.startswith(BINDING + "=")) is (place == "document")
    assert cookie.partition("=")[0] in NAMES
    assert BINDING.startswith("__Host-")
    for flag in ("Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/", "Max-Age=600"):
        assert flag in cookie
    assert "Domain" not in cookie


def test_L08_frames_that_load_at_once_draw_names_for_their_cookies(door: Doorstep) -> None:
    framed = {"base_url": BASE_URL, "data": door.usual, "headers": {"Sec-Fetch-Dest": "iframe"}}
    answers = [door.tool.browser().post("/lti/login", **framed) for _ in range(20)]

    names = {answer.headers["Set-Cookie"].partition("=")[0] for answer in answers}

    assert names <= NAMES - {BINDING}
    assert len(names) > 1


def test_L09_a_login_keeps_nothing_but_itself(door: Doorstep) -> None:
    attempt = door.knocks()

    known = rows_of(attempt.before, "login_transactions")
    added = [row for row in rows_of(attempt.after, "login_transactions") if row not in known]
    assert attempt.changed == {"login_transactions"}
    assert [row["redirect_url"] for row in added] == [None]
    assert "hint-2f6e" not in str(added)
    assert attempt.log == ""


def test_L09_a_login_is_neither_kept_nor_told_to_others(door: Doorstep) -> None:
    for attempt in (door.knocks(), door.knocks(iss="https://unheard.example")):
        assert attempt.response.headers["Cache-Control"] == "no-store"
        # What a browser tells other sites under either: nothing.
        assert attempt.response.headers["Referrer-Policy"] in {"no-referrer", "same-origin"}


def test_L09_a_host_that_asks_too_often_waits_and_the_others_do_not(door: Doorstep, college: Doorstep) -> None:
    limits = door.tool.app.config
    usual, limits["SIGNPOST_PER_ADDRESS"] = limits["SIGNPOST_PER_ADDRESS"], 3

    statuses = [door.knocks().status for _ in range(5)]
    other = college.knocks().status
    limits["SIGNPOST_PER_ADDRESS"] = usual

    assert statuses == [302] * 3 + [429] * 2
    assert other == 302


@pytest.mark.parametrize(
    ("error", "word"),
    [
        ("login_required", Refusal.HOST_LOGIN_REQUIRED),
        ("interaction_required", Refusal.HOST_INTERACTION_REQUIRED),
        ("access_denied", Refusal.HOST_ACCESS_DENIED),
        ("<script>alert(1)</script>", Refusal.HOST_REFUSED),
        ("x" * 5000, Refusal.HOST_REFUSED),
        ("a\0b", Refusal.HOST_REFUSED),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_L10_a_hosts_own_error_gives_a_page_that_quotes_nothing(
    door: Doorstep, error: str, word: Refusal, method: str
) -> None:
    begun = door.begins()
    answer = {"state": begun.state, "error": error, "error_description": "<b>Please sign in, Sam Okafor</b>"}
    how = {"data": answer} if method == "POST" else {"query_string": answer}

    attempt = door.tool.asks(begun.browser, method, "/lti/launch", begun.state, "Okafor", **how)

    refused(attempt, word)
    assert "alert(1)" not in attempt.page
    assert "Open the activity again" in attempt.page
