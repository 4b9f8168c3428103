"""Giving and taking roles. A role that reads cases is given by two people: who proposes it, and who agrees."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from .mailboxes import Mailboxes
from .model import READERS, Role, Staff
from .proposals import Proposals
from .role_log import RoleLog
from .role_rules import Proposal, RoleEvent, is_established, must_wait
from .staff import StaffBook
from .tables import tenants


class Roles:
    """What an administrator does with roles. Each method is part of the caller's transaction."""

    def __init__(self, staff: StaffBook, mailboxes: Mailboxes, proposals: Proposals, log: RoleLog) -> None:
        self.staff = staff
        self.proposals = proposals
        self.log = log
        self._mailboxes = mailboxes

    def hold(self, db: Connection, tenant_id: str) -> list[Staff]:
        """Let nobody else change this tenant's roles until the transaction ends; who reads cases now.

        What nobody answered in time ends here, so that nothing that is too old can be agreed to.
        """
        # Not stronger than that: a case that somebody begins meanwhile refers to the same row.
        held = sa.select(tenants.c.id).where(tenants.c.id == tenant_id).with_for_update(key_share=True)
        db.execute(held)
        readers = self.staff.readers(db, tenant_id)
        for each in self.proposals.too_old(db, tenant_id):
            self._end(db, each, RoleEvent.LAPSED, tell=is_established(readers))
        return readers

    def give(self, db: Connection, person: Staff, role: Role, by: Staff | None = None) -> Staff:
        """Give a role, or propose it where it has to be agreed to: the person then comes back without it.

        Doing either twice is the same as once. `by` is the administrator; None where it is done at a terminal.
        """
        readers = self.hold(db, person.tenant_id)
        person = self.staff.get(db, person.tenant_id, person.id)
        if role in person.roles:
            return person
        waits = self.proposals.of_person(db, person, role)
        if must_wait(role, readers):
            if waits is None:
                self.proposals.add(db, person, role)
                self.log.note(db, person, role, RoleEvent.PROPOSED, by=by, tell=True)
            return person
        if waits is not None:
            self.proposals.end(db, waits, RoleEvent.GIVEN)
        given = self.staff.grant(db, person, role)
        self.log.note(db, given, role, RoleEvent.GIVEN, by=by, tell=is_established(readers))
        return given

    def take(self, db: Connection, person: Staff, role: Role, by: Staff | None = None) -> Staff | None:
        """Take a role away at once, or withdraw one that waits. None: the person has neither."""
        readers = self.hold(db, person.tenant_id)
        person = self.staff.get(db, person.tenant_id, person.id)
        waits = self.proposals.of_person(db, person, role)
        if waits is not None:
            self._end(db, waits, RoleEvent.WITHDRAWN, by=by, tell=True)
        if role not in person.roles:
            return person if waits is not None else None
        left = self.staff.revoke(db, person, role)
        told = is_established(readers)
        change = self.log.note(db, left, role, RoleEvent.REMOVED, by=by, tell=told)
        if not left.has(*READERS):
            address = self._mailboxes.of(db, left.tenant_id).get(left.id)
            self._mailboxes.set(db, left, None)
            if told and address is not None:
                self.log.lend_address(db, change, left, address)
        return left

    def _end(self, db: Connection, proposal: Proposal, end: RoleEvent, *, by: Staff | None = None, tell: bool) -> None:
        self.proposals.end(db, proposal, end)
        person = self.staff.get(db, proposal.tenant_id, proposal.staff_id)
        self.log.note(db, person, proposal.role, end, by=by, tell=tell)
