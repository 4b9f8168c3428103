"""All that knows of roles beyond who holds which, built once around one database."""

from __future__ import annotations

from dataclasses import dataclass

from ..system.clock import Clock
from ..system.database import Database
from ..system.ids import Ids
from ..system.outbox import Outbox
from .agreement import Agreements
from .install_roles import RoleInstall
from .mailboxes import Mailboxes
from .proposals import Proposals
from .role_codes import RoleCodes
from .role_log import RoleLog
from .roles import Roles
from .staff import StaffBook
from .tenants import Tenants


@dataclass(frozen=True, slots=True)
class RoleKeeping:
    """The collaborators: what happened, the giving and taking, what staff do, what an administrator may know, codes."""

    log: RoleLog
    roles: Roles
    agreements: Agreements
    install: RoleInstall
    codes: RoleCodes


def role_keeping(
    database: Database, tenants: Tenants, staff: StaffBook, mailboxes: Mailboxes, clock: Clock, ids: Ids
) -> RoleKeeping:
    """Build them."""
    outbox = Outbox()
    log = RoleLog(tenants, staff, mailboxes, clock, ids, outbox)
    roles = Roles(staff, mailboxes, Proposals(clock, ids, outbox), log)
    codes = RoleCodes(database, roles, clock, ids)
    return RoleKeeping(log, roles, Agreements(database, roles), RoleInstall(database, tenants, roles), codes)
