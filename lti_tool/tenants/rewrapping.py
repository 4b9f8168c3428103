"""Wraps every key anew with the newest master key, one transaction a key.

Stopped at any moment, each key is wrapped by the one or by the other, and both open. So it can be run again until
nothing is left to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.engine import Connection

from ..system.crypto import CannotDecrypt, MasterKeys, WrappedBy
from ..system.database import Database


class Wrapped(Protocol):
    """A kind of key that lies wrapped in rows: the tenants' data keys, our signing keys."""

    def wrapped(self, db: Connection) -> dict[str, bytes]:
        """Every key by the id of its row, as the row keeps it."""
        ...

    def rewrap(self, db: Connection, row_id: str, wrapped: bytes, /) -> bool:
        """Wrap one with the newest master key. False: it is not what it was. Raises CannotDecrypt."""
        ...


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How many keys are wrapped by which master key."""

    newest: int
    older: int
    none: int


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """What was done.

    Attributes:
        count: how many keys were wrapped anew.
        stuck: the rows whose key opens with no master key. They are as they were.
        overwritten: whether the database's log holds nothing of the old ones any more.
    """

    count: int
    stuck: tuple[str, ...]
    overwritten: bool


@dataclass(frozen=True, slots=True)
class Rewrapping:
    """Takes the keys of every kind from older master keys to the newest."""

    database: Database
    master_keys: MasterKeys
    kinds: tuple[Wrapped, ...]

    def wrapping(self) -> Wrapping:
        """How many keys are wrapped by the newest master key, by an older one, and by none that is here."""
        found = [self.master_keys.wrapped_by(each) for kind in self.kinds for each in self._wrapped(kind).values()]
        return Wrapping(*(found.count(by) for by in (WrappedBy.NEWEST, WrappedBy.OLDER, WrappedBy.NONE)))

    def rewrap(self) -> Rewrapped:
        """Wrap anew whatever is not wrapped by the newest master key."""
        count, stuck = 0, []
        for kind in self.kinds:
            for row_id, wrapped in self._wrapped(kind).items():
                if self.master_keys.wrapped_by(wrapped) is WrappedBy.NEWEST:
                    continue
                try:
                    with self.database.transaction() as db:
                        count += kind.rewrap(db, row_id, wrapped)
                except CannotDecrypt:
                    stuck.append(row_id)
        # With the old master key, what is left in the log would still open.
        return Rewrapped(count, tuple(stuck), self.database.overwrite_deleted())

    def _wrapped(self, kind: Wrapped) -> dict[str, bytes]:
        with self.database.looking() as db:
            return kind.wrapped(db)
