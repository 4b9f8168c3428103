"""What an administrator sets for their school from their pages: numbers, rules, courses, and places on platforms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..system.database import Database
from .contacts import Contacts
from .courses import Courses
from .deployments import DeploymentConflict, Deployments
from .hosts import Hosts
from .hours import SchoolHours
from .install import Install, InstallRefused
from .invites import Invites
from .model import ContactKind, Course, Deployment, DeploymentStatus, Host, Posting, Staff, Tenant
from .people import check_administrator
from .tenants import Tenants

NOT_SEEN = (
    "No launch has come from a deployment with this id. Open Signpost once from there, then type the id exactly as the "
    "platform shows it."
)
NOT_YOURS = "This deployment belongs to another school. Nothing was changed. Speak to whoever runs Signpost for you."
BACKWARDS = "The school’s day must begin before it ends."


@dataclass(frozen=True, slots=True)
class Office:
    """Each method is one transaction, and raises NotFound for somebody who is not an administrator."""

    database: Database
    tenants: Tenants
    hosts: Hosts
    deployments: Deployments
    courses: Courses
    contacts: Contacts
    invites: Invites

    def school(self, by: Staff) -> Tenant:
        """The school and its rules."""
        check_administrator(by)
        with self.database.looking() as db:
            return self.tenants.get(db, by.tenant_id)

    def set_rules(self, by: Staff, months: int | None, hours: SchoolHours, *, children_named: bool) -> None:
        """After how many months on file a case may be deleted, school hours, and whether children are named."""
        check_administrator(by)
        if hours.begins >= hours.ends:
            raise InstallRefused(BACKWARDS)
        with self.database.transaction() as db:
            self.tenants.keep_for(db, by.tenant_id, months)
            self.tenants.set_hours(db, by.tenant_id, hours)
            self.tenants.name_children(db, by.tenant_id, on=children_named)

    def use_words(self, by: Staff, lead: str | None, child: str | None) -> None:
        """What the school calls whoever leads on safeguarding, and the children; None: as is usual."""
        check_administrator(by)
        with self.database.transaction() as db:
            self.tenants.use_words(db, by.tenant_id, lead, child)

    def numbers(self, by: Staff) -> Mapping[ContactKind, str]:
        """Whom the school's pages tell people to telephone."""
        check_administrator(by)
        with self.database.looking() as db:
            return self.contacts.of(db, by.tenant_id)

    def set_numbers(self, by: Staff, wanted: Mapping[ContactKind, str]) -> None:
        """Keep all of these, or none. An empty one is set no more. Raises InstallRefused."""
        check_administrator(by)
        for kind, value in wanted.items():
            if value:
                Install.check_contact(kind, value)
        with self.database.transaction() as db:
            known = self.contacts.of(db, by.tenant_id)
            for kind, value in wanted.items():
                if value and value != known.get(kind):
                    self.contacts.set(db, by.tenant_id, kind, value)
                elif not value:
                    self.contacts.remove(db, by.tenant_id, kind)

    def marked(self, by: Staff) -> list[Course]:
        """The courses that are marked as staff-only, longest marked first."""
        check_administrator(by)
        with self.database.looking() as db:
            return self.courses.of(db, by.tenant_id)

    def mark(self, by: Staff, context_id: str, posting: Posting) -> None:
        """Say that everybody enrolled in this course of the administrator's platform is staff."""
        check_administrator(by)
        with self.database.transaction() as db:
            self.courses.mark_staff_only(db, by.tenant_id, by.host_id, context_id, posting)

    def unmark(self, by: Staff, course_id: str) -> None:
        """Let only those in as staff, from this course too, whom the platform calls staff. Raises NotFound."""
        check_administrator(by)
        with self.database.transaction() as db:
            self.courses.unmark(db, by.tenant_id, course_id)

    def places(self, by: Staff) -> list[tuple[Host, Deployment]]:
        """Where this school has Signpost installed."""
        check_administrator(by)
        with self.database.looking() as db:
            return [(self.hosts.get(db, each.host_id), each) for each in self.deployments.of_tenant(db, by.tenant_id)]

    def accept(self, by: Staff, deployment_id: str) -> None:
        """Accept a deployment that has launched from one of this school's platforms. Raises InstallRefused.

        Its id is typed, and never chosen from a list: on a platform that schools share, that would name theirs.
        """
        check_administrator(by)
        with self.database.transaction() as db:
            mine = self.deployments.of_tenant(db, by.tenant_id)
            hosts = sorted({each.host_id for each in mine if each.status is DeploymentStatus.ACTIVE})
            found = [host for host in hosts if self.deployments.find(db, host, deployment_id) is not None]
            if not found:
                raise InstallRefused(NOT_SEEN)
            try:
                for host in found:
                    self.deployments.activate(db, by.tenant_id, host, deployment_id)
            except DeploymentConflict as error:
                raise InstallRefused(NOT_YOURS) from error

    def invite(self, by: Staff) -> str:
        """The token of a new invitation, with which one more platform can be registered for this school."""
        check_administrator(by)
        with self.database.transaction() as db:
            token, _invite = self.invites.make(db, by.tenant_id)
            return token
