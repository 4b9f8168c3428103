"""Where Signpost is installed, for its administrator: deployments, invitations, and what to enter by hand."""

from __future__ import annotations

import pytest

from lti_tool.system.database import Database
from lti_tool.tenants.manifests import KINDS
from lti_tool.tenants.model import DeploymentStatus
from tests.web.signed_in import Site, Tab
from tests.web.test_installing_pages import came_from, text


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


@pytest.fixture
def office(site: Site) -> Tab:
    return site.as_(site.team.administrator)


def status_of(site: Site, deployment_id: str) -> tuple[DeploymentStatus, str | None] | None:
    assert site.team.host is not None
    with site.database.reading() as db:
        found = site.services.deployments.find(db, site.team.host.id, deployment_id)
    return (found.status, found.tenant_id) if found else None


def test_a_deployment_that_has_launched_is_accepted_by_its_id_and_never_listed(site: Site, office: Tab) -> None:
    assert site.team.host is not None
    with site.database.transaction() as db:
        site.services.deployments.note_pending(db, site.team.host.id, "7:abc")
    assert "7:abc" not in text(office.gets("/installation/platforms"))

    answer = office.posts("/installation/platforms/accept", deployment=" 7:abc ")

    assert status_of(site, "7:abc") == (DeploymentStatus.ACTIVE, site.team.tenant.id)
    assert "Deployment 7:abc" in text(office.gets(answer.location))


def test_one_that_never_launched_or_is_another_schools_is_not_accepted(site: Site, office: Tab) -> None:
    other = site.team.another()
    theirs = f"of {other.tenant.id}"

    for typed, says in (
        ("", "Type the deployment id"),
        ("8:none", "No launch has come from a deployment with this id."),
        (theirs, "belongs to another school"),
        ("x" * 4000, "No launch has come"),
    ):
        answer = office.posts("/installation/platforms/accept", deployment=typed)
        assert answer.status_code == 422
        assert says in text(answer)
    assert status_of(site, theirs) == (DeploymentStatus.ACTIVE, other.tenant.id)


def test_an_invitation_is_shown_once_and_opens_the_page_to_register(site: Site, office: Tab) -> None:
    made = text(office.posts("/installation/platforms/invite"))
    url = made.split('class="sp-secret">')[1].split("<")[0]

    assert url.startswith("http://localhost/lti/register/")
    assert url not in text(office.gets("/installation/platforms"))
    assert "Register Signpost on your platform" in text(site.as_(None).gets(url.removeprefix("http://localhost")))


@pytest.mark.parametrize("platform", list(KINDS))
def test_what_to_enter_is_shown_and_downloaded(office: Tab, platform: str) -> None:
    page = f"/installation/platforms/manifests/{platform}"
    said = text(office.gets(page))
    guide, values = office.gets(f"{page}/guide"), office.gets(f"{page}/values")

    assert "http://localhost/lti/launch" in said
    assert "http://localhost/lti/launch" in text(values)
    for file in (guide, values):
        assert file.status_code == 200
        assert file.headers["Content-Disposition"].startswith(f'attachment; filename="signpost-{platform}.')


def test_there_is_no_other_platform(office: Tab) -> None:
    for name in ("nothing", "..%2f..%2fetc", "MOODLE"):
        assert office.gets(f"/installation/platforms/manifests/{name}").status_code == 404
        assert office.gets(f"/installation/platforms/manifests/{name}/guide").status_code == 404


def test_where_the_platform_leads_back_elsewhere_the_administrator_sees_it(site: Site) -> None:
    said = text(came_from(site, elsewhere="https://learn.oakfield.example").gets("/installation/platforms"))

    assert "Your platform leads back to https://learn.oakfield.example." in said
    assert "Your platform leads back" not in text(site.as_(site.team.administrator).gets("/installation/platforms"))
