"""What an administrator does: each method is one transaction that happens whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from ..system.database import Database
from ..system.email_rules import is_address
from ..system.url_rules import CallRefused, UrlRules
from .contacts import Contacts
from .courses import Courses
from .deployments import DeploymentConflict, Deployments
from .hosts import HostConflict, Hosts
from .keys import SigningKeys
from .model import ContactKind, Course, Deployment, Host, Nation, Posting, Role, Staff, Tenant
from .roles import Roles
from .staff import StaffBook
from .tenants import NotFound, Tenants

LONGEST_ID = 255
LONGEST_URL = 2000
LONGEST_VALUE = 200
NO_ADDRESS = "This is not one plain e-mail address, such as lead@school.example."


class InstallRefused(Exception):
    """Nothing was changed. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Install:
    """Adds tenants, hosts, deployments, courses, roles and contacts; takes roles and deployments back."""

    database: Database
    url_rules: UrlRules
    tenants: Tenants
    hosts: Hosts
    deployments: Deployments
    courses: Courses
    staff: StaffBook
    contacts: Contacts
    keys: SigningKeys
    roles: Roles

    def add_tenant(self, name: str, nation: Nation) -> Tenant:
        """A new tenant; with the first one, our first signing key."""
        check_words("The name", name)
        with self.database.transaction() as db:
            if self.keys.current(db) is None:
                self.keys.add(db)
            return self.tenants.add(db, name.strip(), nation)

    def name_children(self, tenant_id: str, *, on: bool) -> None:
        """Whether a tenant's cases may hold children's names, or their numbers in the school's own records."""
        try:
            with self.database.transaction() as db:
                self.tenants.name_children(db, tenant_id, on=on)
        except NotFound as error:
            raise InstallRefused(str(error)) from error

    def keep_for(self, tenant_id: str, months: int | None) -> None:
        """After how many months on file a tenant's cases may be deleted; None: none ever is due."""
        try:
            with self.database.transaction() as db:
                self.tenants.keep_for(db, tenant_id, months)
        except NotFound as error:
            raise InstallRefused(str(error)) from error

    def add_host(self, tenant_id: str, wanted: Host, deployment_id: str) -> tuple[Host, Deployment]:
        """A host and one active deployment of it. A known host with the same addresses gains the deployment."""
        self.check_host(wanted)
        _check_id("The deployment id", deployment_id)
        try:
            with self.database.transaction() as db:
                self.tenants.get(db, tenant_id)
                host = self.hosts.add(db, wanted)
                return host, self.deployments.add(db, tenant_id, host.id, deployment_id)
        except (NotFound, HostConflict, DeploymentConflict) as error:
            raise InstallRefused(str(error)) from error

    def activate(self, tenant_id: str, host_id: str, deployment_id: str) -> Deployment:
        """Accept a deployment that has launched and was not known."""
        try:
            with self.database.transaction() as db:
                self.tenants.get(db, tenant_id)
                self.hosts.get(db, host_id)
                return self.deployments.activate(db, tenant_id, host_id, deployment_id)
        except (NotFound, DeploymentConflict) as error:
            raise InstallRefused(str(error)) from error

    def deactivate(self, tenant_id: str, host_id: str, deployment_id: str) -> Deployment:
        """Refuse launches from a deployment from now on; who came from there is signed out."""
        try:
            with self.database.transaction() as db:
                self.tenants.get(db, tenant_id)
                self.hosts.get(db, host_id)
                return self.deployments.deactivate(db, tenant_id, host_id, deployment_id)
        except NotFound as error:
            raise InstallRefused(str(error)) from error

    def mark_staff_only(self, tenant_id: str, host_id: str, context_id: str, posting: Posting) -> Course:
        """Mark a course as one where everybody enrolled is staff."""
        _check_id("The context id", context_id)
        try:
            with self.database.transaction() as db:
                self.tenants.get(db, tenant_id)
                self._check_serves(
                    tenant_id, self.hosts.get(db, host_id), self.deployments.serves(db, tenant_id, host_id)
                )
                return self.courses.mark_staff_only(db, tenant_id, host_id, context_id, posting)
        except NotFound as error:
            raise InstallRefused(str(error)) from error

    def grant(self, tenant_id: str, host_id: str, sub: str, role: Role) -> Staff:
        """Give a person a role, before or after their first launch; who comes back without it waits for agreement."""
        _check_id("The sub", sub)
        try:
            with self.database.transaction() as db:
                self.tenants.get(db, tenant_id)
                self._check_serves(
                    tenant_id, self.hosts.get(db, host_id), self.deployments.serves(db, tenant_id, host_id)
                )
                return self.roles.give(db, self.staff.meet(db, tenant_id, host_id, sub), role)
        except NotFound as error:
            raise InstallRefused(str(error)) from error

    def revoke(self, tenant_id: str, host_id: str, sub: str, role: Role) -> Staff:
        """Take away a role, or one that waits; also where the host has no active deployment any more."""
        _check_id("The sub", sub)
        try:
            with self.database.transaction() as db:
                self.tenants.get(db, tenant_id)
                person = self.staff.known(db, tenant_id, self.hosts.get(db, host_id).id, sub)
                left = self.roles.take(db, person, role) if person is not None else None
                if left is None:
                    raise InstallRefused(f"Person {sub} of this host is not {role.value} here. Nothing was changed.")
                return left
        except NotFound as error:
            raise InstallRefused(str(error)) from error

    def set_contact(self, tenant_id: str, kind: ContactKind, value: str) -> None:
        """Set one contact: a name and a number in one line, or an e-mail address where that is its kind."""
        self.check_contact(kind, value)
        try:
            with self.database.transaction() as db:
                self.contacts.set(db, tenant_id, kind, value.strip())
        except NotFound as error:
            raise InstallRefused(str(error)) from error

    @staticmethod
    def check_contact(kind: ContactKind, value: str) -> None:
        """Whether a contact can be kept. Raises InstallRefused."""
        check_words("The contact", value)
        if kind is ContactKind.ON_CALL_EMAIL and not is_address(value.strip()):
            raise InstallRefused(NO_ADDRESS)

    def check_host(self, host: Host) -> None:
        """Whether a host's addresses may be called. Raises InstallRefused."""
        _check_id("The client id", host.client_id)
        _check_url("The issuer", host.issuer, self.url_rules)
        _check_url("The auth URL", host.auth_url, self.url_rules)
        _check_url("The token URL", host.token_url, self.url_rules)
        _check_url("The JWKS URL", host.jwks_url, self.url_rules)
        _check_optional("The audience", host.audience)
        for origin in host.frame_origins:
            _check_url("The frame origin", origin, self.url_rules)
            parts = urlsplit(origin)
            if origin != f"{parts.scheme}://{parts.netloc}":
                raise InstallRefused(f"The frame origin {origin} must be scheme, host and port only.")

    @staticmethod
    def _check_serves(tenant_id: str, host: Host, serves: bool) -> None:
        """A role or course on a host that this tenant is not installed on would wait for ever, or for a stranger."""
        if not serves:
            raise InstallRefused(
                f"Host {host.id} has no active deployment of tenant {tenant_id}. Add one with `signpost host add`, "
                "or accept one again with `signpost deployment activate`."
            )


def _check_optional(what: str, value: str | None) -> None:
    if value is not None and (not value or len(value) > LONGEST_URL or not value.isprintable()):
        raise InstallRefused(f"{what} must have 1 to {LONGEST_URL} printable characters.")


def _check_id(what: str, value: str) -> None:
    if not value or len(value) > LONGEST_ID or not value.isprintable():
        raise InstallRefused(f"{what} must have 1 to {LONGEST_ID} printable characters.")


def check_words(what: str, value: str) -> None:
    """Refuse what a page could not show in its place. Raises InstallRefused."""
    if not value.strip() or len(value) > LONGEST_VALUE or not value.isprintable():
        raise InstallRefused(f"{what} must have 1 to {LONGEST_VALUE} printable characters, on one line.")


def _check_url(what: str, url: str, rules: UrlRules) -> None:
    if len(url) > LONGEST_URL or not url.isprintable() or " " in url:
        raise InstallRefused(f"{what} is too long, or has a space or a sign in it that cannot be printed.")
    try:
        rules.check(url)
    except CallRefused as error:
        raise InstallRefused(f"{what} cannot be used: {error}.") from error
