"""When a signing key of ours is published, when it signs, and when it goes. Pure.

All of it follows from when each key was made, so there is no state that a killed process could leave half-changed: a
key is there or it is not.

A host keeps our key set for a while. We ask for an hour (web/pages/system.py), and a host may take a day, as we do with
theirs (launch/jwks.py). So everybody has seen a new key before it signs, and the one before stays until what it signed
has expired (after five minutes, outcomes/connector.py) and no copy of the set is older than the new key. A day would do
for each; two leave room for a host that could not reach us for one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from itertools import pairwise

EVERY = timedelta(days=90)
SEEN_AFTER = timedelta(hours=48)
KEPT_AFTER = timedelta(hours=48)


class Stage(Enum):
    """Where a key is in its life."""

    NEXT = "next"
    SIGNS = "signs"
    BEFORE = "before"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Life:
    """One key's life.

    Attributes:
        signs_until: when the next key takes over; None: none has been made.
    """

    kid: str
    made_at: datetime
    signs_from: datetime
    signs_until: datetime | None

    @property
    def published_until(self) -> datetime | None:
        """When it leaves the key set; None: not known yet."""
        return None if self.signs_until is None else self.signs_until + KEPT_AFTER

    def stage(self, now: datetime) -> Stage:
        """What it does now."""
        if self.published_until is not None and now >= self.published_until:
            return Stage.GONE
        if self.signs_until is not None and now >= self.signs_until:
            return Stage.BEFORE
        return Stage.SIGNS if now >= self.signs_from else Stage.NEXT


def lives(made: Iterable[tuple[str, datetime]]) -> list[Life]:
    """The life of every key, newest first.

    Args:
        made: each key's id, and when it was made. The oldest signs from the start: there was none before it.
    """
    ordered = sorted(made, key=lambda each: (each[1], each[0]))
    begins = [at if number == 0 else at + SEEN_AFTER for number, (_kid, at) in enumerate(ordered)]
    ends = [following for _own, following in pairwise(begins)]
    known = zip(ordered, begins, [*ends, None], strict=False)
    return [Life(kid, at, begin, end) for (kid, at), begin, end in known][::-1]


def signing(known: list[Life], now: datetime) -> Life | None:
    """The key that signs, of all there are, newest first. None: there is no key.

    The oldest does where a clock that was put back would leave none.
    """
    return next((life for life in known if now >= life.signs_from), known[-1] if known else None)


def published(known: list[Life], now: datetime) -> list[Life]:
    """The keys that hosts may need, newest first."""
    return [life for life in known if life.stage(now) is not Stage.GONE]


def is_due(known: list[Life], now: datetime) -> bool:
    """Whether it is time for a new key."""
    return bool(known) and now >= known[0].made_at + EVERY
