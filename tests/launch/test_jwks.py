"""The hosts' keys: cached, renewed when they change, and never a reason to hang or to call without end."""

import pytest
import responses
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.launch.jwks import KeySets
from lti_tool.launch.refusals import LaunchRefused, Refusal
from lti_tool.system.http import Http
from lti_tool.system.settings import Settings
from lti_tool.tenants.model import Host
from tests.clock import SettableClock
from tests.launch.arrivals import host_of
from tests.launch.platform import Network, Platform, jwk_of


@pytest.fixture
def keys(network: Network, clock: SettableClock) -> KeySets:
    return KeySets(network, clock)


@pytest.fixture
def host(platform: Platform) -> Host:
    return host_of(platform, id="h1")


def refused(keys: KeySets, host: Host, kid: str = "key-1") -> Refusal:
    with pytest.raises(LaunchRefused) as refusal:
        keys.key(host, kid)
    return refusal.value.reason


def rotate(platform: Platform, key: rsa.RSAPrivateKey, kid: str) -> None:
    platform.keys = {kid: key}
    platform.publish()


def test_a_key_is_fetched_once_and_kept_as_an_object(keys: KeySets, host: Host, network: Network) -> None:
    first = keys.key(host, "key-1")

    assert keys.key(host, "key-1") is first
    assert len(network.asked) == 1


@pytest.mark.parametrize(
    ("control", "seconds"),
    [
        ("max-age=3600", 3600),
        ("public, Max-Age=7200", 7200),
        ("max-age=0", 60),
        ("max-age=5", 60),
        ("max-age=999999999", 86400),
        ("max-age=99999999999999999999", 86400),
        ("no-cache, no-store", 60),
        ("max-age=3600, no-store", 60),
        ("max-age=soon", 3600),
        ("", 3600),
    ],
)
def test_cache_control_is_honoured_between_a_minute_and_a_day(
    keys: KeySets,
    host: Host,
    network: Network,
    clock: SettableClock,
    key: rsa.RSAPrivateKey,
    control: str,
    seconds: int,
) -> None:
    network.answers(host.jwks_url, {"keys": [jwk_of(key, "key-1")]}, cache_control=control)
    keys.key(host, "key-1")

    clock.moves_on(seconds=seconds - 1)
    keys.key(host, "key-1")
    assert len(network.asked) == 1

    clock.moves_on(seconds=1)
    keys.key(host, "key-1")
    assert len(network.asked) == 2


def test_a_rotated_key_is_found_at_once(
    keys: KeySets, host: Host, platform: Platform, network: Network, other_key: rsa.RSAPrivateKey
) -> None:
    keys.key(host, "key-1")
    rotate(platform, other_key, "key-2")

    assert keys.key(host, "key-2") == other_key.public_key()
    assert len(network.asked) == 2
    assert refused(keys, host, "key-1") is Refusal.KEY_UNKNOWN


def test_a_flood_of_unknown_key_ids_is_one_call_a_minute(
    keys: KeySets, host: Host, network: Network, clock: SettableClock
) -> None:
    for minute in range(3):
        for number in range(50):
            assert refused(keys, host, f"flood-{minute}-{number}") is Refusal.KEY_UNKNOWN
        clock.moves_on(minutes=1)

    # The first fetch finds the keys; then one a minute.
    assert len(network.asked) == 1 + 3


def test_a_host_that_is_down_gives_no_key(keys: KeySets, host: Host, network: Network) -> None:
    network.is_down(host.jwks_url)

    assert refused(keys, host) is Refusal.KEYS_UNAVAILABLE


def test_a_host_that_was_down_is_tried_again_soon_but_not_each_time(
    keys: KeySets, host: Host, network: Network, platform: Platform, clock: SettableClock
) -> None:
    network.is_down(host.jwks_url, sent=True)
    for _ in range(10):
        refused(keys, host)
    assert len(network.asked) <= 2

    platform.publish()
    clock.moves_on(seconds=5)
    assert keys.key(host, "key-1")


def test_keys_of_last_time_serve_while_the_host_is_down(
    keys: KeySets, host: Host, network: Network, clock: SettableClock
) -> None:
    keys.key(host, "key-1")
    network.is_down(host.jwks_url)

    clock.moves_on(hours=24)
    for _ in range(10):
        keys.key(host, "key-1")
    assert len(network.asked) == 2

    clock.moves_on(hours=2)
    assert refused(keys, host) is Refusal.KEYS_UNAVAILABLE


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"<html>Sign in</html>", 200),
        (b"", 200),
        (b"[]", 200),
        (b'[{"kty":"RSA"}]', 200),
        (b"null", 200),
        (b'{"keys": {}}', 200),
        (b'{"keys": "x"}', 200),
        (b"{}", 200),
        (b"\xff\xfe\x00", 200),
        (b"[" * 100_000, 200),
        (b" " * 300_000, 200),
        (b'{"keys": []}', 500),
        (b"", 302),
    ],
)
def test_an_answer_that_is_no_key_set_is_no_answer(
    keys: KeySets, host: Host, network: Network, clock: SettableClock, platform: Platform, body: bytes, status: int
) -> None:
    network.answers(host.jwks_url, body, status)
    assert refused(keys, host) is Refusal.KEYS_UNAVAILABLE

    clock.moves_on(minutes=1)
    platform.publish()
    assert keys.key(host, "key-1")

    network.answers(host.jwks_url, body, status)
    clock.moves_on(hours=2)
    assert keys.key(host, "key-1")


@responses.activate
def test_keys_come_over_the_real_client_too(
    host: Host, clock: SettableClock, key: rsa.RSAPrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    responses.get(host.jwks_url, json={"keys": [jwk_of(key, "key-1")]}, headers={"cache-control": "max-age=120"})
    keys = KeySets(Http(Settings("https://signpost.example", "x" * 32, ())), clock)

    keys.key(host, "key-1")
    clock.moves_on(seconds=119)
    keys.key(host, "key-1")
    assert len(responses.calls) == 1

    clock.moves_on(seconds=1)
    keys.key(host, "key-1")
    assert len(responses.calls) == 2
