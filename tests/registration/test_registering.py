"""A platform registers Signpost for the school that invited it, and nothing more than the school agreed to."""

import re
from datetime import timedelta

import pytest

from lti_tool.system.database import Database
from lti_tool.tenants.deployments import Deployments
from tests.registration.installer import Installer
from tests.registration.platforms import TOKEN, TOOL, Brightspace, Canvas, Moodle
from tests.web.signed_in import Site

CLOSE = re.compile(r'<script type="module" src="/static/close\.[0-9a-f]+\.js"></script>')


def text(page: object) -> str:
    return page.get_data(as_text=True)  # type: ignore[attr-defined,no-any-return]


def test_moodle_registers_and_its_deployment_is_active_at_once(installer: Installer, moodle: Moodle) -> None:
    consent, done = text(installer.looks(moodle)), installer.agrees(moodle)

    assert "Oakfield" in consent
    assert "Add Signpost to 127.0.0.1:" in consent
    assert moodle.asked[0][:2] == ("GET", "/configuration"), "nothing is called before somebody agrees"
    assert done.status_code == 200
    assert CLOSE.search(text(done))
    assert "You can close this page." in text(done)
    assert "Activate it there" in text(done)
    (host,) = installer.hosts()
    assert (host.issuer, host.client_id, host.family) == (moodle.url, "moodle-client", "moodle")
    assert (host.auth_url, host.token_url) == (f"{moodle.url}/auth", f"{moodle.url}/token")
    assert host.jwks_url == f"{moodle.url}/certs"
    assert installer.deployments() == [("1", "active", installer.site.team.tenant.id)]


def test_only_the_subject_is_asked_for_unless_the_school_wants_names(installer: Installer, moodle: Moodle) -> None:
    installer.agrees(moodle)
    (asked,) = moodle.registered

    assert asked[TOOL]["claims"] == ["iss", "sub"]
    assert not moodle.sends_names()
    assert "email" not in str(asked)
    assert "nrps" not in str(asked)


def test_names_are_asked_for_where_the_school_wants_them(installer: Installer, moodle: Moodle) -> None:
    installer.agrees(moodle, names=True)

    assert moodle.sends_names()
    assert "email" not in moodle.registered[0][TOOL]["claims"]


@pytest.mark.parametrize(("receipts", "wanted"), [(True, 3), (False, 0)])
def test_grades_are_asked_for_only_with_receipts(
    installer: Installer, moodle: Moodle, receipts: bool, wanted: int
) -> None:
    installer.agrees(moodle, receipts=receipts)

    assert len(moodle.registered[0]["scope"].split()) == wanted


def test_what_is_asked_for_is_what_moodle_wants_to_read(installer: Installer, moodle: Moodle) -> None:
    installer.agrees(moodle)
    (asked,) = moodle.registered

    assert asked["initiate_login_uri"] == "http://localhost/lti/login"
    assert asked["redirect_uris"] == ["http://localhost/lti/launch"]
    assert asked["jwks_uri"] == "http://localhost/.well-known/jwks.json"
    assert (asked["response_types"], asked["token_endpoint_auth_method"]) == (["id_token"], "private_key_jwt")
    assert asked[TOOL]["domain"] == "localhost"
    assert asked[TOOL]["messages"] == [
        {"type": "LtiResourceLinkRequest", "target_link_uri": "http://localhost/lti/launch", "label": "Signpost"},
        {
            "type": "LtiDeepLinkingRequest",
            "target_link_uri": "http://localhost/lti/launch",
            "label": "Signpost",
            "placements": ["ContentArea"],
        },
    ]


def test_canvas_gets_its_token_with_both_calls_and_shows_us_to_staff_only(installer: Installer, canvas: Canvas) -> None:
    done = installer.agrees(canvas)

    assert done.status_code == 200
    assert [bearer for _method, _path, bearer in canvas.asked] == [f"Bearer {TOKEN}"] * 2
    (asked,) = canvas.registered
    assert asked[TOOL]["https://canvas.instructure.com/lti/privacy_level"] == "anonymous"
    message, placing = asked[TOOL]["messages"]
    assert (placing["type"], placing["placements"]) == (
        "LtiDeepLinkingRequest",
        ["link_selection", "assignment_selection"],
    )
    assert message["placements"] == ["course_navigation"]
    assert message["https://canvas.instructure.com/lti/visibility"] == "admins"
    assert message["https://canvas.instructure.com/lti/course_navigation/default_enabled"] is False


def test_a_deployment_that_canvas_did_not_name_is_accepted_by_typing_it(installer: Installer, canvas: Canvas) -> None:
    site = installer.site
    assert "open the address of this invitation again" in text(installer.agrees(canvas))

    too_early = installer.types("7:abc")
    (host,) = installer.hosts()
    with site.database.transaction() as db:
        Deployments(site.team.clock, site.team.ids).note_pending(db, host.id, "7:abc")
    wrong = installer.types("7:abd")
    right = installer.types(" 7:abc ")

    assert (too_early.status_code, wrong.status_code, right.status_code) == (422, 422, 200)
    assert "Nobody has opened Signpost from that deployment yet" in text(too_early)
    assert installer.deployments() == [("7:abc", "active", site.team.tenant.id)]
    assert "Signpost is installed" in text(installer.client.get(f"/lti/register/{installer.token}"))


def test_an_invitation_accepts_no_second_deployment(installer: Installer, moodle: Moodle) -> None:
    site, seal = installer.site, ""
    with site.app.test_request_context():
        from lti_tool.web.pages.registering import _seal_of_nothing

        seal = _seal_of_nothing(installer.token)
    installer.agrees(moodle)
    (host,) = installer.hosts()
    with site.database.transaction() as db:
        Deployments(site.team.clock, site.team.ids).note_pending(db, host.id, "99")

    path = f"/lti/register/{installer.token}/deployment"
    answer = installer.client.post(path, data={"csrf_token": seal, "deployment": "99"})

    assert answer.status_code == 422
    assert ("99", "pending", None) in installer.deployments()


def test_brightspace_names_its_token_service_and_its_audience(installer: Installer, brightspace: Brightspace) -> None:
    done = installer.agrees(brightspace)

    assert "Enable it" in text(done)
    (host,) = installer.hosts()
    assert host.token_url == "https://auth.brightspace.com/core/connect/token"
    assert host.audience == "https://api.brightspace.com/auth/token"
    assert installer.deployments() == [("d2l-deployment", "active", installer.site.team.tenant.id)]


def test_an_invitation_is_good_for_one_platform(installer: Installer, moodle: Moodle, canvas: Canvas) -> None:
    seal_page = installer.looks(canvas)
    installer.agrees(moodle)

    from tests.registration.installer import seal_of

    again = installer.client.post(f"/lti/register/{installer.token}", data={"csrf_token": seal_of(seal_page)})

    assert again.status_code == 422
    assert "This invitation is used" in text(again)
    assert [host.issuer for host in installer.hosts()] == [moodle.url]
    assert canvas.asked == []


def test_an_invitation_that_is_too_old_or_unknown_is_refused(installer: Installer, moodle: Moodle) -> None:
    unknown = installer.client.get("/lti/register/of-nobody")
    installer.site.team.clock.moves_on(days=7, seconds=1)
    old = installer.looks(moodle)

    for page in (unknown, old):
        assert page.status_code == 403
        assert "Ask whoever runs Signpost for a new one" in text(page)
    assert moodle.asked == []


def test_without_what_a_platform_adds_the_address_says_where_to_paste_it(installer: Installer) -> None:
    page = installer.client.get(f"/lti/register/{installer.token}")

    assert page.status_code == 200
    assert "where it asks for a registration URL" in text(page)
    assert "<form" not in text(page)


def test_the_page_may_be_framed_by_the_platform_that_opened_it_and_closed_by_it(
    installer: Installer, moodle: Moodle
) -> None:
    for page in (installer.looks(moodle), installer.agrees(moodle)):
        assert f"frame-ancestors {moodle.url}" in page.headers["Content-Security-Policy"]
        assert page.headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
        assert page.headers["Cache-Control"] == "no-store"


def test_an_invitation_goes_with_its_tenant(sqlite_database: Database) -> None:
    from lti_tool.tenants.tables_invites import invites

    assert {key.ondelete for column in invites.c for key in column.foreign_keys} == {"CASCADE"}
    installer = Installer.of(Site(sqlite_database))
    assert installer.site.services.registering.invitation(installer.token).invite.expires_at > (
        installer.site.team.clock.now() + timedelta(days=6)
    )
