"""An administrator with an invitation, and what the database holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lti_tool.tenants.tables import deployments, hosts
from tests.registration.platforms import Platform
from tests.web.signed_in import Site

SEAL = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Installer:
    """Somebody who was sent an invitation for the site's school."""

    site: Site
    client: FlaskClient
    token: str

    @classmethod
    def of(cls, site: Site) -> Installer:
        with site.database.transaction() as db:
            token, _invite = site.services.registering.invites.make(db, site.team.tenant.id)
        return cls(site, site.app.test_client(), token)

    @property
    def address(self) -> str:
        return f"http://localhost/lti/register/{self.token}"

    def looks(self, platform: Platform) -> TestResponse:
        """The platform opens our page."""
        return self.client.get(platform.opens(self.address))

    def agrees(self, platform: Platform, *, names: bool = False, receipts: bool = True) -> TestResponse:
        """The administrator presses the button on it."""
        seal = seal_of(self.looks(platform))
        ticked = {name: "yes" for name, on in {"names": names, "receipts": receipts}.items() if on}
        return self.client.post(f"/lti/register/{self.token}", data={"csrf_token": seal, **ticked})

    def types(self, deployment_id: str) -> TestResponse:
        """The deployment id, into the page that asks for it."""
        seal = seal_of(self.client.get(f"/lti/register/{self.token}"))
        data = {"csrf_token": seal, "deployment": deployment_id}
        return self.client.post(f"/lti/register/{self.token}/deployment", data=data)

    def hosts(self) -> list[Any]:
        """What is registered beside the school's first host, oldest first."""
        with self.site.database.reading() as db:
            rows = db.execute(sa.select(hosts).order_by(hosts.c.created_at, hosts.c.issuer)).all()
        return [row for row in rows if row.issuer.startswith("http://127.0.0.1")]

    def deployments(self) -> list[tuple[str, str, str | None]]:
        """Of those hosts: the id, the status, and whose it is."""
        ids = [host.id for host in self.hosts()]
        with self.site.database.reading() as db:
            found = db.execute(sa.select(deployments).where(deployments.c.host_id.in_(ids))).all()
        return [(row.deployment_id, row.status, row.tenant_id) for row in found]


def seal_of(page: TestResponse) -> str:
    """What the page's form has to bring back."""
    found = SEAL.search(page.get_data(as_text=True))
    assert found, "the page has no form"
    return found[1]
