"""An administrator installs Signpost on a platform that does not register tools by itself, and types no command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Page, expect

from lti_tool.tenants.model import Nation
from tests.browser.person import Person
from tests.host.sandbox import SandboxHost
from tests.host.settings import Tool
from tests.school import School

pytestmark = pytest.mark.browser


@dataclass
class Newcomer:
    """A platform on which Signpost is not installed yet, and an invitation for its school."""

    host: SandboxHost
    invitation: str

    def takes(self, shown: dict[str, str]) -> None:
        """Its administrator enters what our page shows, and nothing else: it sends launches nowhere else."""
        tool = Tool("", shown["Initiate login URL"], shown["Redirection URI(s)"], shown["Public keyset"])
        self.host.tool = tool
        registered = self.host.registration.set_oidc_login_url(tool.login_url).set_launch_url(shown["Tool URL"])
        registered.set_tool_key_set_url(tool.jwks_url).set_deeplink_launch_url(shown["Content Selection URL"])
        self.host.privacy(names=shown["Share launcher's name with tool"] == "Always")

    def gives(self) -> dict[str, str]:
        """What it shows then, by the labels of our form."""
        return {
            "Issuer": self.host.issuer,
            "Client id": self.host.client_id,
            "Deployment id": self.host.deployment_id,
            "Key set URL": self.host.jwks_url,
            "Token URL": self.host.token_url,
            "Authorisation URL": self.host.auth_url,
        }


@pytest.fixture
def newcomer(school: School) -> Iterator[Newcomer]:
    services = school.services
    tenant = services.install.add_tenant("Elmwood School", Nation.ENGLAND)
    with services.database.transaction() as db:
        token, _invite = services.registering.invites.make(db, tenant.id)
    with SandboxHost(client_id="elmwood-client", deployment_id="42") as host:
        yield Newcomer(host, f"{services.settings.base_url}/lti/register/{token}")


def shown_on(page: Page) -> dict[str, str]:
    rows = page.locator(".govuk-summary-list__row").all()
    return {row.locator("dt").inner_text(): row.locator("dd").first.inner_text() for row in rows}


def test_from_the_invitation_to_the_administrators_page_without_a_command(
    computer: Callable[..., Page], school: School, newcomer: Newcomer
) -> None:
    page = computer()
    page.goto(newcomer.invitation)
    page.get_by_role("button", name="My platform does not register tools by itself").click()
    page.get_by_role("link", name="Moodle").click()
    expect(page.get_by_role("heading", name="Add Signpost to Moodle")).to_be_visible()
    newcomer.takes(shown_on(page))
    for label, value in newcomer.gives().items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Agree and register").click()

    expect(page.get_by_role("heading", name="Signpost is installed")).to_be_visible()
    page.get_by_role("button", name="Make the code").click()
    code = page.locator(".sp-secret").inner_text()

    first = Person(replace(school, host=newcomer.host), computer())
    first.opens("administrator").clicks("I was given a code", role="link").fills_in("Code", code)
    first.clicks("Take up the role").sees("Your role: administrator").clicks("Continue", role="link")
    first.sees("You are signed in as an administrator for Elmwood School")
    page.goto(newcomer.invitation)
    expect(page.get_by_text("There is nothing left to do with this invitation.")).to_be_visible()


def test_a_wrong_address_is_named_at_its_field_and_what_was_typed_stays(
    computer: Callable[..., Page], newcomer: Newcomer
) -> None:
    page = computer(script=False)
    page.goto(f"{newcomer.invitation}/by-hand/moodle")
    for label, value in (newcomer.gives() | {"Key set URL": newcomer.host.url + "/nothing"}).items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Agree and register").click()

    page.get_by_role("link", name="The key set URL was tried").click()
    expect(page.get_by_label("Key set URL", exact=True)).to_have_value(newcomer.host.url + "/nothing")
    expect(page.get_by_label("Client id", exact=True)).to_have_value("elmwood-client")
    page.get_by_label("Key set URL", exact=True).fill(newcomer.host.jwks_url)
    page.get_by_role("button", name="Agree and register").click()

    expect(page.get_by_role("heading", name="Signpost is installed")).to_be_visible()
