"""Deployments: where on a host we are installed, and to which tenant that place belongs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.database import inserted
from ..system.ids import Ids
from ..system.statement import Statement
from . import tables
from .model import Deployment, DeploymentStatus
from .tenants import NotFound

# A hostile host can name as many deployments as it likes; it gets this many rows.
MOST_PENDING = 20


_FIND = Statement(
    sa.select(tables.deployments).where(
        tables.deployments.c.host_id == sa.bindparam("host_id"),
        tables.deployments.c.deployment_id == sa.bindparam("deployment_id"),
    )
)
_SERVES = Statement(
    sa.select(tables.deployments.c.id).where(
        tables.deployments.c.host_id == sa.bindparam("host_id"),
        tables.deployments.c.tenant_id == sa.bindparam("tenant_id"),
        tables.deployments.c.status == DeploymentStatus.ACTIVE.value,
    )
)
_ADMITS = Statement(
    sa.select(tables.deployments.c.id).where(
        tables.deployments.c.id == sa.bindparam("id"),
        tables.deployments.c.tenant_id == sa.bindparam("tenant_id"),
        tables.deployments.c.status == DeploymentStatus.ACTIVE.value,
    )
)


class DeploymentConflict(Exception):
    """The deployment belongs to another tenant."""


class Deployments:
    """Adds, activates, deactivates and finds deployments."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids

    def find(self, db: Connection, host_id: str, deployment_id: str) -> Deployment | None:
        """The deployment with exactly this id on this host. The id is case-sensitive."""
        row = _FIND.row(db, host_id=host_id, deployment_id=deployment_id)
        if row is None:
            return None
        return _deployment(row)

    def of_tenant(self, db: Connection, tenant_id: str) -> list[Deployment]:
        """The tenant's, oldest first."""
        mine = sa.select(tables.deployments).where(tables.deployments.c.tenant_id == tenant_id)
        found = db.execute(mine.order_by(tables.deployments.c.created_at, tables.deployments.c.id))
        return [_deployment(row) for row in found]

    def add(self, db: Connection, tenant_id: str, host_id: str, deployment_id: str) -> Deployment:
        """An active deployment of this tenant; the existing one if it is theirs. Raises DeploymentConflict."""
        new = self._insert(db, host_id, deployment_id, DeploymentStatus.ACTIVE, tenant_id)
        return new or self.activate(db, tenant_id, host_id, deployment_id)

    def note_pending(self, db: Connection, host_id: str, deployment_id: str) -> None:
        """Remember that an unknown deployment launched, so that an administrator can activate it."""
        # One at a time for a host, or two that count before either has written are one too many. SQLite has one writer
        # anyway. Logins refer to the host's key, and go on: it is not the key that is locked.
        db.execute(sa.select(tables.hosts.c.id).where(tables.hosts.c.id == host_id).with_for_update(key_share=True))
        if self.pending(db, host_id) < MOST_PENDING:
            self._insert(db, host_id, deployment_id, DeploymentStatus.PENDING, None)

    def pending(self, db: Connection, host_id: str) -> int:
        """How many deployments of this host have launched and belong to nobody yet."""
        counted = (
            sa.select(sa.func.count())
            .select_from(tables.deployments)
            .where(
                tables.deployments.c.host_id == host_id,
                tables.deployments.c.status == DeploymentStatus.PENDING.value,
            )
        )
        return int(db.execute(counted).scalar_one())

    def activate(self, db: Connection, tenant_id: str, host_id: str, deployment_id: str) -> Deployment:
        """Give a deployment that has launched to a tenant. Raises NotFound, DeploymentConflict."""
        known = self.find(db, host_id, deployment_id)
        if known is None:
            raise NotFound(
                f"No launch has come from deployment {deployment_id} of this host. Launch once, then activate it; "
                "or add it with `signpost host add`."
            )
        if known.tenant_id not in {None, tenant_id}:
            raise DeploymentConflict("This deployment belongs to another tenant. Nothing was changed.")
        return self._settle(db, known, DeploymentStatus.ACTIVE, tenant_id)

    def deactivate(self, db: Connection, tenant_id: str, host_id: str, deployment_id: str) -> Deployment:
        """Sign nobody in from this deployment any more. It stays this tenant's. Raises NotFound."""
        known = self.find(db, host_id, deployment_id)
        if known is None or known.tenant_id != tenant_id:
            raise NotFound(f"This host has no deployment {deployment_id} of this tenant. Nothing was changed.")
        return self._settle(db, known, DeploymentStatus.INACTIVE, tenant_id)

    def serves(self, db: Connection, tenant_id: str, host_id: str) -> bool:
        """Whether this host has an active deployment of this tenant."""
        return _SERVES.row(db, host_id=host_id, tenant_id=tenant_id) is not None

    def admits(self, db: Connection, tenant_id: str, id_: str) -> bool:
        """Whether this deployment, by our own id, is active and this tenant's: now, not when somebody launched."""
        return _ADMITS.row(db, id=id_, tenant_id=tenant_id) is not None

    def move(self, db: Connection, from_tenant: str, to_tenant: str, host_id: str, deployment_id: str) -> Deployment:
        """Give a deployment of one tenant to another, active or not as it was. Raises NotFound."""
        known = self.find(db, host_id, deployment_id)
        if known is None or known.tenant_id != from_tenant:
            raise NotFound(f"This host has no deployment {deployment_id} of this tenant. Nothing was changed.")
        return self._settle(db, known, known.status, to_tenant)

    def _settle(self, db: Connection, known: Deployment, status: DeploymentStatus, tenant_id: str) -> Deployment:
        mine = tables.deployments.c.id == known.id
        db.execute(tables.deployments.update().where(mine).values(status=status.value, tenant_id=tenant_id))
        return replace(known, status=status, tenant_id=tenant_id)

    def _insert(
        self, db: Connection, host_id: str, deployment_id: str, status: DeploymentStatus, tenant_id: str | None
    ) -> Deployment | None:
        """The new deployment, or None when it is there already."""
        new_id = self._ids.new()
        row = tables.deployments.insert().values(
            id=new_id,
            host_id=host_id,
            deployment_id=deployment_id,
            status=status.value,
            tenant_id=tenant_id,
            created_at=self._clock.now(),
        )
        return Deployment(new_id, host_id, deployment_id, status, tenant_id) if inserted(db, row) else None


def _deployment(row: Any) -> Deployment:
    return Deployment(row.id, row.host_id, row.deployment_id, DeploymentStatus(row.status), row.tenant_id)
