"""How often somebody may ask. Counted by host or by session, never by address alone: a school is one address."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests

from .session import COOKIE

# Requests a minute. A person reads a page before they answer it; a script does not.
PER_SESSION = 240
# The morning's rush on a host that many schools share is about twenty launches a second.
PER_HOST = 6000
MINUTE = 60.0

LOGIN = "/lti/login"
FREE = frozenset({None, "system.health", "system.ready", "system.static", "system.keys"})


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
    """Count requests in this process. The page that says "wait" is in errors.py."""
    app.config.setdefault("SIGNPOST_PER_SESSION", PER_SESSION)
    app.config.setdefault("SIGNPOST_PER_HOST", PER_HOST)
    counts = Counts()

    @app.before_request
    def count() -> None:
        if request.endpoint in FREE:
            return
        most = app.config["SIGNPOST_PER_HOST" if _is_lti() else "SIGNPOST_PER_SESSION"]
        if counts.one_more((_asker(), str(request.endpoint)), MINUTE) > most:
            raise TooManyRequests


def _asker() -> str:
    """Whom this request counts for. Everything is hashed: the counter's keys are of no use to a reader."""
    given = request.form if request.method == "POST" else request.args
    if request.path == LOGIN:
        who = f"host {given.get('iss', '')} {given.get('client_id', '')}"
    elif _is_lti():
        # Who launches is known only after the token was checked; one bucket for all would let one flood lock out
        # every school. So it is counted by the pending login.
        who = f"login {given.get('state', '')} {request.path}"
    else:
        who = f"session {request.cookies.get(COOKIE, '')}"
    return hashlib.sha256(who.encode("utf-8", "replace")).hexdigest()


def _is_lti() -> bool:
    return request.path.startswith("/lti/")
