"""Hosts: LMS installations, one per (issuer, client id)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ..system.clock import Clock
from ..system.database import inserted
from ..system.ids import Ids
from ..system.statement import Statement
from . import tables
from .model import Host
from .tenants import NotFound

_FIND = Statement(
    sa.select(tables.hosts).where(
        tables.hosts.c.issuer == sa.bindparam("issuer"), tables.hosts.c.client_id == sa.bindparam("client_id")
    )
)
_GET = Statement(sa.select(tables.hosts).where(tables.hosts.c.id == sa.bindparam("id")))


class HostConflict(Exception):
    """This issuer and client id are known with other addresses. Overwriting them would hand launches to a stranger."""


class Hosts:
    """Adds and finds hosts. An existing one is never changed by adding."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids

    def add(self, db: Connection, wanted: Host) -> Host:
        """Add a host, or give the known one when every address is the same. Raises HostConflict."""
        known = self.find(db, wanted.issuer, wanted.client_id)
        if known is None and (host := self._insert(db, wanted)):
            return host
        known = known or self.find(db, wanted.issuer, wanted.client_id)
        if known is None or replace(wanted, id=known.id) != known:
            raise HostConflict(
                "This issuer and client id are registered with other addresses. Nothing was changed. "
                "Check the addresses, or ask the platform for a new client id."
            )
        return known

    def add_new(self, db: Connection, wanted: Host) -> Host:
        """Add a host that nobody has added before, not even in this moment. Raises HostConflict."""
        host = self._insert(db, wanted)
        if host is None:
            raise HostConflict("This issuer and client id are registered already. Nothing was changed.")
        return host

    def find(self, db: Connection, issuer: str, client_id: str) -> Host | None:
        """The host with exactly this issuer and client id."""
        row = _FIND.row(db, issuer=issuer, client_id=client_id)
        return None if row is None else _host(row)

    def only_of(self, db: Connection, issuer: str) -> Host | None:
        """The host of this issuer when there is exactly one: a login may leave the client id out (lti.md L3)."""
        rows = db.execute(sa.select(tables.hosts).where(tables.hosts.c.issuer == issuer).limit(2)).all()
        return _host(rows[0]) if len(rows) == 1 else None

    def get(self, db: Connection, host_id: str) -> Host:
        """The host with this id of ours. Raises NotFound."""
        row = _GET.row(db, id=host_id)
        if row is None:
            raise NotFound(f"There is no host {host_id}. `signpost host add` makes one and prints its id.")
        return _host(row)

    def all(self, db: Connection) -> list[Host]:
        """Every host, oldest first."""
        return [_host(row) for row in db.execute(sa.select(tables.hosts).order_by(tables.hosts.c.created_at))]

    def keep_frame_origins(self, db: Connection, host: Host) -> None:
        """Keep whose pages may frame ours. Nothing else of a host is ever changed."""
        mine = tables.hosts.c.id == host.id
        db.execute(tables.hosts.update().where(mine).values(frame_origins=list(host.frame_origins)))

    def _insert(self, db: Connection, wanted: Host) -> Host | None:
        """The new host, or None where this issuer and client id are there already."""
        host = replace(wanted, id=self._ids.new())
        row = tables.hosts.insert().values(**_row_of(host), created_at=self._clock.now())
        return host if inserted(db, row) else None


def _host(row: Row[Any]) -> Host:
    return Host(
        id=row.id,
        issuer=row.issuer,
        client_id=row.client_id,
        auth_url=row.auth_url,
        token_url=row.token_url,
        jwks_url=row.jwks_url,
        audience=row.audience,
        family=row.family,
        frame_origins=tuple(row.frame_origins),
    )


def _row_of(host: Host) -> dict[str, object]:
    return {
        "id": host.id,
        "issuer": host.issuer,
        "client_id": host.client_id,
        "auth_url": host.auth_url,
        "token_url": host.token_url,
        "jwks_url": host.jwks_url,
        "audience": host.audience,
        "family": host.family,
        "frame_origins": list(host.frame_origins),
    }
