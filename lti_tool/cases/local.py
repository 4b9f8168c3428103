"""The guide of a case: the one it was begun with, raised by what its school adds to it. One place opens one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..guidance.guide import Guide
from ..guidance.library import in_words
from ..guidance.overlay import NO_OVERLAY, Overlay, raised
from ..guidance.overlay_file import open_overlay
from ..guidance.vocabulary import Vocabulary, vocabulary
from ..system.crypto import Cipher, Place
from ..system.statement import Statement
from ..tenants.model import Tenant
from ..tenants.tables import tenants
from .model import Case, Status
from .tables_overlays import tenant_overlays

MOST_OPENED = 256
# Whatever is not one of these follows what its school adds now.
SETTLED = frozenset({Status.DECIDED, Status.CLOSED})

_its = tenant_overlays.c
_of_tenant = sa.select(tenant_overlays).where(_its.tenant_id == sa.bindparam("tenant_id"))
_IN_FORCE = Statement(_of_tenant.order_by(_its.number.desc()).limit(1))
_ONE = Statement(_of_tenant.where(_its.id == sa.bindparam("id")))


@dataclass(frozen=True, slots=True)
class Local:
    """One version of what a school adds to its guide."""

    id: str
    number: int
    loaded_at: datetime
    text: str

    @property
    def overlay(self) -> Overlay:
        """What is in it."""
        return _opened(self.text)


def in_force(db: Connection, cipher: Cipher, tenant_id: str) -> Local | None:
    """What this school adds to its guide now; None where it has never added anything."""
    rows = _IN_FORCE.rows(db, tenant_id=tenant_id)
    return _local(cipher, rows[0]) if rows else None


def local_to(db: Connection, cipher: Cipher, case: Case) -> Local | None:
    """What the school adds in this case: now or, once it is decided or closed, what it added then."""
    if case.status not in SETTLED:
        return in_force(db, cipher, case.tenant_id)
    if case.overlay_id is None:
        return None
    row = _ONE.row(db, tenant_id=case.tenant_id, id=case.overlay_id)
    assert row is not None, "a version that a case names is gone"
    return _local(cipher, row)


def guide_with(guide_id: str, local: Local | None, tenant: Tenant) -> Guide:
    """The guide of this id in the school's words, raised by what the school adds."""
    return _opened_guide(guide_id, words_of(tenant), local.text if local else None)


def words_of(tenant: Tenant) -> Vocabulary:
    """What this school calls whoever leads, and the children it teaches."""
    return vocabulary(tenant.nation.value, tenant.lead_word, tenant.child_word)


def hold_still(db: Connection, tenant_id: str, *, to_load: bool = False) -> None:
    """Let nobody load another version until the transaction ends.

    A case that is begun or opened again takes the version in force, and one that is loaded reaches every undecided
    case: without this a case could miss it. Held lightly: what else names the tenant goes on meanwhile.
    """
    row = sa.select(tenants.c.id).where(tenants.c.id == tenant_id)
    db.execute(row.with_for_update(key_share=True) if to_load else row.with_for_update(read=True))


def keep(db: Connection, cipher: Cipher, tenant_id: str, local: Local) -> None:
    """Keep a new version. The caller holds the tenant."""
    sealed = cipher.encrypt(local.text, _place(tenant_id, local.id))
    row = {"id": local.id, "tenant_id": tenant_id, "number": local.number, "loaded_at": local.loaded_at}
    db.execute(tenant_overlays.insert().values(**row, text=sealed))


def floors_of(local: Local | None) -> Overlay:
    """The floors alone: links change nothing in a case."""
    return Overlay((), local.overlay.floors) if local else NO_OVERLAY


@lru_cache(maxsize=MOST_OPENED)
def _opened(text: str) -> Overlay:
    return open_overlay(text)


@lru_cache(maxsize=MOST_OPENED)
def _opened_guide(guide_id: str, words: Vocabulary, text: str | None) -> Guide:
    # What the school added is in its own words already.
    guide = in_words(guide_id, words)
    return guide if text is None else raised(guide, _opened(text))


def _local(cipher: Cipher, row: Any) -> Local:
    return Local(row.id, row.number, row.loaded_at, cipher.decrypt(row.text, _place(row.tenant_id, row.id)))


def _place(tenant_id: str, overlay_id: str) -> Place:
    return Place(tenant_id, "tenant_overlays", "text", overlay_id)
