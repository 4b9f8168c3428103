"""Dynamic Registration (LTI Dynamic Registration 1.0): a platform registers us for the tenant that invited it.

This is the one door through which a stranger could bring keys of their own. It opens for an invitation alone, once; it
calls only what `system.http` calls; it believes an issuer only from its own host; and what is registered already stays
as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from ..system.database import Database
from ..system.http import CallFailed, CallRefused, Http, Patience, Reply
from ..system.settings import Settings
from ..system.url_rules import UrlRules
from ..tenants.deployments import DeploymentConflict, Deployments
from ..tenants.hosts import HostConflict, Hosts
from ..tenants.install import Install, InstallRefused
from ..tenants.invites import Invite, Invites
from ..tenants.model import Deployment, Host, Role, Tenant
from ..tenants.role_codes import RoleCode, RoleCodes
from ..tenants.staff import StaffBook
from ..tenants.tenants import NotFound, Tenants
from .platform_configuration import Configuration, ConfigurationRefused, read_configuration
from .registration_request import Granted, Wanted, read_granted, request_body

# For `Http`: an administrator waits for two calls (lti.md 1.8).
PATIENCE = Patience(connect=3.05, read=5.0, total=5.0)
MOST_BYTES = 256 * 1024
# It becomes a header of ours.
BEARER = re.compile(r"[A-Za-z0-9._~+/=-]{1,8000}")
JSON = "application/json"

OVER = "This invitation is used, too old, or not one of ours."
HAS_ADMINISTRATOR = "There is an administrator by now. They give you a role under “People and roles”."
BUSY = "Somebody is registering with this invitation at this moment. Wait two minutes, then try again."
NOT_SEEN = (
    "Nobody has opened Signpost from that deployment yet. Open it once from the platform: it says that it is not "
    "accepted. Then come back to this page and type the deployment id again, exactly as the platform shows it."
)
KNOWN = "This platform and client id are registered already, so nothing was changed."
# What a platform says in one word (hosts-measured.md), and what to do. Nothing else of its answer is read or shown.
SAYS = {
    "token_already_used": "The platform says that its registration token is used up. Begin again on the platform.",
    "missing_registration_token": "The platform sent no registration token. Begin again on the platform.",
    "domain_targetlinkuri_mismatch": "The platform does not accept the address of this server. Tell whoever runs it.",
}


class RegistrationRefused(Exception):
    """Nothing was registered here. The message says what is wrong and what to do; `word` is for the log."""

    def __init__(self, word: str, message: str) -> None:
        self.word = word
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Asking:
    """What the platform put into the address that it opened."""

    configuration_url: str
    registration_token: str | None


@dataclass(frozen=True, slots=True)
class Registered:
    """What is registered now. Without a deployment the platform shows it at the first launch."""

    host: Host
    deployment: Deployment | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that is good, whose it is, and how far it has come."""

    invite: Invite
    tenant: Tenant
    host: Host | None
    has_deployment: bool
    has_administrator: bool

    @property
    def wants_administrator(self) -> bool:
        """Whether whoever holds it may become the first administrator: they have installed it, and there is none."""
        return self.host is not None and self.has_deployment and not self.has_administrator


@dataclass(frozen=True)
class Registering:
    """Registers platforms, and accepts the first deployment of one that could not name it."""

    settings: Settings
    database: Database
    http: Http
    tenants: Tenants
    hosts: Hosts
    deployments: Deployments
    invites: Invites
    install: Install
    codes: RoleCodes
    staff: StaffBook

    def invitation(self, token: str) -> Invitation:
        """The invitation with this token. Raises RegistrationRefused."""
        with self.database.reading() as db:
            invite = self.invites.find(db, token)
            if invite is None:
                raise RegistrationRefused("invite_over", OVER)
            host = self.hosts.get(db, invite.host_id) if invite.host_id else None
            serves = host is not None and self.deployments.serves(db, invite.tenant_id, host.id)
            led = bool(self.staff.holding(db, invite.tenant_id, Role.ADMINISTRATOR))
            return Invitation(invite, self.tenants.get(db, invite.tenant_id), host, serves, led)

    def register(self, token: str, asking: Asking, wanted: Wanted) -> Registered:
        """Register the platform that opened our page. Raises RegistrationRefused; then nothing is registered here."""
        with self.claimed(token) as invite:
            try:
                configuration = self._configuration(asking)
                granted = self._granted(asking, configuration, wanted)
            except ConfigurationRefused as error:
                raise RegistrationRefused("configuration", f"“{error.field}” {error.why}.") from error
            return self.keep(invite, _host(configuration, granted), granted.deployment_id)

    @contextmanager
    def claimed(self, token: str) -> Iterator[Invite]:
        """The invitation, while nobody else can register with it. Raises RegistrationRefused."""
        invite = self.invitation(token).invite
        with self.database.transaction() as db:
            if not self.invites.claim(db, invite):
                raise RegistrationRefused("invite_busy", OVER if invite.host_id else BUSY)
        try:
            yield invite
        finally:
            # After success it changes nothing: what is used up is not free again.
            with self.database.transaction() as db:
                self.invites.release(db, invite)

    def keep(self, invite: Invite, wanted: Host, deployment_id: str | None) -> Registered:
        """All of it in one transaction, and only what is new: else a "platform" could name another one's client id.

        Raises:
            RegistrationRefused: the issuer and client id are known, or the invitation was used meanwhile.
        """
        try:
            self.install.check_host(wanted)
            with self.database.transaction() as db:
                host = self.hosts.add_new(db, wanted)
                if not self.invites.use(db, invite, host.id):
                    raise RegistrationRefused("invite_over", OVER)
                return Registered(host, self._deployment(db, invite, host, deployment_id))
        except InstallRefused as error:
            raise RegistrationRefused("configuration", str(error)) from error
        except (NotFound, HostConflict, DeploymentConflict) as error:
            raise RegistrationRefused("host_known", KNOWN) from error

    def accept(self, token: str, deployment_id: str) -> Deployment:
        """Accept a deployment of the host that this invitation registered, as long as nobody else can.

        That is: as long as it has none, or the one that was typed is a wrong one and there is no administrator yet.
        Whoever holds the invitation could become one, and accept it then.

        Raises:
            RegistrationRefused: it has launched from nowhere yet, or is not this tenant's.
        """
        found = self.invitation(token)
        if found.host is None or (found.has_deployment and not found.wants_administrator):
            raise RegistrationRefused("invite_over", OVER)
        try:
            return self.install.activate(found.tenant.id, found.host.id, deployment_id)
        except InstallRefused as error:
            raise RegistrationRefused("deployment_unknown", NOT_SEEN) from error

    def administrator_code(self, token: str) -> RoleCode:
        """The code with which whoever installed Signpost becomes the tenant's first administrator.

        Raises:
            RegistrationRefused: nothing was registered with this invitation, or there is an administrator.
        """
        found = self.invitation(token)
        if not found.wants_administrator:
            raise RegistrationRefused("administrator_known", HAS_ADMINISTRATOR)
        with self.database.transaction() as db:
            return self.codes.add(db, found.tenant.id, Role.ADMINISTRATOR)

    def _configuration(self, asking: Asking) -> Configuration:
        reply = self._call("openid_configuration", asking, asking.configuration_url, None)
        if reply.status != 200:
            raise ConfigurationRefused("openid_configuration", f"was answered with {reply.status} and not with 200")
        return read_configuration(reply.body, asking.configuration_url, UrlRules(self.settings))

    def _granted(self, asking: Asking, configuration: Configuration, wanted: Wanted) -> Granted:
        body = request_body(configuration, wanted, self.settings.base_url)
        reply = self._call("registration_endpoint", asking, configuration.registration_url, body)
        if reply.status not in {200, 201}:
            word = reply.body[:100].decode("ascii", "replace").strip()
            if word in SAYS:
                raise RegistrationRefused("platform_refused", SAYS[word])
            raise ConfigurationRefused("registration_endpoint", f"was answered with {reply.status}")
        return read_granted(reply.body)

    def _call(self, field: str, asking: Asking, url: str, body: bytes | None) -> Reply:
        headers = {"Accept": JSON}
        # Canvas wants it for the configuration, too; the others do not mind (lti.md 1.8).
        if asking.registration_token is not None:
            if not BEARER.fullmatch(asking.registration_token):
                raise ConfigurationRefused("registration_token", "is not a token")
            headers["Authorization"] = f"Bearer {asking.registration_token}"
        try:
            if body is None:
                return self.http.get(url, headers, MOST_BYTES)
            return self.http.post(url, body, {**headers, "Content-Type": JSON}, MOST_BYTES)
        except CallRefused as error:
            raise ConfigurationRefused(field, f"cannot be called: {error}") from error
        except CallFailed as error:
            raise ConfigurationRefused(field, f"gave no answer that can be used: {error}") from error

    def _deployment(self, db: Connection, invite: Invite, host: Host, deployment_id: str | None) -> Deployment | None:
        if deployment_id is None:
            return None
        return self.deployments.add(db, invite.tenant_id, host.id, deployment_id)


def _host(configuration: Configuration, granted: Granted) -> Host:
    return Host(
        id="",
        issuer=configuration.issuer,
        client_id=granted.client_id,
        auth_url=configuration.auth_url,
        token_url=configuration.token_url,
        jwks_url=configuration.jwks_url,
        audience=configuration.audience,
        family=configuration.family,
        frame_origins=(),
    )
