"""What an administrator may know of roles that wait for agreement."""

from __future__ import annotations

from dataclasses import dataclass

from ..system.database import Database
from .install import InstallRefused
from .model import Role, Staff
from .role_rules import Proposal, agreeing_roles, may_agree
from .roles import Roles
from .tenants import NotFound, Tenants


@dataclass(frozen=True, slots=True)
class Waiting:
    """A role that waits.

    Attributes:
        agreeing: whoever holds one of these is asked.
        somebody_may: whether anybody is there who can agree.
    """

    proposal: Proposal
    person: Staff
    agreeing: frozenset[Role]
    somebody_may: bool


@dataclass(frozen=True, slots=True)
class RoleInstall:
    """Looks at what waits. Agreeing is not an administrator's."""

    database: Database
    tenants: Tenants
    roles: Roles

    def waiting(self, tenant_id: str) -> list[Waiting]:
        """What waits in this tenant, oldest first."""
        try:
            with self.database.reading() as db:
                self.tenants.get(db, tenant_id)
                readers = self.roles.staff.readers(db, tenant_id)
                return [
                    Waiting(
                        each,
                        self.roles.staff.get(db, tenant_id, each.staff_id),
                        agreeing_roles(each.role, readers),
                        any(may_agree(reader, each, readers) for reader in readers),
                    )
                    for each in self.roles.proposals.waiting(db, tenant_id)
                ]
        except NotFound as error:
            raise InstallRefused(str(error)) from error
