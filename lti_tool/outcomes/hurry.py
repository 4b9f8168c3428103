"""Calls while a person waits: each has a short time, and all together have one too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from ..system.clock import Clock
from ..system.database import Database
from ..system.http import CallFailed, Patience, Reply
from ..system.ids import Ids
from ..tenants.keys import SigningKeys
from .connector import Calls, Connectors

# For `Http`: how long one call may take.
PATIENCE = Patience(connect=3.05, read=4.0, total=5.0)
# When this is over no further call is begun, so a test ends within it and one call more.
ALTOGETHER = timedelta(seconds=15)


class Hurried:
    """Plays Http until its time is over. After that every call fails unmade.

    Attributes:
        cut_short: whether a call was not made for want of time.
    """

    def __init__(self, http: Calls, clock: Clock) -> None:
        self._http = http
        self._clock = clock
        self._ends = clock.now() + ALTOGETHER
        self.cut_short = False

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        """GET `url`. Raises CallRefused, CallFailed."""
        self._check()
        return self._http.get(url, headers)

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """POST `body` to `url`. Raises CallRefused, CallFailed."""
        self._check()
        return self._http.post(url, body, headers)

    def put(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """PUT `body` to `url`. Raises CallRefused, CallFailed."""
        self._check()
        return self._http.put(url, body, headers)

    def may_be_private(self, url: str) -> bool:
        """Whether `url` leads to a host that may have a private address. Raises CallRefused."""
        return self._http.may_be_private(url)

    def _check(self) -> None:
        if self._clock.now() >= self._ends:
            self.cut_short = True
            raise CallFailed("no time is left", sent=False)


@dataclass(frozen=True, slots=True)
class Hurry:
    """Lets calls begin while a person waits.

    Attributes:
        http: with a short patience (`PATIENCE`).
    """

    database: Database
    keys: SigningKeys
    http: Calls
    clock: Clock
    ids: Ids

    def begin(self) -> tuple[Hurried, Connectors]:
        """From now on the time runs.

        Tokens are asked for anew: one that was kept from before says nothing of now, and may be for fewer scopes.
        """
        http = Hurried(self.http, self.clock)
        return http, Connectors(self.database, self.keys, http, self.clock, self.ids)
