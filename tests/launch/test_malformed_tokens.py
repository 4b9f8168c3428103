"""Tokens that are hardly tokens: refused, never a crash."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lti_tool.launch.browser import Browser
from lti_tool.launch.message import Launch
from lti_tool.launch.refusals import LaunchRefused, Refusal
from tests.launch.arrivals import Arrivals
from tests.launch.platform import base64_url

HEADER = b'{"alg":"RS256","kid":"key-1"}'


@pytest.mark.parametrize(
    "token",
    ["a", "a.b", "a.b.c", "a.b.c.d", "..", "é.é.é", "e30.e30.e30", "e30=.e30=.AA==", "e30 .e30.AA", "\ud800.a.b"],
)
def test_what_is_no_token_is_refused(arrivals: Arrivals, token: str) -> None:
    with pytest.raises(LaunchRefused) as refusal:
        arrivals.post(arrivals.login(), token)

    assert refusal.value.reason in {Refusal.TOKEN_MALFORMED, Refusal.ALGORITHM_NOT_ALLOWED}


def test_a_large_token_is_refused_before_it_is_read(arrivals: Arrivals) -> None:
    with pytest.raises(LaunchRefused) as refusal:
        arrivals.post(arrivals.login(), "a" * 1_000_000)

    assert refusal.value.reason is Refusal.TOKEN_TOO_LARGE


@pytest.mark.parametrize(
    "payload",
    [
        b"[]",
        b"null",
        b'"text"',
        b"7",
        b"{",
        b"\xff\xfe{}",
        "{}".encode("utf-16"),
        b'{"iat": NaN}',
        b'{"exp": Infinity}',
        b'{"exp": ' + b"9" * 5000 + b"}",
        b"[" * 20_000,
        b'{"a":' * 8_000,
    ],
)
def test_a_payload_that_is_no_object_is_refused(arrivals: Arrivals, payload: bytes) -> None:
    with pytest.raises(LaunchRefused) as refusal:
        arrivals.post(arrivals.login(), arrivals.platform.sign(payload))

    assert refusal.value.reason is Refusal.TOKEN_MALFORMED


def test_a_claim_named_twice_is_refused(arrivals: Arrivals) -> None:
    login = arrivals.login()
    twice = json.dumps(arrivals.platform.claims(login))[:-1] + ', "sub": "6"}'

    with pytest.raises(LaunchRefused) as refusal:
        arrivals.post(login, arrivals.platform.sign(twice.encode()))

    assert refusal.value.reason is Refusal.TOKEN_MALFORMED


def test_a_member_named_twice_inside_a_claim_is_refused(arrivals: Arrivals) -> None:
    login = arrivals.login()
    payload = json.dumps(arrivals.platform.claims(login)).replace('{"id": "7"', '{"id": "8", "id": "7"')

    with pytest.raises(LaunchRefused) as refusal:
        arrivals.post(login, arrivals.platform.sign(payload.encode()))

    assert refusal.value.reason is Refusal.TOKEN_MALFORMED


def test_a_header_named_twice_is_refused(arrivals: Arrivals) -> None:
    login = arrivals.login()
    payload = json.dumps(arrivals.platform.claims(login)).encode()

    with pytest.raises(LaunchRefused) as refusal:
        arrivals.post(login, arrivals.platform.sign_raw(b'{"alg":"none","alg":"RS256","kid":"key-1"}', payload))

    assert refusal.value.reason is Refusal.TOKEN_MALFORMED


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({}, Refusal.STATE_MISSING),
        ({"id_token": "a.b.c"}, Refusal.STATE_MISSING),
        ({"state": ""}, Refusal.STATE_MISSING),
        ({"state": "x" * 300, "id_token": "a.b.c"}, Refusal.STATE_MISSING),
        ({"state": "unheard", "id_token": "a.b.c"}, Refusal.STATE_UNKNOWN),
        ({"state": "\0", "id_token": "a.b.c"}, Refusal.STATE_UNKNOWN),
        ({"state": "\ud800", "id_token": "a.b.c"}, Refusal.STATE_UNKNOWN),
        ({"state": "unheard"}, Refusal.TOKEN_MISSING),
    ],
)
def test_a_form_without_its_parts_is_refused(arrivals: Arrivals, form: dict[str, str], expected: Refusal) -> None:
    with pytest.raises(LaunchRefused) as refusal:
        arrivals.launches.verify(form, Browser(("x",)))

    assert refusal.value.reason is expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.integers(0, 16), value=JSON)
def test_any_value_of_any_claim_is_a_launch_or_a_refusal(arrivals: Arrivals, where: int, value: Any) -> None:
    login = arrivals.login()
    claim = list(arrivals.platform.claims(login))[where]

    try:
        outcome: object = arrivals.launch(login, {claim: value})
    except LaunchRefused as refusal:
        outcome = refusal

    assert isinstance(outcome, Launch | LaunchRefused)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=60))
def test_any_bytes_under_a_good_signature_are_refused(arrivals: Arrivals, raw: bytes) -> None:
    with pytest.raises(LaunchRefused):
        arrivals.post(arrivals.login(), arrivals.platform.sign_raw(HEADER, raw or b" "))
    with pytest.raises(LaunchRefused):
        arrivals.post(arrivals.login(), f"{base64_url(raw)}.{base64_url(raw)}.{base64_url(raw)}")
