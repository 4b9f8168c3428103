"""The one fake of time: it stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class SettableClock:
    """A clock that a test moves by hand."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def moves_on(self, **amount: float) -> None:
        """`clock.moves_on(minutes=10)`."""
        self._now += timedelta(**amount)
