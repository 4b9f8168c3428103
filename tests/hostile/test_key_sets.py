"""Key sets that are down, slow, huge, wrong or rotated: a launch is refused in time, and the tool gets over it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.launch.refusals import Refusal
from tests.hostile.doorstep import HASTE, Doorstep, HostilePlatform, Tool
from tests.hostile.evidence import refused
from tests.hostile.key_server import KeyServer
from tests.launch.platform import jwk_of, new_key

Spoil = Callable[[KeyServer, str], None]


@pytest.fixture
def own_server() -> Iterator[KeyServer]:
    """A server that can be shut down without harm to the other tests."""
    server = KeyServer()
    yield server
    server.close()


@pytest.fixture
def school(tool: Tool, own_server: KeyServer, key: rsa.RSAPrivateKey) -> Doorstep:
    platform = HostilePlatform(own_server, tool.clock, {"key-1": key}, issuer=own_server.url)  # type: ignore[arg-type]
    return Doorstep(tool, platform, tool.installs(platform))


SPOILT: dict[str, Spoil] = {
    "down": lambda server, _url: server.goes_down(),
    "silent": lambda server, url: server.says_nothing(url),
    "trickling": lambda server, url: server.trickles(url),
    "web page": lambda server, url: server.answers(url, b"<html>Sign in</html>", content_type="text/html"),
    "huge": lambda server, url: server.answers(url, b'{"keys": [' + b" " * 300_000 + b"]}"),
    "list": lambda server, url: server.answers(url, b'[{"kty": "RSA", "kid": "key-1"}]'),
    "text": lambda server, url: server.answers(url, b'"keys"'),
    "null": lambda server, url: server.answers(url, b"null"),
    "empty": lambda server, url: server.answers(url, b""),
    "keys that are no list": lambda server, url: server.answers(url, {"keys": {"key-1": {}}}),
    "no keys member": lambda server, url: server.answers(url, {"jwks": []}),
    "deep": lambda server, url: server.answers(url, b'{"keys":' + b"[" * 100_000),
    "not UTF-8": lambda server, url: server.answers(url, b'{"keys": ["\xff\xfe"]}'),
    "redirect": lambda server, url: server.answers(url, b"", 302, location=url + "/elsewhere"),
    "error": lambda server, url: server.answers(url, {"keys": []}, 500),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_without_keys_a_launch_is_refused_in_time_and_the_host_may_recover(
    school: Doorstep, own_server: KeyServer, spoil: Spoil
) -> None:
    spoil(own_server, school.platform.jwks_url)
    begun_at = time.monotonic()

    refused(school.launches(), Refusal.KEYS_UNAVAILABLE)

    assert time.monotonic() - begun_at < 10 * HASTE.total
    _mend(school, own_server)
    school.tool.clock.moves_on(seconds=6)
    assert school.launches().status == 303


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_the_keys_of_last_time_serve_meanwhile(school: Doorstep, own_server: KeyServer, spoil: Spoil) -> None:
    assert school.launches().status == 303
    spoil(own_server, school.platform.jwks_url)
    school.tool.clock.moves_on(hours=2)

    assert school.launches().status == 303


def test_a_host_that_is_down_is_not_called_for_each_launch(school: Doorstep, own_server: KeyServer) -> None:
    own_server.answers(school.platform.jwks_url, b"", 503)

    for _ in range(20):
        refused(school.launches(), Refusal.KEYS_UNAVAILABLE)

    assert len(own_server.asked) <= 2


def test_a_set_without_keys_is_not_asked_for_each_launch(school: Doorstep, own_server: KeyServer) -> None:
    own_server.answers(school.platform.jwks_url, {"keys": []})

    for _ in range(20):
        refused(school.launches(), Refusal.KEYS_UNAVAILABLE)
    asked = len(own_server.asked)
    school.platform.publish()
    school.tool.clock.moves_on(minutes=1)

    assert asked <= 2
    assert school.launches().status == 303


def test_a_flood_of_key_ids_while_the_host_is_down_calls_it_at_most_twice(
    school: Doorstep, own_server: KeyServer
) -> None:
    own_server.answers(school.platform.jwks_url, b"<html>", 200)

    for number in range(20):
        refused(school.launches(header={"kid": f"flood-{number}"}), Refusal.KEYS_UNAVAILABLE)

    assert len(own_server.asked) <= 2


def test_a_flood_cannot_keep_a_rotated_key_out_for_more_than_a_minute(
    school: Doorstep, other_key: rsa.RSAPrivateKey
) -> None:
    assert school.launches().status == 303
    refused(school.launches(header={"kid": "flood"}), Refusal.KEY_UNKNOWN)
    school.platform.keys, school.platform.kid = {"key-2": other_key}, "key-2"
    school.platform.publish()

    refused(school.launches(), Refusal.KEY_UNKNOWN)
    school.tool.clock.moves_on(minutes=1)
    assert school.launches().status == 303


def test_bad_keys_beside_a_good_one_do_no_harm(school: Doorstep, own_server: KeyServer, key: rsa.RSAPrivateKey) -> None:
    good = jwk_of(key, "key-1")
    bad = [
        None,
        [],
        "key-1",
        {},
        {**good, "kid": 7},
        {**good, "kid": "short", "n": "AQAB"},
        {**good, "kid": "odd", "n": "%%%"},
        {**good, "kid": "long", "n": "A" * 5000},
        {**good, "kid": "even", "e": "Ag"},
        {**good, "kid": "zero", "e": "AA"},
        {"kty": "EC", "kid": "curve", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "oct", "kid": "key-1", "k": "c2VjcmV0"},
        jwk_of(new_key(1024), "weak"),
    ]
    own_server.answers(school.platform.jwks_url, json.dumps({"keys": [*bad, good, *bad]}).encode())

    assert school.launches().status == 303
    for kid in ("short", "odd", "long", "even", "zero", "curve", "weak"):
        refused(school.launches(header={"kid": kid}), Refusal.KEY_UNKNOWN)


def test_brightspace_may_change_its_keys_each_hour_and_forbid_keeping_them(
    school: Doorstep, own_server: KeyServer
) -> None:
    for hour in range(3):
        fresh = new_key()
        school.platform.keys, school.platform.kid = {f"hour-{hour}": fresh}, f"hour-{hour}"
        own_server.answers(
            school.platform.jwks_url, {"keys": [jwk_of(fresh, f"hour-{hour}")]}, cache_control="no-cache, no-store"
        )
        assert [school.launches().status for _ in range(3)] == [303] * 3
        school.tool.clock.moves_on(hours=1)

    assert len(own_server.asked) == 3


def _mend(school: Doorstep, server: KeyServer) -> None:
    server.goes_down()
    server.comes_back()
    school.platform.publish()
