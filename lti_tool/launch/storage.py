"""LTI Platform Storage: a login's binding kept by the host's own page, where a framed browser keeps no cookie.

The message and who may hear it: https://www.imsglobal.org/spec/lti-cs-oidc/v0p1 and
https://www.imsglobal.org/spec/lti-pm-s/v0p1. The messages are sent by static/storage.js.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..system.clock import Clock
from ..system.database import Database
from ..system.ids import Ids
from ..tenants.hosts import Hosts
from ..tenants.model import Host
from .hosts import storage_origins
from .transactions import Transaction, Transactions

# The name of a frame in the host's page, or `_parent` for that page itself.
FRAME_NAME = re.compile(r"[A-Za-z0-9_.:-]{1,255}", re.ASCII)
KEY_PREFIX = "signpost."


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one login's binding lies in the host's page.

    Attributes:
        host: whose page it is.
        frame: the frame to ask, by the name that the login gave.
        origins: the only origins that are told anything, and whose answers count.
        key: the name of this binding, random for each login.
    """

    host: Host
    frame: str
    origins: tuple[str, ...]
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Deposit:
    """A new binding of a login, to be put on its shelf. It is known to no cookie, and it is not a token."""

    shelf: Shelf
    binding: str = field(repr=False)


class PlatformStorage:
    """Offers the host's storage to logins whose cookie was lost, and knows which logins have gone that way."""

    def __init__(self, database: Database, clock: Clock, ids: Ids, hosts: Hosts) -> None:
        self._database = database
        self._ids = ids
        self._hosts = hosts
        self._transactions = Transactions(database, clock)

    def offer(self, state: str) -> Deposit | None:
        """Bind the login anew, to what the host's page is to keep; None if its host offers no storage.

        Raises:
            LaunchRefused: the login is over, or never was.
        """
        shelf = self._shelf(self._transactions.pending(state), KEY_PREFIX + self._ids.new())
        if shelf is None:
            return None
        deposit = Deposit(shelf, self._ids.token())
        self._transactions.rebind(state, deposit.binding, storage_key=shelf.key)
        return deposit

    def shelf_of(self, state: str) -> Shelf | None:
        """Where to find the binding of a login that went by the host's storage and waits for its launch."""
        login = self._transactions.awaited(state)
        if login is None or login.storage_key is None:
            return None
        return self._shelf(login, login.storage_key)

    def trial(self, host: Host, target: str | None) -> Shelf | None:
        """Where a value without meaning may be put, to try whether the host keeps it; None if it offers no storage."""
        return _shelf_at(host, target, KEY_PREFIX + self._ids.new())

    def _shelf(self, login: Transaction, key: str) -> Shelf | None:
        if login.storage_target is None:
            return None
        with self._database.looking() as db:
            host = self._hosts.get(db, login.host_id)
        return _shelf_at(host, login.storage_target, key)


def _shelf_at(host: Host, target: str | None, key: str) -> Shelf | None:
    origins = storage_origins(host)
    if target is None or not FRAME_NAME.fullmatch(target) or not origins:
        return None
    return Shelf(host, target, origins, key)
