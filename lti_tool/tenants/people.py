"""What an administrator does with people from their pages: who has a role, giving, taking, where to write."""

from __future__ import annotations

from dataclasses import dataclass

from ..system.database import Database
from ..system.email_rules import is_address
from .install import NO_ADDRESS, InstallRefused
from .mailboxes import Mailboxes
from .model import READERS, Role, Staff
from .role_codes import RoleCode, RoleCodes
from .role_rules import Proposal
from .roles import Roles
from .tenants import NotFound

ONLY_ONE = (
    "You are the only administrator here. Give somebody else this role first, or nobody can look after Signpost any "
    "more."
)
NO_READER = "Nobody is written to but leads, deputies and heads. Give this person one of these roles first."


@dataclass(frozen=True, slots=True)
class Everybody:
    """The people of a school, as its administrator may know them. Never when, or how often, somebody came.

    Attributes:
        holders: who has a role beside that of every member of staff.
        waiting: roles that have to be agreed to, with the person.
        others: who else has opened Signpost, where the platform said their name.
    """

    holders: tuple[Staff, ...]
    waiting: tuple[tuple[Proposal, Staff], ...]
    others: tuple[Staff, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """One person: the roles that wait for them, and where they are written to."""

    person: Staff
    waiting: frozenset[Role]
    email: str | None


@dataclass(frozen=True, slots=True)
class People:
    """Each method is one transaction, and raises NotFound for somebody who is not an administrator."""

    database: Database
    roles: Roles
    codes: RoleCodes
    mailboxes: Mailboxes

    def everybody(self, by: Staff) -> Everybody:
        """Who has a role, who waits for one, and who else could have one."""
        check_administrator(by)
        with self.database.reading() as db:
            staff = self.roles.staff.launched(db, by.tenant_id)
            holders = [each for each in staff if each.roles - {Role.REPORTER}]
            others = [each for each in staff if not each.roles - {Role.REPORTER} and each.name]
            waiting = [
                (each, self.roles.staff.get(db, by.tenant_id, each.staff_id))
                for each in self.roles.proposals.waiting(db, by.tenant_id)
            ]
        return Everybody(tuple(holders), tuple(waiting), tuple(others))

    def one(self, by: Staff, staff_id: str) -> Known:
        """One person of the same school. Raises NotFound."""
        check_administrator(by)
        with self.database.reading() as db:
            person = self.roles.staff.get(db, by.tenant_id, staff_id)
            waits = (each for each in self.roles.proposals.waiting(db, by.tenant_id) if each.staff_id == person.id)
            return Known(
                person,
                frozenset(each.role for each in waits),
                self.mailboxes.of(db, by.tenant_id).get(person.id),
            )

    def give(self, by: Staff, staff_id: str, role: Role) -> bool:
        """Give a role. False: it has to be agreed to, and waits. Raises NotFound."""
        check_administrator(by)
        with self.database.transaction() as db:
            person = self.roles.staff.get(db, by.tenant_id, staff_id)
            return role in self.roles.give(db, person, role, by=by).roles

    def take(self, by: Staff, staff_id: str, role: Role) -> None:
        """Take a role away at once, or withdraw one that waits; twice is the same as once.

        Raises:
            InstallRefused: nobody would be left who can look after this installation.
        """
        check_administrator(by)
        with self.database.transaction() as db:
            self.roles.hold(db, by.tenant_id)
            person = self.roles.staff.get(db, by.tenant_id, staff_id)
            holding = self.roles.staff.holding(db, by.tenant_id, role)
            if role is Role.ADMINISTRATOR and [each.id for each in holding] == [person.id]:
                raise InstallRefused(ONLY_ONE)
            self.roles.take(db, person, role, by=by)

    def write_to(self, by: Staff, staff_id: str, address: str | None) -> None:
        """Where this person is told that a case waits; None: nowhere. Raises NotFound and InstallRefused."""
        check_administrator(by)
        if address is not None and not is_address(address):
            raise InstallRefused(NO_ADDRESS)
        with self.database.transaction() as db:
            person = self.roles.staff.get(db, by.tenant_id, staff_id)
            if address is not None and not person.has(*READERS):
                raise InstallRefused(NO_READER)
            self.mailboxes.set(db, person, address)

    def code(self, by: Staff, role: Role) -> RoleCode:
        """A one-time code for a role, to be handed to a person."""
        check_administrator(by)
        return self.codes.make(by.tenant_id, role, by)


def check_administrator(by: Staff) -> None:
    """Raise NotFound for anybody else: to them these pages do not exist."""
    if not by.has(Role.ADMINISTRATOR):
        raise NotFound("There is no such page for this person.")
