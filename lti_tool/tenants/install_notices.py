"""What an administrator sets so that people are told by e-mail that a case waits."""

from __future__ import annotations

from dataclasses import dataclass

from ..system.database import Database
from ..system.email_rules import is_address
from .hours import SchoolHours
from .install import NO_ADDRESS, InstallRefused
from .mailboxes import Mailboxes
from .model import LEADS, Role, Staff
from .staff import StaffBook
from .tenants import NotFound, Tenants


@dataclass(frozen=True, slots=True)
class NoticeInstall:
    """Sets addresses and school hours. Each method is one transaction that happens whole or not at all."""

    database: Database
    tenants: Tenants
    staff: StaffBook
    mailboxes: Mailboxes

    def set_email(self, tenant_id: str, host_id: str, sub: str, address: str | None) -> Staff:
        """Where this person is told that a case waits; None: nowhere any more."""
        if address is not None and not is_address(address):
            raise InstallRefused(NO_ADDRESS)
        with self.database.transaction() as db:
            person = self.staff.known(db, tenant_id, host_id, sub) if sub.isprintable() else None
            if person is None or not person.has(*LEADS, Role.HEAD):
                raise InstallRefused(
                    "Nobody with this sub is lead, deputy or head here. Name them first with `signpost lead add`."
                )
            self.mailboxes.set(db, person, address)
        return person

    def set_hours(self, tenant_id: str, hours: SchoolHours) -> None:
        """Say when this school is open."""
        if hours.begins >= hours.ends:
            raise InstallRefused("The school's day must begin before it ends.")
        try:
            with self.database.transaction() as db:
                self.tenants.set_hours(db, tenant_id, hours)
        except NotFound as error:
            raise InstallRefused(str(error)) from error
