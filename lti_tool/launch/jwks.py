"""The hosts' public keys: fetched rarely, kept as parsed objects, and never a reason to hang.

Brightspace changes its keys about every hour and forbids caching, so an unknown key id fetches once more, but at most
once a minute, or a stranger could make us call a host at will.
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
from ..system.http import CallFailed, CallRefused, Reply
from ..tenants.model import Host
from .public_keys import NotAKeySet, read_key_set
from .refusals import LaunchRefused, Refusal

SHORTEST = timedelta(minutes=1)
USUAL = timedelta(hours=1)
LONGEST = timedelta(hours=24)
# After a failure, how long the keys of last time serve before the next try, and how long they may serve at all.
UNTIL_NEXT_TRY = timedelta(minutes=1)
MOST_STALE = timedelta(hours=24)
# Without any key each launch may try again, but not each second.
UNTIL_NEXT_TRY_WITHOUT_KEYS = timedelta(seconds=5)
BETWEEN_REFETCHES = timedelta(minutes=1)
MOST_BYTES = 256 * 1024
WAIT_FOR_ANOTHER_FETCH = 10.0
MAX_AGE = re.compile(r"max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
NO_CACHE = re.compile(r"no-store|no-cache", re.IGNORECASE)


class Fetches(Protocol):
    """What is needed of `system.http.Http`."""

    def get(self, url: str, headers: Mapping[str, str] | None = None, most_bytes: int = ...) -> Reply:
        """GET `url`. Raises CallRefused, CallFailed."""
        ...


@dataclass(slots=True)
class _Shelf:
    """The keys of one host. Changed only by whoever holds the lock."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    keys: Mapping[str, rsa.RSAPublicKey] = field(default_factory=dict)
    fresh_until: datetime | None = None
    usable_until: datetime | None = None
    next_refetch: datetime | None = None

    def is_fresh(self, now: datetime) -> bool:
        return self.fresh_until is not None and now < self.fresh_until

    def is_usable(self, now: datetime) -> bool:
        return bool(self.keys) and self.usable_until is not None and now < self.usable_until

    def usable(self, key_id: str, now: datetime) -> rsa.RSAPublicKey | None:
        return self.keys.get(key_id) if self.is_usable(now) else None

    def may_refetch(self, now: datetime) -> bool:
        return self.next_refetch is None or now >= self.next_refetch


class KeySets:
    """The key sets of all hosts, kept apart by our own host id."""

    def __init__(self, http: Fetches, clock: Clock) -> None:
        self._http = http
        self._clock = clock
        self._shelves: dict[str, _Shelf] = {}
        self._shelves_lock = threading.Lock()

    def key(self, host: Host, key_id: str) -> rsa.RSAPublicKey:
        """The host's key with this id. Raises LaunchRefused."""
        shelf = self._shelf(host)
        now = self._clock.now()
        found = shelf.usable(key_id, now)
        if found is not None and shelf.is_fresh(now):
            return found
        # One fetch at a time for a host; whoever waits meanwhile uses what there is.
        waits = 0.0 if found is not None else WAIT_FOR_ANOTHER_FETCH
        if shelf.lock.acquire(timeout=waits):
            try:
                self._renew(host, shelf, key_id)
            finally:
                shelf.lock.release()
        return _taken_from(shelf, key_id, now)

    def _shelf(self, host: Host) -> _Shelf:
        with self._shelves_lock:
            return self._shelves.setdefault(host.id, _Shelf())

    def _renew(self, host: Host, shelf: _Shelf, key_id: str) -> None:
        """Fetch when the keys are stale, or once more when they do not hold this one."""
        now = self._clock.now()
        if not shelf.is_fresh(now):
            self._fetch(host, shelf, now)
        elif key_id not in shelf.keys and shelf.may_refetch(now):
            shelf.next_refetch = now + BETWEEN_REFETCHES
            self._fetch(host, shelf, now)

    def _fetch(self, host: Host, shelf: _Shelf, now: datetime) -> None:
        try:
            reply = self._http.get(host.jwks_url, {"Accept": "application/json"}, MOST_BYTES)
            keys = _keys_in(reply)
        except (CallRefused, CallFailed, NotAKeySet):
            pause = UNTIL_NEXT_TRY if shelf.keys else UNTIL_NEXT_TRY_WITHOUT_KEYS
            shelf.fresh_until = now + pause
            return
        shelf.keys = keys
        shelf.fresh_until = now + _lifetime(reply.headers)
        shelf.usable_until = shelf.fresh_until + MOST_STALE


def _taken_from(shelf: _Shelf, key_id: str, now: datetime) -> rsa.RSAPublicKey:
    found = shelf.usable(key_id, now)
    if found is not None:
        return found
    raise LaunchRefused(Refusal.KEY_UNKNOWN if shelf.is_usable(now) else Refusal.KEYS_UNAVAILABLE)


def _keys_in(reply: Reply) -> dict[str, rsa.RSAPublicKey]:
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
