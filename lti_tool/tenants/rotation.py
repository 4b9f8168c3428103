"""Gives us new signing keys, on schedule and on demand. Each change is one transaction."""

from __future__ import annotations

from dataclasses import dataclass

from ..system.clock import Clock
from ..system.database import Database
from .install import InstallRefused
from .key_times import Life, Stage, is_due, signing
from .keys import SigningKeys


@dataclass(frozen=True, slots=True)
class Rotation:
    """Adds keys and throws away the ones that have ended. When each signs, `key_times` says."""

    database: Database
    keys: SigningKeys
    clock: Clock

    def lives(self) -> list[Life]:
        """Every key there is, newest first."""
        with self.database.looking() as db:
            return self.keys.lives(db)

    def rotate(self) -> Life:
        """Publish a new key, which signs once every host has had time to see it. Raises InstallRefused."""
        now = self.clock.now()
        with self.database.transaction() as db:
            self.keys.take_turn(db)
            known = self.keys.lives(db)
            if known and signing(known, now) is not known[0]:
                raise InstallRefused(
                    f"A new key is published already, and signs from {known[0].signs_from:%Y-%m-%d %H:%M} UTC. Nothing "
                    "was changed. If a key has leaked, say --leaked."
                )
            self.keys.forget_gone(db)
            return self._added(self.keys.add(db).kid, self.keys.lives(db))

    def replace_leaked(self) -> Life:
        """A new key that signs at once, and none beside it: what somebody else holds must be good for nothing."""
        with self.database.transaction() as db:
            self.keys.take_turn(db)
            kid = self.keys.add(db).kid
            self.keys.forget_all_but(db, kid)
            return self._added(kid, self.keys.lives(db))

    def when_due(self) -> int:
        """Add a key if the newest is old enough, throw away those that have ended; how many keys were concerned."""
        with self.database.looking() as db:
            known = self.keys.lives(db)
        now = self.clock.now()
        if not is_due(known, now) and all(life.stage(now) is not Stage.GONE for life in known):
            return 0
        with self.database.transaction() as db:
            self.keys.take_turn(db)
            count = self.keys.forget_gone(db)
            # Asked again: another process may have been a moment quicker.
            if is_due(self.keys.lives(db), now):
                self.keys.add(db)
                count += 1
            return count

    @staticmethod
    def _added(kid: str, known: list[Life]) -> Life:
        return next(life for life in known if life.kid == kid)
