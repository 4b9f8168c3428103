"""Throws away what has ended and nobody asks for any more: sessions, tickets, and what came from
hosts and was never finished. Signing keys too; and makes a new one when it is time.

A login that was never finished may hold the host's hint about a person, so this is done each minute.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from ..launch.deep_links import DeepLinks
from ..launch.login import Logins
from ..launch.notices import Notices
from ..system.clock import Clock
from ..system.log import get_logger
from ..tenants.rotation import Rotation
from .session import ServerSessions
from .tickets import Tickets

EVERY = timedelta(minutes=1)


class Housekeeping:
    """Done beside the deliveries, because that process runs all the time and nobody waits for it."""

    def __init__(
        self,
        logins: Logins,
        deep_links: DeepLinks,
        notices: Notices,
        sessions: ServerSessions,
        tickets: Tickets,
        rotation: Rotation,
        clock: Clock,
    ) -> None:
        self._logins = logins
        self._deep_links = deep_links
        self._notices = notices
        self._sessions = sessions
        self._tickets = tickets
        self._rotation = rotation
        self._clock = clock
        self._next: datetime | None = None

    def when_due(self) -> None:
        """Tidy up if the last time was long enough ago."""
        now = self._clock.now()
        if self._next is not None and now < self._next:
            return
        self._next = now + EVERY
        count = self._sessions.clean_up() + self._tickets.clean_up()
        count += self._logins.forget_old() + self._deep_links.forget_old() + self._notices.forget_old()
        if count:
            get_logger().info("tidied up", count=count)
        if keys := self._rotation.when_due():
            get_logger().info("signing keys changed", count=keys)
