"""What is there already stays as it is, and an invitation is used once, whatever happens at the same time."""

import contextlib
import io

import pytest
from werkzeug import Request, Response

from lti_tool.launch.registering import Asking, RegistrationRefused
from lti_tool.launch.registration_request import Wanted
from lti_tool.system.database import Database
from lti_tool.system.log import set_up_logging
from lti_tool.tenants.model import Host
from tests.registration.installer import Installer, seal_of
from tests.registration.platforms import Moodle
from tests.web.signed_in import Site


@pytest.fixture
def installer(sqlite_database: Database) -> Installer:
    """What is refused has not come to the database."""
    return Installer.of(Site(sqlite_database))


@pytest.mark.parametrize("same", [True, False], ids=["the same addresses", "other addresses"])
def test_what_is_registered_already_stays_as_it_is(installer: Installer, moodle: Moodle, same: bool) -> None:
    """Not even a deployment is added: a "platform" could name the client id of another school's."""
    here = installer.site.services
    path = "" if same else "/other"
    known = Host(
        *("", moodle.url, "moodle-client", f"{moodle.url}/auth{path}", f"{moodle.url}/token", f"{moodle.url}/certs"),
        audience=None,
        family="moodle",
        frame_origins=(),
    )
    with here.database.transaction() as db:
        first = here.hosts.add(db, known)

    page = installer.agrees(moodle)

    assert page.status_code == 422
    assert "This platform and client id are registered already" in page.get_data(as_text=True)
    assert [host.id for host in installer.hosts()] == [first.id]
    assert installer.deployments() == []


def test_two_registrations_at_once_are_one(installer: Installer, moodle: Moodle) -> None:
    seal = seal_of(installer.looks(moodle))
    second: list[int] = []
    register = moodle.on_registration

    def meanwhile(request: Request) -> Response:
        again = installer.site.app.test_client().post(f"/lti/register/{installer.token}", data={"csrf_token": seal})
        second.append(again.status_code)
        assert "Somebody is registering with this invitation at this moment" in again.get_data(as_text=True)
        moodle.answers.clear()
        return register(request)

    moodle.answers["/register"] = meanwhile
    first = installer.client.post(f"/lti/register/{installer.token}", data={"csrf_token": seal})

    assert (first.status_code, second) == (200, [422])
    assert len(installer.hosts()) == 1


def test_a_process_that_died_does_not_use_up_the_invitation(installer: Installer, moodle: Moodle) -> None:
    here = installer.site.services.registering
    with here.database.transaction() as db:
        invite = here.invites.find(db, installer.token)
        assert invite
        assert here.invites.claim(db, invite)

    at_once = installer.agrees(moodle)
    installer.site.team.clock.moves_on(minutes=2, seconds=1)
    later = installer.agrees(moodle)

    assert (at_once.status_code, later.status_code) == (422, 200)


@pytest.mark.parametrize("seal", ["", "nonsense", "of another invitation"])
def test_a_form_that_is_not_ours_registers_nothing(installer: Installer, moodle: Moodle, seal: str) -> None:
    if seal == "of another invitation":
        seal = seal_of(Installer.of(installer.site).looks(moodle))

    page = installer.client.post(f"/lti/register/{installer.token}", data={"csrf_token": seal})

    assert page.status_code == 403
    assert moodle.asked == []
    assert installer.hosts() == []


@pytest.mark.parametrize("token", ["with space", "a\r\nX-Evil: 1", "é", "x" * 8001])
def test_a_token_that_could_become_another_header_is_refused(installer: Installer, moodle: Moodle, token: str) -> None:
    here = installer.site.services.registering

    with pytest.raises(RegistrationRefused, match="registration_token"):
        here.register(installer.token, Asking(f"{moodle.url}/configuration", token), Wanted())
    assert moodle.asked == []


def test_the_log_says_why_and_holds_no_token(installer: Installer, moodle: Moodle) -> None:
    moodle.spoils = lambda said: said.update(issuer="https://canvas.instructure.com")
    written = io.StringIO()
    with contextlib.redirect_stderr(written):
        set_up_logging(strict=True)
    installer.agrees(moodle)
    set_up_logging(strict=True)
    said = written.getvalue()

    assert '"event": "registration refused"' in said
    assert '"reason": "configuration"' in said
    for secret in (installer.token, moodle.token, "canvas.instructure.com"):
        assert secret not in said
