"""What this process has answered, counted in its memory by a few fixed words: never by a school, a person or a case."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

# Seconds. The aim for a page is 10 ms; a host's keys may hold a launch up for some seconds.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

# Pages of people are one word together. Only a case that cannot wait has some of them, and only the head opens others:
# counted apart, a number would say that there is such a case.
PAGES = "pages"
NONE = "none"
BY_NAME = {
    "lti.login": "login",
    "lti.returned": "login",
    "lti.window": "login",
    "storage.kept": "login",
    "lti.launch": "launch",
    "storage.arrive": "launch",
    "system.keys": "keys",
    "system.static": "static",
    "system.health": "health",
    "system.ready": "ready",
    "metrics.show": "metrics",
}


@dataclass
class Durations:
    """How long requests took: how many in each span, and all of it together."""

    spans: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0

    def up_to(self) -> Iterable[tuple[str, int]]:
        """How many took no longer than each bound, and at last all."""
        total = 0
        for bound, count in zip((*map(str, BOUNDS), "+Inf"), self.spans, strict=True):
            total += count
            yield bound, total


class Tally:
    """Counted by many threads, read by one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: Counter[tuple[str, str]] = Counter()
        self._refusals: Counter[str] = Counter()
        self._durations: dict[str, Durations] = {}

    def request(self, endpoint: str | None, status: int, seconds: float) -> None:
        """One more request that was answered."""
        word = word_for(endpoint)
        with self._lock:
            self._requests[word, f"{status // 100}xx"] += 1
            durations = self._durations.setdefault(word, Durations())
            durations.spans[bisect_left(BOUNDS, seconds)] += 1
            durations.seconds += seconds

    def refusal(self, reason: str) -> None:
        """One more launch that was refused, by the fixed word for why."""
        with self._lock:
            self._refusals[reason] += 1

    def read(self) -> tuple[dict[tuple[str, str], int], dict[str, int], dict[str, Durations]]:
        """Requests, refusals and durations as they are at this moment."""
        with self._lock:
            durations = {word: Durations([*each.spans], each.seconds) for word, each in self._durations.items()}
            return dict(self._requests), dict(self._refusals), durations


def word_for(endpoint: str | None) -> str:
    """Under which word a request is counted."""
    return NONE if endpoint is None else BY_NAME.get(endpoint, PAGES)
