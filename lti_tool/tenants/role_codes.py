"""One-time codes: an administrator hands one over, and whoever types it in Signpost takes up the role.

It is for platforms that send no names, where an administrator could not tell one account from another. A code is good
once, for seven days, in one tenant. It is nobody's agreement: a role that has to be agreed to waits all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.database import Database
from ..system.ids import Ids, hash_of
from .model import Role, Staff
from .roles import Roles
from .tables_roles import role_codes as table

GOOD_FOR = timedelta(days=7)
# Three references of six signs: 90 bits that can be read out and typed.
PARTS = 3
# People type what looks like a sign of the alphabet (Crockford), and put in spaces and hyphens.
ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})
BETWEEN = re.compile(r"[\s\-–—]")


@dataclass(frozen=True, slots=True)
class RoleCode:
    """A new code. Nobody can read it again."""

    code: str
    role: Role
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What a code did: the role, and whether it has to be agreed to first."""

    role: Role
    waits: bool


class CodeRefused(Exception):
    """Nothing was changed. The message says why, and what to do."""


NOT_GOOD = (
    "This code is not good. Check each sign. A code is good once, for seven days, in the school that it was made for. "
    "Your administrator can make another one."
)


class RoleCodes:
    """Makes codes, and takes them."""

    def __init__(self, database: Database, roles: Roles, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._roles = roles
        self._clock = clock
        self._ids = ids

    def make(self, tenant_id: str, role: Role, by: Staff) -> RoleCode:
        """A new code for a role of this tenant, made by one of its administrators."""
        with self._database.transaction() as db:
            return self.add(db, tenant_id, role, by)

    def add(self, db: Connection, tenant_id: str, role: Role, by: Staff | None = None) -> RoleCode:
        """As `make`, in the caller's transaction; nobody made it where a platform has just been registered."""
        code, now = "-".join(self._ids.reference() for _ in range(PARTS)), self._clock.now()
        made = RoleCode(code, role, now + GOOD_FOR)
        row = {"id": self._ids.new(), "tenant_id": tenant_id, "role": role.value, "code_hash": _hash(code)}
        who = {"made_by_staff_id": by.id if by else None, "made_at": now, "expires_at": made.expires_at}
        db.execute(table.insert().values(**row, **who))
        return made

    def take_up(self, person: Staff, typed: str) -> TakenUp:
        """Give the role of this code to the person who typed it, or propose it. Raises CodeRefused."""
        with self._database.transaction() as db:
            mine = (table.c.tenant_id == person.tenant_id, table.c.code_hash == _hash(typed))
            good = (table.c.used_at.is_(None), table.c.expires_at > self._clock.now())
            row = db.execute(sa.select(table).where(*mine, *good)).one_or_none()
            used = {"used_at": self._clock.now(), "used_by_staff_id": person.id}
            # Of two who type it at once one gets it.
            if row is None or not db.execute(table.update().where(*mine, *good).values(**used)).rowcount:
                raise CodeRefused(NOT_GOOD)
            maker = self._roles.staff.get(db, person.tenant_id, row.made_by_staff_id) if row.made_by_staff_id else None
            role = Role(row.role)
            return TakenUp(role, waits=role not in self._roles.give(db, person, role, by=maker).roles)


def _hash(typed: str) -> str:
    return hash_of(BETWEEN.sub("", typed).upper().translate(ALIKE))
