"""The rest of the attacks that 1EdTech's certification does not try: doubled members, sizes, and key sets."""
# ruff: noqa: N802 - a test is named for the row of the checklist that it stands for.

from __future__ import annotations

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.launch.refusals import Refusal
from tests.hostile.doorstep import Doorstep
from tests.hostile.evidence import Leaves, refused
from tests.launch.platform import CONTEXT, DEPLOYMENT, RESOURCE_LINK, jwk_of

MINUTE, HOUR = 60, 3600


@pytest.mark.parametrize("name", ["sub", "aud", "nonce", "exp", "iss", DEPLOYMENT, "unknown"])
def test_N24_a_claim_named_twice(door: Doorstep, name: str) -> None:
    begun = door.begins()
    claims = {**door.platform.claims(begun), "unknown": 1}
    twice = json.dumps(claims)[:-1] + f", {json.dumps(name)}: {json.dumps(claims[name])}}}"

    refused(door.posts(begun, door.platform.sign(twice.encode())), Refusal.TOKEN_MALFORMED)


@pytest.mark.parametrize("claim", [CONTEXT, RESOURCE_LINK])
def test_N24_a_member_named_twice_inside_a_claim(door: Doorstep, claim: str) -> None:
    begun = door.begins()
    payload = json.dumps(door.platform.claims(begun, {claim: "TWICE"})).replace('"TWICE"', '{"id": "2", "id": "3"}')

    refused(door.posts(begun, door.platform.sign(payload.encode())), Refusal.TOKEN_MALFORMED)


@pytest.mark.parametrize(
    "header", ['{"alg":"none","alg":"RS256","kid":"key-1"}', '{"alg":"RS256","kid":"x","kid":"key-1"}']
)
def test_N24_a_header_named_twice(door: Doorstep, header: str) -> None:
    begun = door.begins()
    payload = json.dumps(door.platform.claims(begun)).encode()

    refused(door.posts(begun, door.platform.sign_raw(header.encode(), payload)), Refusal.TOKEN_MALFORMED)


def test_N25_a_token_of_a_megabyte(door: Doorstep) -> None:
    begun = door.begins()
    token = door.platform.token(begun, {"https://padding.example": "x" * 1_000_000})

    attempt = door.posts(begun, token)

    refused(attempt, Refusal.BODY_TOO_LARGE, Leaves.NOTHING)
    assert attempt.status == 413


def test_N25_a_login_of_a_megabyte(door: Doorstep) -> None:
    attempt = door.knocks(login_hint="hint" * 250_000)

    refused(attempt, Refusal.BODY_TOO_LARGE, Leaves.NOTHING)
    assert attempt.status == 413


def test_N26_the_keys_are_down(door: Doorstep) -> None:
    """The other ways of having no keys, and coming back from them, are in test_key_sets.py."""
    door.platform.network.answers(door.platform.jwks_url, b"down", 503)

    refused(door.launches(), Refusal.KEYS_UNAVAILABLE)


def test_N27_the_keys_are_slow(door: Doorstep) -> None:
    door.platform.network.says_nothing(door.platform.jwks_url)

    refused(door.launches(), Refusal.KEYS_UNAVAILABLE)


def test_N28_the_keys_are_a_web_page(door: Doorstep) -> None:
    door.platform.network.answers(door.platform.jwks_url, b"<html>Sign in</html>", content_type="text/html")

    refused(door.launches(), Refusal.KEYS_UNAVAILABLE)


def test_N29_the_keys_are_rotated(door: Doorstep, other_key: rsa.RSAPrivateKey) -> None:
    assert door.launches().status == 303
    door.platform.keys, door.platform.kid = {"key-2": other_key}, "key-2"
    door.platform.publish()

    assert door.launches().status == 303


def test_N29_a_rotated_key_under_the_old_name(door: Doorstep, other_key: rsa.RSAPrivateKey) -> None:
    """Until the cached key is stale the old one counts; the new one is refused, never guessed."""
    assert door.launches().status == 303
    door.platform.keys = {"key-1": other_key}
    door.platform.publish()

    refused(door.launches(), Refusal.SIGNATURE_WRONG)
    door.tool.clock.moves_on(hours=1)
    assert door.launches().status == 303


def test_N30_a_flood_of_key_ids_is_one_fetch_a_minute(door: Doorstep) -> None:
    assert door.launches().status == 303
    before = _fetches(door)

    for number in range(30):
        refused(door.launches(header={"kid": f"flood-{number}"}), Refusal.KEY_UNKNOWN)

    assert _fetches(door) == before + 1


def test_N31_a_key_set_that_repeats_a_key_id(door: Doorstep, other_key: rsa.RSAPrivateKey) -> None:
    keys: list[dict[str, Any]] = [jwk_of(key, "key-1") for key in (door.platform.keys["key-1"], other_key)]
    door.platform.network.answers(door.platform.jwks_url, {"keys": keys})

    assert door.launches().status == 303


def _fetches(door: Doorstep) -> int:
    return len([path for path in door.platform.network.asked if door.platform.jwks_url.endswith(path)])
