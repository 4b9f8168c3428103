"""Tickets: a session that has no cookie in a frame, carried once into a window where it can have one.

A ticket carries a session that a launch has bound already; it signs nobody in by itself. It lasts for a minute, is
used up by one statement, and is stored as a hash.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from ..system.clock import Clock
from ..system.database import Database
from ..system.ids import Ids, hash_of
from .tables import tickets

LIFETIME = timedelta(seconds=60)


class Tickets:
    """Issues tickets and takes each of them back once."""

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids

    def issue(self, facts: Mapping[str, Any]) -> str:
        """A ticket for the session that holds `facts`. It is known to whoever is given it, and to nobody else."""
        ticket = self._ids.token()
        row = {
            "ticket_hash": hash_of(ticket),
            "facts": json.dumps(dict(facts), separators=(",", ":")),
            "expires_at": self._clock.now() + LIFETIME,
        }
        with self._database.quick_transaction() as db:
            db.execute(tickets.insert().values(**row))
        return ticket

    def redeem(self, ticket: str) -> dict[str, Any] | None:
        """The facts of the session; None if the ticket is unknown, used or too old. Of two at once one gets them."""
        now = self._clock.now()
        usable = (tickets.c.ticket_hash == hash_of(ticket), tickets.c.used_at.is_(None), tickets.c.expires_at > now)
        use = tickets.update().where(*usable).values(used_at=now).returning(tickets.c.facts)
        with self._database.quick_transaction() as db:
            facts = db.execute(use).scalar_one_or_none()
        return None if facts is None else dict(json.loads(facts))

    def clean_up(self) -> int:
        """Delete the tickets that are too old to be used; gives how many."""
        with self._database.quick_transaction() as db:
            return db.execute(tickets.delete().where(tickets.c.expires_at < self._clock.now())).rowcount
