"""An undecided case follows what its school adds to the guide: its level at once, and an entry that says so."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from ..guidance.assess import assess
from ..guidance.model import Level
from ..system.crypto import Cipher
from ..tenants.model import Tenant
from ..tenants.tenants import Tenants
from .history import add_event
from .local import Local, floors_of, guide_with, hold_still, in_force, local_to
from .model import Case
from .notices import Notices
from .store import change_case, read_answers

FLOORS = "floors"


def follow(
    db: Connection, cipher: Cipher, tenant: Tenant, case: Case, local: Local | None, notices: Notices, now: datetime
) -> Case:
    """Assess the case with this version from now on. The caller holds the case.

    Nothing is lowered, or raised, without an entry. What has become urgent is news to whoever had opened the case.
    """
    before = case.level
    answers = {name: each.value for name, each in read_answers(db, cipher, case).items()}
    level = assess(
        guide_with(case.guide_id, local, tenant), answers | {"nation": tenant.nation.value}, strict=False
    ).outcome
    urgent = level > before and level >= Level.REFER_NOW and case.opened_at is not None
    news_at = now if urgent else case.news_at
    after = change_case(db, case, overlay_id=local.id if local else None, level=level, news_at=news_at)
    add_event(db, cipher, after, FLOORS, now, None, {"from": before.name, "to": level.name})
    notices.follow(db, case, after, now)
    return after


def begun_with(db: Connection, cipher: Cipher, tenant: Tenant, case: Case) -> Case:
    """A case that begins in this transaction, with what its school adds now."""
    hold_still(db, tenant.id)
    local = in_force(db, cipher, tenant.id)
    if local is None:
        return case
    guide = guide_with(case.guide_id, local, tenant)
    level = assess(guide, {"nation": tenant.nation.value}, strict=False).outcome
    return change_case(db, case, overlay_id=local.id, level=level)


def take_up_again(db: Connection, tenants: Tenants, was: Case, case: Case, notices: Notices, now: datetime) -> Case:
    """A case that was decided or closed, and is not any more, follows what its school adds by now.

    Args:
        was: the case as it was decided or closed.
    """
    hold_still(db, case.tenant_id)
    tenant, cipher = tenants.with_cipher(db, case.tenant_id)
    local = in_force(db, cipher, case.tenant_id)
    there = local_to(db, cipher, was)
    if there == local:
        return case
    if floors_of(local) == floors_of(there):
        return change_case(db, case, overlay_id=local.id if local else None)
    return follow(db, cipher, tenant, case, local, notices, now)
