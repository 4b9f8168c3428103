"""Courses that have asked what to place, between their question and our answer.

A row and not a hidden field: where the answer goes and what goes back with it was signed by the host, and no browser
may change either. Each is answered once, by the person who was asked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.crypto import Place
from ..system.database import Database
from ..system.ids import Ids
from ..system.settings import Settings
from ..tenants.hosts import Hosts
from ..tenants.keys import SigningKey, SigningKeys
from ..tenants.model import Staff
from ..tenants.tenants import Tenants
from .deep_link_answer import Answer, Item, signed
from .message import Launch
from .tables import deep_links

# As long as a session may be idle.
LIFETIME = timedelta(minutes=30)


class NoSuchDeepLink(Exception):
    """There is none with this id for this person: it was answered, is too old, or never was theirs."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a course asked.

    Attributes:
        takes_links: whether it takes links to tools at all.
        several: whether it takes more than one.
        line_item: whether a link may bring a column of the gradebook along.
        opens_window: whether it shows links in windows and not in its own pages.
    """

    return_url: str
    deployment_id: str
    context_id: str | None
    takes_links: bool
    several: bool
    line_item: bool
    opens_window: bool
    data: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the browser posts, and where."""

    url: str
    token: str = field(repr=False)


class DeepLinks:
    """Keeps what was asked, and answers it once."""

    def __init__(
        self,
        database: Database,
        tenants: Tenants,
        hosts: Hosts,
        keys: SigningKeys,
        clock: Clock,
        ids: Ids,
        settings: Settings,
    ) -> None:
        self._database = database
        self._tenants = tenants
        self._hosts = hosts
        self._keys = keys
        self._clock = clock
        self._ids = ids
        self._launch_url = f"{settings.base_url}/lti/launch"

    def keep(self, launch: Launch, person: Staff) -> str:
        """Keep what a launch asks of this person; gives its id."""
        link_id = self._ids.new()
        words = json.dumps(asdict(_asked(launch)))
        with self._database.quick_transaction() as db:
            sealed = self._tenants.cipher(db, person.tenant_id).encrypt(words, _place(person, link_id))
            row = {
                "id": link_id,
                "tenant_id": person.tenant_id,
                "host_id": person.host_id,
                "staff_id": person.id,
                "asked": sealed,
                "expires_at": self._clock.now() + LIFETIME,
            }
            db.execute(deep_links.insert().values(**row))
        return link_id

    def read(self, link_id: str, person: Staff) -> Asked:
        """What was asked of this person and is not answered yet. Raises NoSuchDeepLink."""
        with self._database.reading() as db:
            sealed = db.execute(sa.select(deep_links.c.asked).where(*self._open(link_id, person))).scalar_one_or_none()
            return self._opened(db, link_id, person, sealed)

    def answer(self, link_id: str, person: Staff, items: Sequence[Item], error: str | None = None) -> Reply:
        """Answer it; no items mean that nothing is placed. Of two answers at once one counts. Raises NoSuchDeepLink."""
        now = self._clock.now()
        use = deep_links.update().where(*self._open(link_id, person)).values(answered_at=now)
        with self._database.transaction() as db:
            sealed = db.execute(use.returning(deep_links.c.asked)).scalar_one_or_none()
            asked = self._opened(db, link_id, person, sealed)
            host, key = self._hosts.get(db, person.host_id), self._signing_key(db)
        answer = Answer(asked.deployment_id, items, self._launch_url, asked.opens_window, asked.data, error)
        return Reply(asked.return_url, signed(answer, host, key, self._ids.token(), now))

    def forget_old(self) -> int:
        """Delete what is too old to be answered; gives how many."""
        with self._database.quick_transaction() as db:
            return db.execute(deep_links.delete().where(deep_links.c.expires_at < self._clock.now())).rowcount

    def _open(self, link_id: str, person: Staff) -> tuple[sa.ColumnElement[bool], ...]:
        its = deep_links.c
        mine = (its.id == link_id, its.tenant_id == person.tenant_id, its.staff_id == person.id)
        return (*mine, its.answered_at.is_(None), its.expires_at > self._clock.now())

    def _opened(self, db: Connection, link_id: str, person: Staff, sealed: bytes | None) -> Asked:
        if sealed is None:
            raise NoSuchDeepLink
        words = self._tenants.cipher(db, person.tenant_id).decrypt(sealed, _place(person, link_id))
        read: dict[str, Any] = json.loads(words)
        return Asked(**read)

    def _signing_key(self, db: Connection) -> SigningKey:
        return self._keys.current(db) or self._keys.add(db)


def _asked(launch: Launch) -> Asked:
    settings = launch.deep_linking
    if settings is None:
        raise ValueError("a launch that asks for nothing")
    return Asked(
        return_url=settings.return_url,
        deployment_id=launch.deployment.deployment_id,
        context_id=launch.context_id,
        takes_links=settings.takes_links,
        several=settings.several,
        line_item=settings.line_item,
        opens_window="window" in settings.targets and "iframe" not in settings.targets,
        data=settings.data,
    )


def _place(person: Staff, link_id: str) -> Place:
    return Place(person.tenant_id, deep_links.name, "asked", link_id)
