"""A platform that does not register tools by itself: an administrator enters our values there, and its values here."""

from __future__ import annotations

import re

import pytest

from lti_tool.launch.typed_platforms import PLATFORMS
from lti_tool.system.database import Database
from lti_tool.tenants.manifests import KINDS, manifest_folder
from lti_tool.tenants.model import Role
from lti_tool.web.show.by_hand import SHOWN, WHERE
from tests.registration.installer import Installer, seal_of
from tests.registration.test_first_administrator import CODE
from tests.registration.typist import KeepsItsKeys, Typist, fields_of, said
from tests.web.signed_in import Site


@pytest.fixture
def nobody_yet(database: Database) -> Installer:
    """A school that nobody looks after yet."""
    site = Site(database)
    site.takes(site.team.administrator, Role.ADMINISTRATOR)
    return Installer.of(site)


def test_an_invitation_that_is_opened_in_a_browser_leads_to_every_platform(typist: Typist) -> None:
    first = said(typist.installer.client.get(f"/lti/register/{typist.installer.token}"))
    chosen = said(typist.opens(""))

    assert f'href="{typist.address()}"' in first
    assert "My platform does not register tools by itself" in first
    for platform in set(KINDS) - {"common_cartridge"}:
        assert f'href="{typist.address(platform)}"' in chosen
        assert typist.opens(platform).status_code == 200


def test_a_platform_is_registered_with_what_was_typed_and_its_deployment_is_active(
    typist: Typist, plain: KeepsItsKeys
) -> None:
    page = said(typist.opens("generic"))
    assert "Oakfield" in page
    assert "It is not their name." in page
    assert "E-mail addresses." in page
    assert plain.asked == [], "nothing is called before somebody agrees"

    done = typist.types("generic", {name: f" {value}\n" for name, value in plain.gives().items()})

    assert (done.status_code, done.location) == (303, f"/lti/register/{typist.installer.token}")
    (host,) = typist.installer.hosts()
    given = plain.gives()
    assert (host.issuer, host.client_id, host.family) == (plain.url, "typed-client", None)
    assert (host.auth_url, host.token_url, host.jwks_url) == (given["auth_url"], given["token_url"], given["jwks_url"])
    assert (host.audience, list(host.frame_origins)) == (None, [])
    assert typist.installer.deployments() == [("7", "active", typist.installer.site.team.tenant.id)]
    assert plain.asked == [("GET", "/certs", None)]
    assert "There is nothing left to do" in said(typist.installer.client.get(done.location))


def test_whoever_registered_it_becomes_the_first_administrator(nobody_yet: Installer, plain: KeepsItsKeys) -> None:
    site, client = nobody_yet.site, nobody_yet.client
    done = client.get(Typist(nobody_yet).types("moodle", plain.gives()).location)
    assert "Nobody looks after Signpost" in said(done)
    assert plain.url in said(done), "what was typed can be compared"

    made = client.post(f"/lti/register/{nobody_yet.token}/administrator", data={"csrf_token": seal_of(done)})
    (code,) = CODE.findall(said(made))
    site.as_(site.team.reporter).posts("/roles/code", code=code)

    with site.database.reading() as db:
        assert site.team.book.get(db, site.team.tenant.id, site.team.reporter.id).has(Role.ADMINISTRATOR)


def test_a_deployment_id_that_was_typed_wrongly_is_put_right_while_nobody_can_sign_in(
    nobody_yet: Installer, plain: KeepsItsKeys
) -> None:
    site = nobody_yet.site
    Typist(nobody_yet).types("moodle", plain.gives() | {"deployment_id": "77"})
    (host,) = nobody_yet.hosts()
    too_early = nobody_yet.types("7")
    with site.database.transaction() as db:
        site.services.deployments.note_pending(db, host.id, "7")

    right = nobody_yet.types("7")

    assert (too_early.status_code, right.status_code) == (422, 200)
    assert "Nobody has opened Signpost from that deployment yet" in said(too_early)
    assert "Make the code" in said(too_early)
    assert "The deployment is accepted." in said(right)
    assert ("7", "active", site.team.tenant.id) in nobody_yet.deployments()

    site.gives(site.team.colleague, Role.ADMINISTRATOR)
    with site.database.transaction() as db:
        site.services.deployments.note_pending(db, host.id, "8")
    late = nobody_yet.client.post(
        f"/lti/register/{nobody_yet.token}/deployment", data={"csrf_token": seal_of(right), "deployment": "8"}
    )
    assert late.status_code == 422
    assert ("8", "pending", None) in nobody_yet.deployments()


def test_a_form_that_is_sent_twice_registers_once_and_says_the_same(typist: Typist, plain: KeepsItsKeys) -> None:
    form = {"csrf_token": seal_of(typist.opens("generic")), **plain.gives()}

    answers = [typist.installer.client.post(typist.address("generic"), data=form) for _ in range(2)]

    assert [(each.status_code, each.location) for each in answers] == [
        (303, f"/lti/register/{typist.installer.token}")
    ] * 2
    assert len(typist.installer.hosts()) == 1
    assert plain.asked == [("GET", "/certs", None)]


def test_an_administrators_own_invitation_leads_to_the_same_pages(typist: Typist, plain: KeepsItsKeys) -> None:
    site = typist.installer.site
    made = said(site.as_(site.team.administrator).posts("/installation/platforms/invite"))
    token = made.split("/lti/register/")[1].split("<")[0]
    theirs = Typist(Installer(site, site.app.test_client(), token))

    assert f'href="{theirs.address()}"' in said(theirs.installer.client.get(f"/lti/register/{token}"))
    assert theirs.types("sakai", plain.gives()).status_code == 303
    assert typist.installer.hosts()[0].family == "sakai"


@pytest.mark.parametrize("platform", list(PLATFORMS))
def test_the_page_asks_for_what_the_platform_gives_back_and_no_more(typist: Typist, platform: str) -> None:
    page = typist.opens(platform)

    assert fields_of(page) == {value.name: value.known for value in PLATFORMS[platform].values}
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("platform", list(PLATFORMS))
def test_the_page_shows_our_values_and_the_guide_in_the_platforms_own_words(typist: Typist, platform: str) -> None:
    page, guide = said(typist.opens(platform)), said(typist.opens(f"{platform}/guide"))

    for address in ("/lti/login", "/lti/launch", "/.well-known/jwks.json"):
        assert f"http://localhost{address}" in page
        assert f"http://localhost{address}" in guide
    written = (manifest_folder() / platform / "GUIDE.md").read_text()
    for word in SHOWN[platform].values():
        assert word in written, "the page and the guide call it the same"
    if platform not in {"generic", "openedx"}:
        for step in re.split(r", |\. ", WHERE[platform].rstrip(".").replace("“", "").replace("”", "")):
            assert step in written


def test_names_are_sent_only_where_the_school_wants_them(typist: Typist) -> None:
    without, with_names = said(typist.opens("moodle")), said(typist.opens("moodle?names=yes"))

    def shares(page: str) -> str:
        return page.split("Share launcher's name with tool")[1].split('sp-said">')[1].split("<", maxsplit=1)[0]

    assert (shares(without), shares(with_names)) == ("Never", "Always")
    assert "The name of each person who opens Signpost" in with_names
    assert f'action="{typist.address("moodle")}?names=yes"' in with_names
    assert "Always" in said(typist.opens("moodle/guide?names=yes"))
    assert "that send names" not in said(typist.opens("openedx")), "it has no field for them"
