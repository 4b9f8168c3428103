"""Loading what a school adds to its guide. It is kept and every undecided case follows, or nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..guidance.library import for_nation
from ..guidance.overlay import NO_OVERLAY, Overlay, RaisedAnswer, raised, raised_answers
from ..guidance.overlay_file import OverlayRefused, read_overlay
from ..guidance.overlay_rules import misfits
from ..system.clock import Clock
from ..system.crypto import CannotDecrypt
from ..system.database import Database
from ..system.ids import Ids
from ..tenants.doctor import Finding
from ..tenants.model import Tenant
from ..tenants.tenants import Tenants
from .following import follow
from .local import Local, floors_of, hold_still, in_force, keep
from .model import Case
from .notices import Notices
from .queue import UNDECIDED
from .store import case_of_row
from .tables import cases

__all__ = ["Loaded", "OverlayRefused", "Overlays"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A version that is in force now.

    Attributes:
        raised: every answer that asks for more than in the guide, the graver ones after one that was named included.
        followed: how many undecided cases are assessed with other floors from now on. It counts restricted ones too, so
            nobody is told.
    """

    local: Local
    raised: tuple[RaisedAnswer, ...]
    followed: int


class Overlays:
    """Loads and reads what schools add to their guides."""

    def __init__(self, database: Database, tenants: Tenants, notices: Notices, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._tenants = tenants
        self._notices = notices
        self._clock = clock
        self._ids = ids

    def load(self, tenant_id: str, text: str) -> Loaded:
        """Put this file in force in the place of the one before. An empty one takes everything away.

        Raises:
            NotFound;
            OverlayRefused: it lowers a floor, or something in it is wrong. The one in force stays.
        """
        with self._database.transaction() as db:
            hold_still(db, tenant_id, to_load=True)
            tenant, cipher = self._tenants.with_cipher(db, tenant_id)
            guide = for_nation(tenant.nation.value)
            answers = tuple(raised_answers(raised(guide, read_overlay(text, guide))))
            before = in_force(db, cipher, tenant_id)
            number = before.number + 1 if before else 1
            local = Local(self._ids.new(), number, self._clock.now(), text)
            keep(db, cipher, tenant_id, local)
            if floors_of(before) == floors_of(local):
                db.execute(cases.update().where(_undecided(tenant_id)).values(overlay_id=local.id))
                return Loaded(local, answers, 0)
            undecided = _held(db, tenant_id)
            for case in undecided:
                follow(db, cipher, tenant, case, local, self._notices, local.loaded_at)
        return Loaded(local, answers, len(undecided))

    def in_force(self, tenant_id: str) -> Local | None:
        """What this school adds now; None where it has never added anything. Raises NotFound."""
        with self._database.reading() as db:
            return in_force(db, self._tenants.cipher(db, tenant_id), tenant_id)

    def of(self, tenant_id: str) -> Overlay:
        """As `in_force`, for a page."""
        local = self.in_force(tenant_id)
        return local.overlay if local else NO_OVERLAY

    def examine(self) -> list[Finding]:
        """Whether what each school adds fits the newest guide: one that came later may not know an answer any more."""
        with self._database.reading() as db:
            return [finding for tenant in self._tenants.all(db) for finding in self._fits(db, tenant)]

    def _fits(self, db: Connection, tenant: Tenant) -> Iterator[Finding]:
        what = f"tenant {tenant.id}: local overlay"
        try:
            local = in_force(db, self._tenants.cipher(db, tenant.id), tenant.id)
        except CannotDecrypt:
            # The contacts say so already.
            return
        if local is None or not local.text:
            return
        guide = for_nation(tenant.nation.value)
        wrong = misfits(guide, local.overlay)
        advice = (
            f"It does not fit {guide.id}. Load it again with `signpost guide overlay`: {wrong[0].reason}"
            if wrong
            else ""
        )
        yield Finding(what, not wrong, advice)


def _undecided(tenant_id: str) -> sa.ColumnElement[bool]:
    """Every case of this school that nobody has decided or closed."""
    return sa.and_(cases.c.tenant_id == tenant_id, cases.c.status.in_([each.value for each in UNDECIDED]))


def _held(db: Connection, tenant_id: str) -> list[Case]:
    """They themselves, held until the transaction ends."""
    rows = db.execute(sa.select(cases).where(_undecided(tenant_id)).order_by(cases.c.id).with_for_update())
    return [case_of_row(row) for row in rows]
