"""The hosts' public keys: fetched rarely, kept as parsed objects, and never a reason to hang.

Brightspace changes its keys about every hour and forbids caching, so an unknown key id fetches once more, but at most
once a minute, or a stranger could make us call a host at will.

A fetch takes one of the server's few threads for as long as the host likes to keep us waiting. So the wait is short, a
host is left alone for longer each time it fails, and most of the threads stay free for everybody else: few fetch at a
time, and nobody waits for them for long.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric import rsa

from ..system.clock import Clock
from ..system.http import CallFailed, CallRefused, Patience, Reply
from ..tenants.model import Host
from .public_keys import NotAKeySet, read_key_set
from .refusals import LaunchRefused, Refusal

SHORTEST = timedelta(minutes=1)
USUAL = timedelta(hours=1)
LONGEST = timedelta(hours=24)
# After a failure, how long the keys of last time serve before the next try, and how long they may serve at all.
UNTIL_NEXT_TRY = timedelta(minutes=1)
MOST_STALE = timedelta(hours=24)
# Without any key the next try is sooner, but after each failure in a row it is twice as far away.
UNTIL_NEXT_TRY_WITHOUT_KEYS = timedelta(seconds=5)
BETWEEN_REFETCHES = timedelta(minutes=1)
MOST_BYTES = 256 * 1024
# For `Http`: a person waits for this in front of an empty page.
PATIENCE = Patience(connect=3.05, read=3.0, total=6.0)
# Of all hosts together. Whoever could not be one of them is not made to wait for long, counted from its beginning.
MOST_FETCHES = 2
LONGEST_WAIT = timedelta(seconds=1.5)
MAX_AGE = re.compile(r"max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
NO_CACHE = re.compile(r"no-store|no-cache", re.IGNORECASE)


class Fetches(Protocol):
    """What is needed of `system.http.Http`."""

    def get(self, url: str, headers: Mapping[str, str] | None = None, most_bytes: int = ...) -> Reply:
        """GET `url`. Raises CallRefused, CallFailed."""
        ...


@dataclass(slots=True)
class _Shelf:
    """The keys of one host. Changed only by the one thread that fetches for this host."""

    keys: Mapping[str, rsa.RSAPublicKey] = field(default_factory=dict)
    fresh_until: datetime | None = None
    usable_until: datetime | None = None
    next_refetch: datetime | None = None
    failures: int = 0

    def is_fresh(self, now: datetime) -> bool:
        return self.fresh_until is not None and now < self.fresh_until

    def is_usable(self, now: datetime) -> bool:
        return bool(self.keys) and self.usable_until is not None and now < self.usable_until

    def usable(self, key_id: str, now: datetime) -> rsa.RSAPublicKey | None:
        return self.keys.get(key_id) if self.is_usable(now) else None

    def asks_for(self, key_id: str, now: datetime) -> bool:
        """Whether to fetch: the keys are stale, or do not hold this one and may be looked at once more."""
        if not self.is_fresh(now):
            return True
        return key_id not in self.keys and (self.next_refetch is None or now >= self.next_refetch)

    def put(self, keys: Mapping[str, rsa.RSAPublicKey], lifetime: timedelta, now: datetime) -> None:
        self.keys, self.failures = keys, 0
        self.fresh_until = now + lifetime
        self.usable_until = self.fresh_until + MOST_STALE

    def leave_alone(self, now: datetime) -> None:
        """After a failure: for a minute, or without keys for a few seconds and then for longer and longer."""
        pause = UNTIL_NEXT_TRY
        if not self.is_usable(now):
            pause = min(pause, UNTIL_NEXT_TRY_WITHOUT_KEYS * 2 ** min(self.failures, 10))
        self.failures += 1
        self.fresh_until = self.next_refetch = now + pause


class KeySets:
    """The key sets of all hosts, kept apart by our own host id."""

    def __init__(self, http: Fetches, clock: Clock) -> None:
        self._http = http
        self._clock = clock
        self._shelves: dict[str, _Shelf] = {}
        self._shelves_lock = threading.Lock()
        # Which hosts are being asked, and since when. Whoever ends a fetch wakes those who wait.
        self._fetching: dict[str, datetime] = {}
        self._turn = threading.Condition()

    def key(self, host: Host, key_id: str) -> rsa.RSAPublicKey:
        """The host's key with this id. Raises LaunchRefused."""
        shelf = self._shelf(host)
        now = self._clock.now()
        found = shelf.usable(key_id, now)
        if found is not None and shelf.is_fresh(now):
            return found
        if self._is_my_turn(host.id, shelf, key_id, waits=found is None):
            try:
                self._fetch(host, shelf)
            finally:
                self._end_turn(host.id)
        return _taken_from(shelf, key_id, self._clock.now())

    def _shelf(self, host: Host) -> _Shelf:
        with self._shelves_lock:
            return self._shelves.setdefault(host.id, _Shelf())

    def _is_my_turn(self, host_id: str, shelf: _Shelf, key_id: str, *, waits: bool) -> bool:
        """Whether this thread is to fetch. With a key of last time nobody waits for a better one."""

        def settled() -> bool:
            return self._is_free(host_id) or not shelf.asks_for(key_id, self._clock.now())

        with self._turn:
            if waits:
                self._turn.wait_for(settled, self._wait(host_id))
            now = self._clock.now()
            if not self._is_free(host_id) or not shelf.asks_for(key_id, now):
                return False
            self._fetching[host_id] = now
            return True

    def _is_free(self, host_id: str) -> bool:
        """One fetch at a time for a host, and few for all of them."""
        return host_id not in self._fetching and len(self._fetching) < MOST_FETCHES

    def _wait(self, host_id: str) -> float:
        """Seconds to wait: for this host's own fetch, else for the youngest, which is the one that may end soon."""
        now = self._clock.now()
        began = self._fetching.get(host_id) or max(self._fetching.values(), default=now)
        # A clock that was put back must not make anybody wait for longer.
        return min(max(began + LONGEST_WAIT - now, timedelta(0)), LONGEST_WAIT).total_seconds()

    def _end_turn(self, host_id: str) -> None:
        with self._turn:
            del self._fetching[host_id]
            self._turn.notify_all()

    def _fetch(self, host: Host, shelf: _Shelf) -> None:
        once_more = shelf.is_fresh(self._clock.now())
        try:
            reply = self._http.get(host.jwks_url, {"Accept": "application/json"}, MOST_BYTES)
            keys = keys_in(reply)
        except (CallRefused, CallFailed, NotAKeySet):
            # Counted from here: a host that keeps us waiting has used up any pause that began with the call.
            shelf.leave_alone(self._clock.now())
            return
        now = self._clock.now()
        if once_more:
            shelf.next_refetch = now + BETWEEN_REFETCHES
        shelf.put(keys, _lifetime(reply.headers), now)


def _taken_from(shelf: _Shelf, key_id: str, now: datetime) -> rsa.RSAPublicKey:
    found = shelf.usable(key_id, now)
    if found is not None:
        return found
    raise LaunchRefused(Refusal.KEY_UNKNOWN if shelf.is_usable(now) else Refusal.KEYS_UNAVAILABLE)


def keys_in(reply: Reply) -> dict[str, rsa.RSAPublicKey]:
    """The usable keys in a host's answer, by their ids. Raises NotAKeySet."""
    if reply.status != 200:
        raise NotAKeySet("the host did not answer with keys")
    try:
        return read_key_set(json.loads(reply.body))
    except (ValueError, RecursionError) as error:
        raise NotAKeySet("not JSON") from error


def _lifetime(headers: Mapping[str, str]) -> timedelta:
    """What Cache-Control asks for, within reason."""
    control = next((value for name, value in headers.items() if name.lower() == "cache-control"), "")
    if NO_CACHE.search(control):
        return SHORTEST
    asked = MAX_AGE.search(control)
    return min(max(timedelta(seconds=int(asked[1])), SHORTEST), LONGEST) if asked else USUAL
