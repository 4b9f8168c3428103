"""Sign-offs: what a safeguarding professional has confirmed of a guide, kept for each tenant.

A school's leads must see that somebody has confirmed the very guide that they use. So a sign-off belongs to a tenant,
and to what the guide said: once that has changed, it counts no more. What was signed stays, and is never changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.crypto import Cipher, Place
from ..system.database import Database, inserted
from ..system.ids import Ids
from .hours import LOCAL
from .install import InstallRefused, check_words
from .tables_guides import guide_signoffs
from .tenants import NotFound, Tenants

MOST_YEARS_BACK = 5


@dataclass(frozen=True, slots=True)
class Signed:
    """Who confirmed something, in which role, and on what day."""

    name: str
    role: str
    on: date


@dataclass(frozen=True, slots=True)
class SaidBy:
    """A guide, and the SHA-256 of what it says."""

    guide_id: str
    guide_hash: str


class Signoffs:
    """Keeps and reads sign-offs."""

    def __init__(self, database: Database, tenants: Tenants, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._tenants = tenants
        self._clock = clock
        self._ids = ids

    def sign(self, tenant_id: str, guide: SaidBy, items: Collection[str], by: Signed) -> None:
        """Note that somebody has confirmed these items: all of them or none. Raises InstallRefused."""
        self._check(by)
        try:
            with self._database.transaction() as db:
                cipher = self._tenants.cipher(db, tenant_id)
                for item in items:
                    self._keep(db, cipher, tenant_id, guide, item, by)
        except NotFound as error:
            raise InstallRefused(str(error)) from error

    def of(self, tenant_id: str, guide: SaidBy) -> Mapping[str, Signed]:
        """What is signed off of this guide as it stands, by item. Raises NotFound."""
        its = guide_signoffs.c
        mine = sa.and_(its.tenant_id == tenant_id, its.guide_id == guide.guide_id, its.guide_hash == guide.guide_hash)
        with self._database.reading() as db:
            cipher = self._tenants.cipher(db, tenant_id)
            rows = db.execute(sa.select(guide_signoffs).where(mine).order_by(its.signed_on, its.item)).all()
        return {
            row.item: Signed(
                cipher.decrypt(row.name, _place(tenant_id, "name", row.id)),
                cipher.decrypt(row.role, _place(tenant_id, "role", row.id)),
                row.signed_on,
            )
            for row in rows
        }

    def _check(self, by: Signed) -> None:
        check_words("The name", by.name)
        check_words("The role", by.role)
        today = self._clock.now().astimezone(LOCAL).date()
        if not today - timedelta(days=MOST_YEARS_BACK * 366) <= by.on <= today:
            raise InstallRefused(f"The date must be today or before, and within {MOST_YEARS_BACK} years.")

    def _keep(self, db: Connection, cipher: Cipher, tenant_id: str, guide: SaidBy, item: str, by: Signed) -> None:
        row_id = self._ids.new()
        row = guide_signoffs.insert().values(
            id=row_id,
            tenant_id=tenant_id,
            guide_id=guide.guide_id,
            guide_hash=guide.guide_hash,
            item=item,
            name=cipher.encrypt(by.name, _place(tenant_id, "name", row_id)),
            role=cipher.encrypt(by.role, _place(tenant_id, "role", row_id)),
            signed_on=by.on,
            noted_at=self._clock.now(),
        )
        if not inserted(db, row):
            raise InstallRefused(
                f"{item} is signed off already, and a sign-off is never replaced. Nothing was changed."
            )


def _place(tenant_id: str, column: str, row_id: str) -> Place:
    return Place(tenant_id, guide_signoffs.name, column, row_id)
