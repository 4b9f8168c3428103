"""What `signpost doctor` can only learn by asking: ourselves through the proxy, and each host."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from ..system.clock import Clock
from ..system.database import Database
from ..system.http import CallFailed, CallRefused, Http, Reply
from ..system.settings import Settings
from .doctor import Finding
from .hosts import Hosts
from .model import Host

# A token assertion is dated 30 s back, and a launch may be a minute off: nearer than that nothing breaks.
MOST_SKEW_SECONDS = 30
SECONDS = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Outside:
    """Calls our own base URL, and every host's key set and token URL."""

    http: Http
    database: Database
    hosts: Hosts
    settings: Settings
    clock: Clock

    def examine(self) -> list[Finding]:
        """What answers, whether the proxy is set right, and whether clocks agree."""
        with self.database.reading() as db:
            hosts = self.hosts.all(db)
        return [*self._ourselves(), *(finding for host in hosts for finding in self._host(host))]

    def _ourselves(self) -> Iterator[Finding]:
        url = f"{self.settings.base_url}/health"
        try:
            reply = self.http.get(url)
        except CallRefused:
            advice = "It has a private address, so it cannot be tried from here. Open /health in a browser."
            yield Finding("base URL", False, advice)
            return
        except CallFailed:
            yield Finding("base URL", False, f"Nothing answers at {url}. Is `signpost serve` running behind it?")
            return
        seen = _members(reply)
        ours = seen.get("status") == "ok"
        yield Finding("base URL", ours, "" if ours else f"Something else answers at {url}. Check SIGNPOST_BASE_URL.")
        if ours and self.settings.base_url.startswith("https:"):
            right = seen.get("https") is True
            advice = (
                "The tool sees http behind your proxy. Set SIGNPOST_PROXY_HOPS, and X-Forwarded-Proto in the proxy."
            )
            yield Finding("proxy hops", right, "" if right else advice)

    def _host(self, host: Host) -> Iterator[Finding]:
        keys = self._reached(f"host {host.id}: key set", host.jwks_url, "No launch from there can be checked.")
        if isinstance(keys, Finding):
            yield keys
        else:
            good = keys.status == 200 and isinstance(_members(keys).get("keys"), list)
            advice = "It answers, but not with keys. Check --jwks-url."
            yield Finding(f"host {host.id}: key set", good, "" if good else advice)
            yield from self._clock(host, keys)
        what = f"host {host.id}: token URL"
        # A GET asks for no token. Whatever the host says to it, somebody is there.
        token = self._reached(what, host.token_url, "No receipt can be posted there.")
        yield token if isinstance(token, Finding) else Finding(what, True)

    def _reached(self, what: str, url: str, loss: str) -> Reply | Finding:
        """What answers at `url`; or the finding that nothing does, with what that costs."""
        try:
            return self.http.get(url, {"Accept": "application/json"})
        except CallRefused as refusal:
            return Finding(what, False, f"It is not called: {refusal}.")
        except CallFailed:
            return Finding(what, False, f"It does not answer. {loss} Ask its administrator.")

    def _clock(self, host: Host, reply: Reply) -> Iterator[Finding]:
        if (skew := skew_of(reply, self.clock.now())) is not None:
            agrees = abs(skew) <= MOST_SKEW_SECONDS
            advice = f"Its clock and ours differ by {abs(skew):.0f} seconds. Set ours with NTP."
            yield Finding(f"host {host.id}: clock", agrees, "" if agrees else advice)


def skew_of(reply: Reply, now: datetime) -> float | None:
    """Seconds that the host's clock is ahead of ours, by its Date header (RFC 9110, 6.6.1)."""
    try:
        theirs = parsedate_to_datetime(reply.headers.get("Date", ""))
    except (TypeError, ValueError, OverflowError):
        return None
    return None if theirs.tzinfo is None else (theirs - now).total_seconds() + _age(reply)


def _age(reply: Reply) -> int:
    """Seconds since the answer was dated: a cache gives it with the date at which it got it (RFC 9111, 5.1)."""
    age = reply.headers.get("Age", "").strip()
    return int(age) if SECONDS.fullmatch(age) else 0


def _members(reply: Reply) -> Mapping[str, object]:
    try:
        found = json.loads(reply.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
