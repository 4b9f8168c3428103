"""A platform that is missing, wrong, huge, slow or lying: the page names what is wrong, and nothing is registered."""

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
from tests.registration.installer import Installer
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


def _impatient(installer: Installer, seconds: float) -> None:
    """The same application, which waits for less long."""
    from lti_tool.web.services import EXTENSION

    here = installer.site.services
    hurried = replace(
        here.registering, http=Http(here.settings, Patience(connect=seconds, read=seconds, total=seconds))
    )
    installer.site.app.extensions[EXTENSION] = replace(here, registering=hurried)
