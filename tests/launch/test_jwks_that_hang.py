"""A host that answers late or never: few threads wait for it, not for long, and no other host's launch does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.launch.jwks import LONGEST_WAIT, PATIENCE, KeySets
from lti_tool.launch.refusals import LaunchRefused, Refusal
from lti_tool.system.http import CallFailed
from lti_tool.tenants.model import Host
from tests.clock import SettableClock
from tests.launch.arrivals import host_of
from tests.launch.platform import Network, Platform, jwk_of

AT_ONCE = 0.75
LONG = 10
Fetch = Future[rsa.RSAPublicKey]


class SlowNetwork(Network):
    """A network on which some addresses keep the caller waiting until they are let go."""

    def __init__(self) -> None:
        super().__init__()
        self._reached: dict[str, Event] = {}
        self._let_go: dict[str, Event] = {}

    def hangs(self, host: Host) -> None:
        self._reached[host.jwks_url], self._let_go[host.jwks_url] = Event(), Event()

    def is_reached(self, host: Host) -> bool:
        """Wait until somebody has called."""
        return self._reached[host.jwks_url].wait(LONG)

    def lets_go(self, host: Host) -> None:
        self._let_go[host.jwks_url].set()

    def lets_all_go(self) -> None:
        for event in self._let_go.values():
            event.set()

    def get(self, url: str, *more: Any) -> Any:
        if url in self._reached:
            self._reached[url].set()
            self._let_go[url].wait(LONG)
        return super().get(url, *more)


class Hall:
    """Several hosts with the same key on a slow network, and threads in which launches ask for it."""

    def __init__(self, clock: SettableClock, key: rsa.RSAPrivateKey, threads: ThreadPoolExecutor) -> None:
        self.network, self.clock = SlowNetwork(), clock
        self.keys = KeySets(self.network, clock)
        self._key, self._threads = key, threads

    def host(self, name: str) -> Host:
        network: Any = self.network
        platform = Platform(network, self.clock, {"key-1": self._key}, issuer=f"https://{name}.example")
        return host_of(platform, id=name)

    def silent(self, name: str) -> tuple[Host, Fetch]:
        """A host that says nothing, and the launch that has begun to ask it."""
        host = self.host(name)
        self.network.hangs(host)
        asking = self.asks(host)
        assert self.network.is_reached(host)
        return host, asking

    def asks(self, host: Host, kid: str = "key-1") -> Fetch:
        """A launch in a thread of its own."""
        return self._threads.submit(self.keys.key, host, kid)

    def refuses(self, host: Host, kid: str = "key-1") -> Refusal:
        with pytest.raises(LaunchRefused) as refusal:
            self.keys.key(host, kid)
        return refusal.value.reason

    def calls(self, host: Host) -> int:
        return self.network.asked.count(host.jwks_url)


@pytest.fixture
def hall(clock: SettableClock, key: rsa.RSAPrivateKey) -> Iterator[Hall]:
    with ThreadPoolExecutor(16) as threads:
        made = Hall(clock, key, threads)
        yield made
        made.network.lets_all_go()


@contextmanager
def at_once() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < AT_ONCE


def test_a_slow_host_is_called_once_and_keeps_no_other_host_waiting(hall: Hall) -> None:
    slow, first = hall.silent("slow")
    second = hall.asks(slow)

    with at_once():
        assert hall.keys.key(hall.host("quick"), "key-1")

    hall.network.lets_go(slow)
    assert first.result(LONG) is second.result(LONG)
    assert hall.calls(slow) == 1


def test_who_waits_for_another_fetch_has_soon_waited_long_enough(hall: Hall) -> None:
    silent, _asking = hall.silent("silent")
    began = time.monotonic()

    assert hall.refuses(silent) is Refusal.KEYS_UNAVAILABLE

    assert time.monotonic() - began < LONGEST_WAIT.total_seconds() + AT_ONCE


def test_who_comes_later_than_that_is_refused_at_once(hall: Hall, clock: SettableClock) -> None:
    silent, _asking = hall.silent("silent")
    clock.moves_on(seconds=1.5)

    with at_once():
        assert [hall.refuses(silent) for _ in range(16)] == [Refusal.KEYS_UNAVAILABLE] * 16


def test_the_keys_of_last_time_serve_everybody_but_the_one_who_asks(hall: Hall, clock: SettableClock) -> None:
    host = hall.host("slow")
    known = hall.keys.key(host, "key-1")
    clock.moves_on(hours=2)
    hall.network.hangs(host)
    hall.asks(host)
    assert hall.network.is_reached(host)

    with at_once():
        assert all(hall.keys.key(host, "key-1") is known for _ in range(16))


def test_two_silent_hosts_leave_the_other_threads_alone(hall: Hall, clock: SettableClock) -> None:
    known, unknown = hall.host("known"), hall.host("unknown")
    hall.keys.key(known, "key-1")
    clock.moves_on(hours=2)
    (silent, asking), _other = hall.silent("one"), hall.silent("two")
    clock.moves_on(seconds=1.5)

    with at_once():
        assert hall.keys.key(known, "key-1")
        assert hall.refuses(unknown) is Refusal.KEYS_UNAVAILABLE
    assert (hall.calls(known), hall.calls(unknown)) == (1, 0)

    hall.network.lets_go(silent)
    assert asking.result(LONG)
    assert hall.keys.key(unknown, "key-1")


def test_who_finds_two_fetches_on_their_way_waits_for_a_turn(hall: Hall) -> None:
    (first, _), _second = hall.silent("one"), hall.silent("two")
    third = hall.asks(hall.host("three"))

    hall.network.lets_go(first)

    assert third.result(LONG)


def test_a_clock_that_is_put_back_makes_nobody_wait_longer(hall: Hall, clock: SettableClock) -> None:
    silent, _asking = hall.silent("silent")
    clock.moves_on(hours=-1)
    began = time.monotonic()

    hall.refuses(silent)

    assert time.monotonic() - began < LONGEST_WAIT.total_seconds() + AT_ONCE


def test_a_rotation_at_full_speed_refuses_nobody_and_costs_one_fetch(hall: Hall, other_key: rsa.RSAPrivateKey) -> None:
    host = hall.host("brightspace")
    hall.keys.key(host, "key-1")
    hall.network.answers(host.jwks_url, {"keys": [jwk_of(other_key, "key-2")]})
    hall.network.hangs(host)

    arriving = [hall.asks(host, "key-2") for _ in range(12)]
    assert hall.network.is_reached(host)
    hall.network.lets_go(host)
    arriving += [hall.asks(host, "key-2") for _ in range(12)]

    assert all(each.result(LONG) == other_key.public_key() for each in arriving)
    assert hall.calls(host) == 2


class LateNetwork(Network):
    """A network whose every answer comes after six seconds, and is none."""

    def __init__(self, clock: SettableClock) -> None:
        super().__init__()
        self._clock = clock

    def get(self, url: str, *_more: Any) -> Any:
        self.asked.append(url)
        self._clock.moves_on(seconds=6)
        raise CallFailed("the answer took too long", sent=True)


def test_a_host_that_keeps_us_waiting_is_left_alone_afterwards_and_for_longer_each_time(
    platform: Platform, clock: SettableClock
) -> None:
    network, host, pauses = LateNetwork(clock), host_of(platform, id="silent"), []
    keys = KeySets(network, clock)

    for number in range(1, 8):
        ended = clock.now()
        while len(network.asked) < number:
            begins = clock.now()
            with pytest.raises(LaunchRefused):
                keys.key(host, "key-1")
            clock.moves_on(seconds=0 if len(network.asked) == number else 1)
        pauses.append((begins - ended).total_seconds())

    assert pauses == [0, 5, 10, 20, 40, 60, 60]


def test_an_unknown_key_id_calls_no_host_that_has_just_kept_us_waiting(hall: Hall) -> None:
    host = hall.host("silent")
    hall.keys.key(host, "key-1")
    hall.clock.moves_on(hours=2)
    hall.network.is_down(host.jwks_url, sent=True)

    assert hall.keys.key(host, "key-1")
    assert [hall.refuses(host, f"flood-{number}") for number in range(9)] == [Refusal.KEY_UNKNOWN] * 9
    assert hall.calls(host) == 2


def test_one_call_for_keys_takes_six_seconds_at_most() -> None:
    assert PATIENCE.connect + PATIENCE.read <= PATIENCE.total + 0.1
    assert PATIENCE.total == 6
