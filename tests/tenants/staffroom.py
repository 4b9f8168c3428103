"""A school whose administrator gives and takes roles, and whose people open Signpost and agree."""

from dataclasses import dataclass

import sqlalchemy as sa

from lti_tool.administration import Administration
from lti_tool.tenants.model import Host, Role, Staff, Tenant
from lti_tool.tenants.role_rules import Proposal
from lti_tool.tenants.tables_roles import role_changes, role_proposals
from tests.clock import SettableClock


@dataclass(frozen=True)
class Staffroom:
    """People by what they are called on their host."""

    office: Administration
    tenant: Tenant
    host: Host

    def gives(self, sub: str, role: Role) -> Staff:
        self._later()
        return self.office.install.grant(self.tenant.id, self.host.id, sub, role)

    def takes(self, sub: str, role: Role) -> Staff:
        self._later()
        return self.office.install.revoke(self.tenant.id, self.host.id, sub, role)

    def _later(self) -> None:
        # Two things at one moment would have no order.
        clock = self.office.clock
        assert isinstance(clock, SettableClock)
        clock.moves_on(seconds=1)

    def launches(self, *subs: str) -> None:
        for sub in subs:
            with self.office.database.transaction() as db:
                self.office.staff.launches(db, self.office.staff.meet(db, self.tenant.id, self.host.id, sub))

    def person(self, sub: str) -> Staff:
        with self.office.database.transaction() as db:
            return self.office.staff.meet(db, self.tenant.id, self.host.id, sub)

    def roles(self, sub: str) -> set[Role]:
        return set(self.person(sub).roles)

    def waiting(self) -> list[tuple[str, Role]]:
        return [(each.person.sub, each.proposal.role) for each in self.office.roles.install.waiting(self.tenant.id)]

    def proposal(self) -> Proposal:
        """The only one that waits."""
        (only,) = self.office.roles.install.waiting(self.tenant.id)
        return only.proposal

    def agrees(self, sub: str, proposal: Proposal) -> None:
        self.office.roles.agreements.agree(self.person(sub), proposal.id)

    def refuses(self, sub: str, proposal: Proposal) -> None:
        self.office.roles.agreements.refuse(self.person(sub), proposal.id)

    def news(self, sub: str) -> list[str]:
        """What this person has not seen."""
        return [each.event.value for each in self.office.roles.agreements.of(self.person(sub)).news]

    def record(self) -> list[tuple[str, str, str | None]]:
        """Everything that ever happened to a role: what, which, and who did it."""
        people = {self.person(sub).id: sub for sub in ("head", "lead", "deputy", "new")}
        with self.office.database.reading() as db:
            rows = db.execute(sa.select(role_changes).order_by(role_changes.c.at)).all()
        return [(row.kind, row.role, people.get(row.by_staff_id or "")) for row in rows]

    def ends(self) -> list[tuple[str | None, bool]]:
        """What became of each proposal, and whether it is known when."""
        with self.office.database.reading() as db:
            rows = db.execute(sa.select(role_proposals).order_by(role_proposals.c.proposed_at)).all()
        return [(row.ended_as, row.ended_at is not None) for row in rows]
