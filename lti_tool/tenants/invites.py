"""Invitations: whoever holds one may register one platform for one tenant, once, within seven days.

An invitation is a secret in an address. It is stored as a hash. It is claimed before the platform is called, so that no
two registrations run at once, and used up in the transaction that keeps the host; if nothing could be registered it is
free again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.ids import Ids, hash_of
from .tables_invites import invites

GOOD_FOR = timedelta(days=7)
# Longer than a registration can take. After it a claim was left behind by a process that died.
CLAIMED_FOR = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Invite:
    """One invitation. `host_id` is the host that was registered with it."""

    id: str
    tenant_id: str
    expires_at: datetime
    host_id: str | None


class Invites:
    """Makes invitations, finds them by their token, and uses each up once."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids

    def make(self, db: Connection, tenant_id: str) -> tuple[str, Invite]:
        """A new invitation for a tenant that there is, and its token, which is known to nobody else."""
        token, now = self._ids.token(), self._clock.now()
        invite = Invite(self._ids.new(), tenant_id, now + GOOD_FOR, None)
        row = {"id": invite.id, "tenant_id": tenant_id, "token_hash": hash_of(token), "made_at": now}
        db.execute(invites.insert().values(**row, expires_at=invite.expires_at))
        return token, invite

    def find(self, db: Connection, token: str) -> Invite | None:
        """The invitation with this token; None where there is none, or it is too old."""
        good = (invites.c.token_hash == hash_of(token), invites.c.expires_at > self._clock.now())
        row = db.execute(sa.select(invites).where(*good)).one_or_none()
        return None if row is None else Invite(row.id, row.tenant_id, row.expires_at, row.host_id)

    def claim(self, db: Connection, invite: Invite) -> bool:
        """Begin to register with it. False: somebody else has begun, or it is used. Of two at once one gets it."""
        now = self._clock.now()
        free = sa.or_(invites.c.claimed_at.is_(None), invites.c.claimed_at < now - CLAIMED_FOR)
        return self._change(db, invite, sa.and_(free, invites.c.host_id.is_(None)), claimed_at=now)

    def release(self, db: Connection, invite: Invite) -> None:
        """Nothing was registered: it can be used again."""
        self._change(db, invite, invites.c.host_id.is_(None), claimed_at=None)

    def use(self, db: Connection, invite: Invite, host_id: str) -> bool:
        """Use it up, in the transaction that keeps the host. False: it was used meanwhile; the host must not stay."""
        return self._change(db, invite, invites.c.host_id.is_(None), host_id=host_id, claimed_at=None)

    @staticmethod
    def _change(db: Connection, invite: Invite, which: sa.ColumnElement[bool], **values: Any) -> bool:
        changed = db.execute(invites.update().where(invites.c.id == invite.id, which).values(**values))
        return changed.rowcount == 1
