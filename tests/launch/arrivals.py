"""A tool, a host and a tenant between them, and the steps of a launch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from lti_tool.launch.browser import Browser
from lti_tool.launch.jwks import KeySets
from lti_tool.launch.login import Logins, PendingLogin
from lti_tool.launch.message import Launch, Launches
from lti_tool.launch.tables import login_transactions
from lti_tool.system.crypto import MasterKeys, new_data_key
from lti_tool.system.database import Database
from lti_tool.system.ids import RandomIds
from lti_tool.system.settings import Settings
from lti_tool.tenants.deployments import Deployments
from lti_tool.tenants.hosts import Hosts
from lti_tool.tenants.model import Host, Nation
from lti_tool.tenants.tables import deployments as deployments_table
from lti_tool.tenants.tenants import Tenants
from tests.clock import SettableClock
from tests.launch.platform import Network, Platform

BASE_URL = "https://signpost.example"


@dataclass
class Arrivals:
    """Everything a launch goes through, and the one host it comes from."""

    database: Database
    clock: SettableClock
    network: Network
    platform: Platform
    host: Host
    tenant_id: str
    hosts: Hosts
    deployments: Deployments
    logins: Logins
    launches: Launches

    def login(self, *shown: str, **changes: Any) -> PendingLogin:
        """The host begins a login in a browser that shows these bindings; `name=None` leaves a parameter out."""
        usual = {
            "iss": self.platform.issuer,
            "client_id": self.platform.client_id,
            "login_hint": "5",
            "lti_message_hint": '{"cmid":2}',
            "lti_deployment_id": "1",
            "target_link_uri": BASE_URL + "/lti/launch",
        }
        params = {name: value for name, value in {**usual, **changes}.items() if value is not None}
        return self.logins.begin(params, shown)

    def launch(
        self,
        login: PendingLogin,
        changes: Mapping[str, Any] | None = None,
        header: Mapping[str, Any] | None = None,
    ) -> Launch:
        """The host answers `login` with a token."""
        return self.post(login, self.platform.token(login, changes, header))

    def post(self, login: PendingLogin, token: str, *shown: str) -> Launch:
        """A browser that shows these bindings posts a token; without any it is the one that began the login."""
        return self.launches.verify({"state": login.state, "id_token": token}, Browser(shown or (login.binding,)))

    def arrive(self, changes: Mapping[str, Any] | None = None) -> Launch:
        """Login and launch."""
        return self.launch(self.login(), changes)

    def other_host(self, platform: Platform) -> Host:
        """A second host of the same tool, with the deployment 1 of a tenant of its own."""
        return install(self.database, self.clock, platform)[0]

    def change_family(self, family: str) -> None:
        with self.database.transaction() as db:
            db.execute(sa.text("UPDATE hosts SET family = :family").bindparams(family=family))

    def consumed(self) -> int:
        """How many logins have been used up."""
        query = sa.select(sa.func.count()).where(login_transactions.c.consumed_at.is_not(None))
        return self._number(query)

    def logins_kept(self) -> int:
        return self._number(sa.select(sa.func.count()).select_from(login_transactions))

    def pending(self) -> int:
        """How many deployments wait for an administrator."""
        return self._number(sa.select(sa.func.count()).where(deployments_table.c.status == "pending"))

    def _number(self, query: sa.Select[tuple[int]]) -> int:
        with self.database.reading() as db:
            return db.execute(query).scalar_one()


def build(database: Database, clock: SettableClock, network: Network, platform: Platform) -> Arrivals:
    ids = RandomIds()
    settings = Settings(base_url=BASE_URL, secret_key="x" * 32, master_keys=())
    hosts, deployments = Hosts(clock, ids), Deployments(clock, ids)
    host, tenant_id = install(database, clock, platform)
    return Arrivals(
        database=database,
        clock=clock,
        network=network,
        platform=platform,
        host=host,
        tenant_id=tenant_id,
        hosts=hosts,
        deployments=deployments,
        logins=Logins(database, clock, ids, hosts, settings),
        launches=Launches(database, clock, hosts, deployments, KeySets(network, clock), settings),
    )


def install(database: Database, clock: SettableClock, platform: Platform) -> tuple[Host, str]:
    """A tenant with this platform as its host and deployment 1 on it."""
    ids = RandomIds()
    with database.transaction() as db:
        tenant = Tenants(MasterKeys((new_data_key(),)), clock, ids).add(db, "Hill School", Nation.ENGLAND)
        host = Hosts(clock, ids).add(db, host_of(platform))
        Deployments(clock, ids).add(db, tenant.id, host.id, "1")
    return host, tenant.id


def host_of(platform: Platform, **changes: Any) -> Host:
    host = Host(
        id="",
        issuer=platform.issuer,
        client_id=platform.client_id,
        auth_url=platform.auth_url,
        token_url=platform.issuer + "/token",
        jwks_url=platform.jwks_url,
        audience=None,
        family=None,
        frame_origins=(),
    )
    return replace(host, **changes)
