"""The token, V1 to V9 (LTI 1.3 security framework 5.1.3 and OpenID Connect Core 3.1.3.7), row by row."""

# ruff: noqa: N802 - a test is named for the row of the checklist that it stands for.

from __future__ import annotations

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.launch.refusals import Refusal
from tests.hostile.doorstep import Doorstep
from tests.hostile.evidence import Leaves, refused
from tests.launch.platform import (
    ABSENT,
)

MINUTE, HOUR, DAY = 60, 3600, 86400
US = "signpost-client"


def test_V01_a_token_in_an_address_is_never_read(door: Doorstep) -> None:
    begun = door.begins()
    query = {"state": begun.state, "id_token": door.platform.token(begun)}

    attempt = door.tool.asks(begun.browser, "GET", "/lti/launch", begun.state, query_string=query)

    refused(attempt, Refusal.TOKEN_MISSING, Leaves.NOTHING)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_V01_no_other_method_is_answered(door: Doorstep, method: str) -> None:
    assert door.tool.asks(door.tool.browser(), method, "/lti/launch").status == 405


def test_V01_state_and_token_must_be_there(door: Doorstep) -> None:
    begun = door.begins()
    token = door.platform.token(begun)

    refused(door.posts(begun, token, state=None), Refusal.STATE_MISSING, Leaves.NOTHING)
    refused(door.posts(begun, token, state=""), Refusal.STATE_MISSING, Leaves.NOTHING)
    refused(door.posts(begun, token, id_token=None), Refusal.TOKEN_MISSING, Leaves.NOTHING)
    refused(door.posts(begun, token, id_token=""), Refusal.TOKEN_MISSING, Leaves.NOTHING)


@pytest.mark.parametrize("member", ["state", "id_token", "error"])
def test_V01_a_member_named_twice_is_refused(door: Doorstep, member: str) -> None:
    begun = door.begins()
    token = door.platform.token(begun)
    twice = {"state": begun.state, "id_token": token, member: ["first", "second"]}

    refused(door.posts(begun, token, **twice), Refusal.ANSWER_MALFORMED, Leaves.NOTHING)


def test_V01_a_token_beyond_64_KiB_is_refused(door: Doorstep) -> None:
    begun = door.begins()
    token = door.platform.token(begun, {"https://padding.example": "x" * 49_000})
    assert 65536 < len(token) < 70_000

    refused(door.posts(begun, token), Refusal.TOKEN_TOO_LARGE)


def test_V01_a_token_just_below_64_KiB_is_read(door: Doorstep) -> None:
    begun = door.begins()
    token = door.platform.token(begun, {"https://padding.example": "x" * 47_000})
    assert 60_000 < len(token) < 65536

    assert door.posts(begun, token).status == 303


@pytest.mark.parametrize("state", ["unheard", "x" * 300, "\0", "é", "../..", "' OR 1=1 --"])
def test_V02_a_state_that_nobody_was_given_is_refused(door: Doorstep, state: str) -> None:
    begun = door.begins()
    word = Refusal.STATE_MISSING if len(state) > 255 else Refusal.STATE_UNKNOWN

    refused(door.posts(begun, door.platform.token(begun), state=state), word, Leaves.NOTHING)


@pytest.mark.parametrize("binding", ["", "another", "x" * 43, '"', "x" * 3000])
def test_V02_a_browser_without_the_binding_is_refused(door: Doorstep, binding: str) -> None:
    begun = door.begins()
    browser = door.tool.browser()
    browser.set_cookie("__Host-signpost-browser", binding, domain="signpost.example", secure=True)

    attempt = door.posts(begun, door.platform.token(begun), browser)

    refused(attempt, Refusal.BINDING_NOT_SHOWN, Leaves.NOTHING)


def test_V02_a_login_is_over_after_ten_minutes(door: Doorstep) -> None:
    begun = door.begins()
    door.tool.clock.moves_on(minutes=10)

    refused(door.launches(begun=begun), Refusal.STATE_SPENT, Leaves.NOTHING)


@pytest.mark.parametrize(
    "algorithm", ["none", "HS256", "HS512", "RS512", "RS384", "PS256", "ES256", "rs256", "", None, 5]
)
def test_V03_only_the_one_algorithm_is_accepted(door: Doorstep, algorithm: Any) -> None:
    refused(door.launches(header={"alg": algorithm}), Refusal.ALGORITHM_NOT_ALLOWED)


@pytest.mark.parametrize("name", ["crit", "b64", "jku", "x5u", "jwk"])
def test_V03_a_header_that_chooses_the_key_is_refused(door: Doorstep, name: str) -> None:
    value = {"crit": ["b64"], "b64": False, "jwk": {"kty": "RSA"}}.get(name, "https://evil.example/keys")

    refused(door.launches(header={name: value}), Refusal.HEADER_NOT_ALLOWED)


@pytest.mark.parametrize("kid", [ABSENT, None, "", 1, ["key-1"], "k" * 1001])
def test_V04_the_key_must_be_named(door: Doorstep, kid: Any) -> None:
    refused(door.launches(header={"kid": kid}), Refusal.KEY_ID_MISSING)


@pytest.mark.parametrize("kid", ["key-2", "KEY-1", "key-1 ", "../key-1", "key-1\0"])
def test_V04_a_key_that_the_host_does_not_have_is_refused(door: Doorstep, kid: str) -> None:
    refused(door.launches(header={"kid": kid}), Refusal.KEY_UNKNOWN)


@pytest.mark.parametrize(
    "changes", [{"kty": "EC"}, {"use": "enc"}, {"alg": "RS512"}, {"key_ops": ["encrypt"]}, {"e": "AA"}]
)
def test_V04_a_key_for_something_else_is_not_used(door: Doorstep, changes: dict[str, Any]) -> None:
    door.platform.publish(**changes)

    refused(door.launches(), Refusal.KEYS_UNAVAILABLE)


def test_V05_the_keys_are_fetched_once_for_many_launches(door: Doorstep) -> None:
    asked = len(door.platform.network.asked)

    assert [door.launches().status for _ in range(5)] == [303] * 5
    assert len(door.platform.network.asked) == asked + 1


def test_V06_the_issuer_is_the_host_that_was_asked(door: Doorstep, college: Doorstep) -> None:
    refused(door.launches({"iss": college.platform.issuer}), Refusal.ISSUER_WRONG)
    refused(door.launches({"iss": door.platform.issuer + "/"}), Refusal.ISSUER_WRONG)
    refused(door.launches({"iss": door.platform.issuer.upper()}), Refusal.ISSUER_WRONG)
    refused(door.launches({"iss": ABSENT}), Refusal.ISSUER_WRONG)


@pytest.mark.parametrize("audience", ["another", "", [], ["another"], US + " ", [US.upper()], f"{US},another", ABSENT])
def test_V07_an_audience_without_us_is_refused(door: Doorstep, audience: Any) -> None:
    refused(door.launches({"aud": audience}), Refusal.AUDIENCE_WRONG)


def test_V07_an_audience_list_without_azp_is_refused(door: Doorstep) -> None:
    refused(door.launches({"aud": [US, "another"]}), Refusal.AUDIENCE_WRONG)


@pytest.mark.parametrize("audience", [US, [US], [US, "another"]])
def test_V07_another_authorised_party_is_refused(door: Doorstep, audience: Any) -> None:
    refused(door.launches({"aud": audience, "azp": "another"}), Refusal.AUDIENCE_WRONG)


def test_V07_an_audience_list_with_us_as_the_party_is_fine_in_any_order(door: Doorstep) -> None:
    assert door.launches({"aud": ["another", US], "azp": US}).status == 303


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"exp": None}, Refusal.TIMES_WRONG),
        ({"iat": None}, Refusal.TIMES_WRONG),
        ({"iat": 2 * MINUTE, "exp": HOUR}, Refusal.TOKEN_FROM_THE_FUTURE),
        ({"iat": -11 * MINUTE - 1, "exp": HOUR}, Refusal.TOKEN_TOO_OLD),
        ({"exp": -MINUTE}, Refusal.TOKEN_EXPIRED),
        ({"exp": DAY + 1}, Refusal.TOKEN_LIVES_TOO_LONG),
        ({"exp": 3650 * DAY}, Refusal.TOKEN_LIVES_TOO_LONG),
        ({"nbf": 2 * MINUTE}, Refusal.TOKEN_FROM_THE_FUTURE),
    ],
)
def test_V08_times_that_are_not_now_are_refused(door: Doorstep, changes: dict[str, int | None], word: Refusal) -> None:
    now = int(door.tool.clock.now().timestamp())
    moved = {name: ABSENT if value is None else now + value for name, value in changes.items()}

    refused(door.launches(moved), word)


@pytest.mark.parametrize("name", ["exp", "iat", "nbf"])
@pytest.mark.parametrize("number", ["1e400", "-1e400", "9" * 400, "1e18", "NaN", "Infinity"])
def test_V08_a_time_beyond_the_calendar_is_refused(door: Doorstep, name: str, number: str) -> None:
    begun = door.begins()
    payload = json.dumps(door.platform.claims(begun, {name: "NUMBER"})).replace('"NUMBER"', number)
    word = Refusal.TOKEN_MALFORMED if number in {"NaN", "Infinity"} else Refusal.TIMES_WRONG

    refused(door.posts(begun, door.platform.sign(payload.encode())), word)


@pytest.mark.parametrize("nonce", [ABSENT, "", "another", "é", 7])
def test_V09_a_nonce_other_than_the_logins_is_refused(door: Doorstep, nonce: Any) -> None:
    refused(door.launches({"nonce": nonce}), Refusal.NONCE_WRONG)


def test_the_next_launch_needs_a_login_of_its_own(door: Doorstep, key: rsa.RSAPrivateKey) -> None:
    begun = door.begins()
    refused(door.launches({"sub": ABSENT}, begun=begun), Refusal.SUBJECT_WRONG)

    refused(door.launches(begun=begun), Refusal.STATE_SPENT, Leaves.NOTHING)
