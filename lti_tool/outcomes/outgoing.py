"""All that goes out, built once around one database."""

from __future__ import annotations

from dataclasses import dataclass

from ..cases.notices import Notices
from ..cases.receipts import Receipts
from ..cases.recipients import Recipients
from ..system.clock import Clock
from ..system.database import Database
from ..system.ids import Ids
from ..system.outbox import Outbox
from ..tenants.hosts import Hosts
from ..tenants.role_keeping import RoleKeeping
from .connector import Connectors
from .delivery import Deliveries
from .gradebook import Gradebook
from .mail import Mail
from .notices import NoticeDeliveries
from .role_notices import RoleLapses, RoleNotices
from .worker import Worker


@dataclass(frozen=True)
class Outgoing:
    """The collaborators that tell the outside world something."""

    deliveries: Deliveries
    worker: Worker


def outgoing(
    database: Database,
    clock: Clock,
    ids: Ids,
    hosts: Hosts,
    connectors: Connectors,
    to: Recipients,
    roles: RoleKeeping,
    mail: Mail | None,
) -> Outgoing:
    """Build them. Nobody waits for a receipt, so notices go first."""
    outbox = Outbox()
    deliveries = Deliveries(database, clock, outbox, Receipts(outbox, ids), hosts, Gradebook(connectors))
    notices = NoticeDeliveries(database, clock, outbox, Notices(outbox), to, mail)
    of_roles = (
        RoleNotices(database, clock, outbox, roles.log, mail),
        RoleLapses(database, clock, outbox, roles.roles),
    )
    return Outgoing(deliveries, Worker(notices, *of_roles, deliveries))
