"""A deployment goes from one tenant to another: who arrives there from now on, and what is still owed there.

No case, role or course goes along. Whoever arrives is new to the tenant, and what was written stays where it was.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..cases.receipts import OUTBOX_KIND, ReceiptState
from ..cases.tables import receipts
from ..system.clock import Clock
from ..system.database import Database
from ..system.outbox import outbox
from ..tenants.deployments import Deployments
from ..tenants.hosts import Hosts
from ..tenants.install import InstallRefused
from ..tenants.model import Deployment
from ..tenants.tenants import NotFound, Tenants
from .ends import Why

OWED = (ReceiptState.WAITING.value, ReceiptState.RETRYING.value, ReceiptState.GIVEN_UP.value)
SAME = "Both are the same tenant. Nothing was changed."


class Moving:
    """Moves deployments between tenants."""

    def __init__(
        self, database: Database, tenants: Tenants, hosts: Hosts, deployments: Deployments, clock: Clock
    ) -> None:
        self._database = database
        self._tenants = tenants
        self._hosts = hosts
        self._deployments = deployments
        self._clock = clock

    def move(self, from_tenant: str, to_tenant: str, host_id: str, deployment_id: str) -> tuple[Deployment, int]:
        """The deployment in its new tenant, and how many receipts are not posted for that. Raises InstallRefused.

        Whoever is signed in from there is signed out by it: pages ask at each request whose the deployment is.
        """
        if from_tenant == to_tenant:
            raise InstallRefused(SAME)
        try:
            with self._database.transaction() as db:
                for tenant_id in (from_tenant, to_tenant):
                    self._tenants.get(db, tenant_id)
                self._hosts.get(db, host_id)
                moved = self._deployments.move(db, from_tenant, to_tenant, host_id, deployment_id)
                return moved, self._end_receipts(db, from_tenant, host_id)
        except NotFound as error:
            raise InstallRefused(str(error)) from error

    def _end_receipts(self, db: Connection, tenant_id: str, host_id: str) -> int:
        """What the tenant before owes on this host is posted no more, or its ticks would go to another's gradebook.

        A receipt does not say from which deployment it came, so all of the host's end, those of another one too.
        """
        theirs = sa.and_(
            receipts.c.tenant_id == tenant_id,
            receipts.c.host_id == host_id,
            receipts.c.state.in_(OWED),
            receipts.c.why.is_distinct_from(Why.RESTRICTED.value),
        )
        now, ids = self._clock.now(), sa.select(receipts.c.id).where(theirs)
        mine = sa.and_(outbox.c.kind == OUTBOX_KIND, outbox.c.ref.in_(ids), outbox.c.done_at.is_(None))
        db.execute(outbox.update().where(mine).values(done_at=now, leased_until=None))
        ended = {"state": ReceiptState.GIVEN_UP.value, "why": Why.OTHER_TENANT.value, "due_at": None, "changed_at": now}
        return db.execute(receipts.update().where(theirs).values(**ended)).rowcount
