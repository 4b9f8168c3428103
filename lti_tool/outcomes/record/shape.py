"""What a tenant's export holds: each table with the columns that go along, sealed or plain, and what stays, with why.

A test compares this with every table that there is: what is neither here nor listed as left out breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from ...cases import tables as case
from ...cases.tables_children import case_links, children
from ...cases.tables_erasure import erasure_receipts, erasures
from ...cases.tables_notices import notices, notices_told
from ...cases.tables_overlays import tenant_overlays
from ...cases.tables_practice import practices
from ...cases.tables_tasks import tasks
from ...system.crypto import Place
from ...tenants import tables as tenant
from ...tenants.tables_guides import guide_signoffs
from ...tenants.tables_roles import role_changes, role_proposals, role_tellings

Which = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A column that is encrypted with the tenant's data key.

    Attributes:
        row: the columns that say in which row its ciphertext belongs (system/crypto.py, Place).
        is_map: its words are a JSON object of texts; else they are one text.
    """

    row: tuple[str, ...] = ("id",)
    is_map: bool = False

    def place(self, tenant_id: str, table: sa.Table, column: str, record: Mapping[str, Any]) -> Place:
        """Where the ciphertext of this record belongs."""
        return Place(tenant_id, table.name, column, "/".join(str(record[name]) for name in self.row))


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """One table of an export.

    Attributes:
        which: picks the rows of a tenant by its id.
        sealed: the encrypted columns, which go along opened.
        left_out: the columns that stay, and why.
        order: by what the rows are sorted; the primary key where nothing else is named.
    """

    table: sa.Table
    which: Callable[[str], Which]
    sealed: Mapping[str, Sealed] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @property
    def columns(self) -> list[sa.Column[Any]]:
        """The columns that go along."""
        return [column for column in self.table.columns if column.name not in self.left_out]

    @property
    def sorted_by(self) -> list[sa.Column[Any]]:
        """By what the rows are sorted."""
        return [self.table.c[name] for name in self.order] or list(self.table.primary_key.columns)


def _of_tenant(table: sa.Table) -> Callable[[str], Which]:
    return lambda tenant_id: table.c.tenant_id == tenant_id


def _of_case(table: sa.Table, column: str = "case_id") -> Callable[[str], Which]:
    return lambda tenant_id: table.c[column].in_(_cases(tenant_id))


def _cases(tenant_id: str) -> sa.Select[Any]:
    return sa.select(case.cases.c.id).where(case.cases.c.tenant_id == tenant_id)


def _its_hosts(tenant_id: str) -> Which:
    """Every host that something of the tenant's came from, also one that it has left."""
    named = (tenant.deployments, tenant.courses, tenant.staff, case.receipts)
    return sa.or_(
        *(tenant.hosts.c.id.in_(sa.select(each.c.host_id).where(each.c.tenant_id == tenant_id)) for each in named)
    )


def _its_roles(tenant_id: str) -> Which:
    its = sa.select(tenant.staff.c.id).where(tenant.staff.c.tenant_id == tenant_id)
    return tenant.staff_roles.c.staff_id.in_(its)


def _its_tellings(tenant_id: str) -> Which:
    its = sa.select(role_changes.c.id).where(role_changes.c.tenant_id == tenant_id)
    return role_tellings.c.change_id.in_(its)


def _its_erased_cases(tenant_id: str) -> Which:
    """Of cases that are gone. Brought along, one of a case that is still there would let it be deleted."""
    gone = erasures.c.case_id.not_in(_cases(tenant_id))
    return sa.and_(erasures.c.tenant_id == tenant_id, erasures.c.case_id.is_not(None), gone)


def _its_receipts(tenant_id: str) -> Which:
    """Of cases, as their erasures: a receipt of the whole school belongs to where it was deleted."""
    return sa.and_(erasure_receipts.c.tenant_id == tenant_id, erasure_receipts.c.reference.is_not(None))


TEXT, MAP = Sealed(), Sealed(is_map=True)

# In an order in which each row comes after those that it refers to.
MEMBERS = (
    Member(
        tenant.tenants,
        lambda tenant_id: tenant.tenants.c.id == tenant_id,
        left_out={"data_key": "wrapped by a master key of this installation; another one makes a key of its own"},
    ),
    Member(tenant.hosts, _its_hosts),
    Member(tenant.deployments, _of_tenant(tenant.deployments)),
    Member(tenant.courses, _of_tenant(tenant.courses)),
    Member(tenant.staff, _of_tenant(tenant.staff), {"name": TEXT, "email": TEXT}),
    Member(tenant.staff_roles, _its_roles),
    Member(role_proposals, _of_tenant(role_proposals)),
    Member(role_changes, _of_tenant(role_changes)),
    Member(
        role_tellings,
        _its_tellings,
        left_out={"address": "only until an e-mail is sent from here; another installation sends none of what is past"},
    ),
    Member(tenant.contacts, _of_tenant(tenant.contacts), {"value": Sealed(("kind",))}),
    Member(tenant_overlays, _of_tenant(tenant_overlays), {"text": TEXT}),
    Member(guide_signoffs, _of_tenant(guide_signoffs), {"name": TEXT, "role": TEXT}),
    Member(
        case.cases,
        _of_tenant(case.cases),
        left_out={
            "first_look": "worked out of when a case was sent and opened",
            "names_anybody": "the database's own note of whether named_staff has anybody",
            "count_code": "worked out by the database, of the rest",
            "counted_as": "the same in words",
        },
    ),
    Member(case.answers, _of_case(case.answers), {"value": Sealed(("case_id", "question"))}),
    Member(
        case.events,
        _of_case(case.events),
        {"detail": Sealed(("case_id", "number"), is_map=True)},
        left_out={"id": "the database's own count of rows; an entry is known by its case and number"},
        order=("case_id", "number"),
    ),
    Member(case.decisions, _of_case(case.decisions), {"reason": TEXT, "record": MAP}),
    Member(case.consultations, _of_case(case.consultations), {"told": MAP, "answer": TEXT}),
    Member(case.named_staff, _of_case(case.named_staff)),
    Member(children, _of_case(children), {"facts": MAP}),
    Member(case_links, _of_case(case_links, "one_id")),
    Member(tasks, _of_case(tasks), {"action": TEXT, "note": TEXT}),
    Member(notices, _of_case(notices)),
    Member(notices_told, _of_case(notices_told)),
    Member(practices, _of_tenant(practices), {"answers": MAP}),
    Member(case.receipts, _of_tenant(case.receipts)),
    Member(erasures, _its_erased_cases),
    Member(erasure_receipts, _its_receipts),
)
BY_NAME: Mapping[str, Member] = {member.name: member for member in MEMBERS}

# Tables that stay, and why.
LEFT_OUT: Mapping[str, str] = {
    "signing_keys": "the installation's own; platforms are told the new one's",
    "invites": "they register a platform here; the new installation makes its own",
    "role_codes": "they last for days; the new installation's administrator makes new ones",
    "login_transactions": "logins on their way; they last for minutes, and only where they began",
    "seen_notices": "notices of platforms that were believed once; they last for a day",
    "course_copies": "copies of courses that wait for an answer; the platform's courses are marked anew",
    "privacy_requests": "requests about data that wait for an answer; they are asked again where the cases now are",
    "deep_links": "pages that somebody is about to place in a course; they last for minutes, and only where they began",
    "sessions": "who is signed in here; they sign in to the new installation",
    "tenant_weeks": "in which weeks this installation was seen to work; the new one begins its own",
    "tickets": "ways into another window; they last for a minute",
    "erasure_proposals": "a deletion that two people have not agreed on; they begin again where the case now is",
    "tenant_deletions": "that a school is to be deleted here says nothing of where it moves to",
    "outbox": "what is still to be done here; the new one begins notices anew and shows receipts as not sent",
}
