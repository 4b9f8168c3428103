"""A platform that is missing, wrong, huge, slow or lying: the page names what is wrong, and nothing is registered."""

import contextlib
import io
import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from werkzeug import Request, Response

from lti_tool.launch.registering import Asking, RegistrationRefused
from lti_tool.launch.registration_request import Wanted
from lti_tool.system.database import Database
from lti_tool.system.http import Http, Patience
from lti_tool.system.log import set_up_logging
from lti_tool.tenants.model import Host
from tests.registration.installer import Installer, seal_of
from tests.registration.platforms import Moodle, Platform
from tests.web.signed_in import Site

ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint")
WRONG: list[object] = [None, "", 7, [], {}, True, "not a URL", "ftp://x.example/y", "javascript:alert(1)", "\x00"]


@pytest.fixture
def installer(sqlite_database: Database) -> Installer:
    """What is refused has not come to the database."""
    return Installer.of(Site(sqlite_database))


Spoils = Callable[[dict[str, Any]], object]


def puts(name: str, value: object) -> Spoils:
    return lambda said: said.update({name: value})


def refused(installer: Installer, platform: Platform, *words: str) -> None:
    """It is refused, the page says why, nothing is registered, and the invitation is as good as before."""
    page = installer.agrees(platform)
    shown = page.get_data(as_text=True)
    assert page.status_code == 422
    for each in (*words, "Nothing was registered in Signpost", "There is a problem"):
        assert each in shown
    assert installer.hosts() == []
    assert installer.deployments() == []
    platform.spoils, platform.answers, platform.used = None, {}, False
    assert installer.agrees(platform).status_code == 200


@pytest.mark.parametrize("name", ["issuer", *ADDRESSES])
def test_a_configuration_without_an_address_names_it(installer: Installer, moodle: Moodle, name: str) -> None:
    moodle.spoils = lambda said: said.pop(name)

    refused(installer, moodle, f"“{name}” is missing.")


@pytest.mark.parametrize("value", WRONG, ids=repr)
@pytest.mark.parametrize("name", ["issuer", "jwks_uri"])
def test_an_address_that_is_none_is_named(installer: Installer, moodle: Moodle, name: str, value: object) -> None:
    moodle.spoils = puts(name, value)

    refused(installer, moodle, f"“{name}”")


@pytest.mark.parametrize(
    "issuer", ["https://canvas.instructure.com", "https://moodle.other.example", "http://127.0.0.1:1"]
)
def test_nobody_can_claim_another_ones_issuer(installer: Installer, moodle: Moodle, issuer: str) -> None:
    moodle.spoils = puts("issuer", issuer)

    refused(installer, moodle, "“issuer” is on another host than the configuration itself")


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_address_is_on_the_issuers_host(installer: Installer, moodle: Moodle, name: str) -> None:
    moodle.spoils = puts(name, "https://keys.attacker.example/x")

    refused(installer, moodle, f"“{name}” is on another host than the issuer")


def test_a_family_that_nobody_knows_is_no_obstacle(installer: Installer, moodle: Moodle) -> None:
    moodle.spoils = puts("https://purl.imsglobal.org/spec/lti-platform-configuration", None)

    assert installer.agrees(moodle).status_code == 200
    assert installer.hosts()[0].family is None


BODIES = {
    "html": b"<html>Log in first</html>",
    "a list": b"[]",
    "a number": b"7",
    "nothing": b"",
    "not text": b"\xff\xfe\x00",
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
@pytest.mark.parametrize("path", ["/configuration", "/register"])
def test_an_answer_that_is_no_json_object(installer: Installer, moodle: Moodle, path: str, body: bytes) -> None:
    moodle.answers[path] = lambda _request: Response(body, 200, mimetype="application/json")

    refused(installer, moodle, "is not")


@pytest.mark.parametrize("path", ["/configuration", "/register"])
def test_an_answer_that_is_huge(installer: Installer, moodle: Moodle, path: str) -> None:
    moodle.answers[path] = lambda _request: Response(b" " * (256 * 1024 + 1), 200, mimetype="application/json")

    refused(installer, moodle, "the answer is too large")


@pytest.mark.parametrize("path", ["/configuration", "/register"])
def test_a_platform_that_is_slow(installer: Installer, moodle: Moodle, path: str) -> None:
    def slowly(_request: Request) -> Response:
        time.sleep(1.5)
        return Response("{}", 200)

    moodle.answers[path] = slowly
    _impatient(installer, 0.4)
    page = installer.agrees(moodle)

    assert page.status_code == 422
    assert "gave no answer that can be used" in page.get_data(as_text=True)
    assert installer.hosts() == []


def test_a_platform_is_given_five_seconds_and_256_kib() -> None:
    from lti_tool.launch import registering

    assert (registering.PATIENCE.total, registering.MOST_BYTES) == (5.0, 256 * 1024)


@pytest.mark.parametrize("path", ["/configuration", "/register"])
def test_a_redirect_is_not_followed(installer: Installer, moodle: Moodle, path: str) -> None:
    moodle.answers[path] = lambda _request: Response("", 302, headers={"Location": f"{moodle.url}/elsewhere"})

    refused(installer, moodle, "was answered with 302")
    assert "/elsewhere" not in [asked for _method, asked, _bearer in moodle.asked]


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/configuration",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/configuration",
        "https://user:secret@127.0.0.1/configuration",
        "file:///etc/passwd",
    ],
)
def test_an_address_inside_our_own_network_is_never_called(installer: Installer, url: str) -> None:
    here = installer.site.services.registering

    with pytest.raises(RegistrationRefused, match="openid_configuration"):
        here.register(installer.token, Asking(url, None), Wanted())
    assert installer.hosts() == []


@pytest.mark.parametrize(
    "answer", [{}, {"client_id": None}, {"client_id": 7}, {"client_id": ""}, {"client_id": "x" * 256}]
)
def test_an_answer_without_a_client_id(installer: Installer, moodle: Moodle, answer: dict[str, Any]) -> None:
    moodle.answers["/register"] = lambda _request: Response(json.dumps(answer), 200, mimetype="application/json")

    refused(installer, moodle, "“client_id” is missing in the platform’s answer")


def test_what_moodle_says_in_one_word_is_said_in_plain_words(installer: Installer, moodle: Moodle) -> None:
    moodle.used = True
    page = installer.agrees(moodle).get_data(as_text=True)

    assert "its registration token is used up. Begin again on the platform" in page
    assert installer.hosts() == []


def test_nothing_else_that_a_platform_says_is_shown(installer: Installer, moodle: Moodle) -> None:
    moodle.answers["/register"] = lambda _request: Response("<b>secret words</b>", 500)

    refused(installer, moodle, "“registration_endpoint” was answered with 500")


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
    moodle.spoils = puts("issuer", "https://canvas.instructure.com")
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


def _impatient(installer: Installer, seconds: float) -> None:
    """The same application, which waits for less long."""
    from lti_tool.web.services import EXTENSION

    here = installer.site.services
    hurried = replace(
        here.registering, http=Http(here.settings, Patience(connect=seconds, read=seconds, total=seconds))
    )
    installer.site.app.extensions[EXTENSION] = replace(here, registering=hurried)
