"""How often somebody may ask: counted by host, by pending login or by session.

Never by address alone: a school is one address. But a login is an unsigned request, and anybody may send one that names
a host. So a host's logins are counted by the address that they come from, and a flood shuts out the host for its own
address only. The bound for the host as a whole is ten times as high: it takes ten addresses at once to reach it, and it
is about as much as one process can do. What was refused for its address does not count for the host.

The public guide has no session, so it is counted by the address that asks. A school is one address, and all its staff
may open the guide in the same minute.

Behind a proxy every address is the proxy's unless SIGNPOST_PROXY_HOPS says how many there are. Then the two bounds are
one, the lower, which is still several times what the busiest host sends.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
import time
from collections.abc import Callable
from socket import AF_INET, AF_INET6, inet_pton

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests

from .public import is_public
from .session import COOKIE

# Requests a minute. A person reads a page before they answer it; a script does not. A pending login is one person's.
PER_SESSION = 240
# Logins of one host. The morning's rush on a host that many schools share is about twenty a second, from everywhere.
PER_ADDRESS = 6000
PER_HOST = 60_000
# Pages of the guide for one address, each page for itself: a large school on a training day, with room to spare.
PER_READERS = 1200
MINUTE = 60.0
OLDER_IN_NEWER = bytes(10) + b"\xff\xff"

LOGIN = "/lti/login"
NOTICES = "/lti/notices"
FREE = frozenset({None, "system.health", "system.ready", "system.static", "system.keys", "metrics.show"})


class Counts:
    """Counts in windows of time, in this process's memory.

    Launches are counted by their logins, so there are as many keys as launches in a minute. The stores of libraries
    look through all of them, or start a thread, each time; that was an eighth of a launch.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._counts: dict[tuple[str, str], tuple[int, float]] = {}
        self._next_sweep = 0.0

    def one_more(self, key: tuple[str, str], seconds: float) -> int:
        """How many there are with this one. A window of so many seconds begins with its first."""
        now = self._now()
        with self._lock:
            if now >= self._next_sweep:
                # Once in a window is enough: no key lies about for longer than two.
                self._counts = {each: entry for each, entry in self._counts.items() if entry[1] > now}
                self._next_sweep = now + seconds
            count, ends = self._counts.get(key, (0, 0.0))
            if ends <= now:
                count, ends = 0, now + seconds
            self._counts[key] = (count + 1, ends)
            return count + 1


def add_limits(app: Flask) -> None:
    """Count requests in this process. The pages that say "wait" are in errors.py and pages/lti.py."""
    app.config.setdefault("SIGNPOST_PER_SESSION", PER_SESSION)
    app.config.setdefault("SIGNPOST_PER_ADDRESS", PER_ADDRESS)
    app.config.setdefault("SIGNPOST_PER_HOST", PER_HOST)
    app.config.setdefault("SIGNPOST_PER_READERS", PER_READERS)
    counts = Counts()

    @app.before_request
    def count() -> None:
        if request.endpoint in FREE:
            return
        for who, limit in _askers():
            if counts.one_more((_hashed(who), str(request.endpoint)), MINUTE) > app.config[limit]:
                raise TooManyRequests


def _askers() -> tuple[tuple[str, str], ...]:
    """For whom this request counts, and by which limit."""
    given, path = request.form if request.method == "POST" else request.args, request.path
    if path == LOGIN:
        host = f"host {given.get('iss', '')} {given.get('client_id', '')}"
        return (f"{neighbourhood(request.remote_addr)} {host}", "SIGNPOST_PER_ADDRESS"), (host, "SIGNPOST_PER_HOST")
    if path == NOTICES:
        # No browser sends them, and no login comes before: all there is to count by is the address.
        return ((f"notices {neighbourhood(request.remote_addr)}", "SIGNPOST_PER_SESSION"),)
    if path.startswith("/lti/"):
        # Who launches is known only after the token was checked; one bucket for all would let one flood lock out
        # every school. So it is counted by the pending login.
        return ((f"login {given.get('state', '')} {path}", "SIGNPOST_PER_SESSION"),)
    if is_public(path):
        return ((f"readers {neighbourhood(request.remote_addr)}", "SIGNPOST_PER_READERS"),)
    return ((f"session {request.cookies.get(COOKIE, '')}", "SIGNPOST_PER_SESSION"),)


def _hashed(who: str) -> str:
    """The counter's keys are of no use to a reader."""
    return hashlib.sha256(who.encode("utf-8", "replace")).hexdigest()


def neighbourhood(address: str | None) -> str:
    """The addresses that one sender has: a single one of IPv4, and of IPv6 the half that a network is given whole."""
    given = (address or "").partition("%")[0]
    for family in (AF_INET, AF_INET6):
        with contextlib.suppress(OSError, ValueError):
            packed = inet_pton(family, given)
            # A server that listens for both kinds writes the older one inside the newer.
            return (packed.removeprefix(OLDER_IN_NEWER) if family is AF_INET6 else packed)[:8].hex()
    # From a socket in the file system, or a proxy that adds a port: all of those are one.
    return ""
