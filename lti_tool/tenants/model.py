"""What the other rooms know about tenants: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .hours import USUAL_HOURS, SchoolHours


class Nation(StrEnum):
    """The nations of the United Kingdom; guidance and law differ in each."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


class Role(StrEnum):
    """The roles we hold. A person may have several; every staff launch gives `REPORTER`."""

    REPORTER = "reporter"
    LEAD = "lead"
    DEPUTY = "deputy"
    HEAD = "head"
    ADMINISTRATOR = "administrator"


# Lead and deputy do the same work; the difference is who is telephoned first.
LEADS = frozenset({Role.LEAD, Role.DEPUTY})
# Whoever holds one of these reads cases.
READERS = LEADS | {Role.HEAD}


class DeploymentStatus(StrEnum):
    """A deployment that launched without being known waits as pending. Only from an active one is anybody signed in."""

    PENDING = "pending"
    ACTIVE = "active"
    INACTIVE = "inactive"


class Posting(StrEnum):
    """What a staff-only course wants in its gradebook."""

    OFF = "off"
    RECEIPT = "receipt"


class ContactKind(StrEnum):
    """Whom the pages tell people to telephone: a name and a number in one line, as the school writes it.

    The last is an e-mail address, and on no page: out of school hours it is written to when a case waits.
    """

    LEAD = "lead"
    DEPUTY = "deputy"
    HEAD = "head"
    CHAIR = "chair"
    SOCIAL_CARE = "social_care"
    OUT_OF_HOURS = "out_of_hours"
    LADO = "lado"
    POLICE = "police"
    SAFER_SCHOOLS = "safer_schools"
    ON_CALL = "on_call"
    ON_CALL_EMAIL = "on_call_email"


# guidance-spec (c): without these the tool is not ready to go live, and says so.
REQUIRED_CONTACTS = (
    ContactKind.LEAD,
    ContactKind.DEPUTY,
    ContactKind.HEAD,
    ContactKind.SOCIAL_CARE,
    ContactKind.OUT_OF_HOURS,
    ContactKind.LADO,
)


@dataclass(frozen=True, slots=True)
class Tenant:
    """One safeguarding team: a school or college.

    Attributes:
        children_named: whether its cases may hold children's names, or their numbers in the school's own records.
        retention_months: after how many months on file a case may be deleted; None where none ever is due.
        lead_word: what it calls whoever leads, one of those offered in its nation; None: as is usual there.
        child_word: pupil or student; None: as is usual.
    """

    id: str
    name: str
    nation: Nation
    created_at: datetime
    hours: SchoolHours = USUAL_HOURS
    children_named: bool = False
    retention_months: int | None = None
    lead_word: str | None = None
    child_word: str | None = None


@dataclass(frozen=True, slots=True)
class Host:
    """An LMS installation, one (issuer, client id). It may be shared by tenants."""

    id: str
    issuer: str
    client_id: str
    auth_url: str
    token_url: str
    jwks_url: str
    audience: str | None
    family: str | None
    frame_origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deployment:
    """A host's installation in one place. Once it was active it belongs to exactly one tenant."""

    id: str
    host_id: str
    deployment_id: str
    status: DeploymentStatus
    tenant_id: str | None


@dataclass(frozen=True, slots=True)
class Course:
    """An LTI context that an administrator marked as one where everybody enrolled is staff."""

    id: str
    tenant_id: str
    host_id: str
    context_id: str
    posting: Posting


@dataclass(frozen=True, slots=True)
class Staff:
    """A person from a host, unique by (tenant, host, sub), with the roles we hold now.

    Attributes:
        launched: whether they have ever opened Signpost.
    """

    id: str
    tenant_id: str
    host_id: str
    sub: str
    name: str | None
    roles: frozenset[Role]
    launched: bool = False

    def has(self, *roles: Role) -> bool:
        """Whether this person holds any of `roles`."""
        return not self.roles.isdisjoint(roles)
