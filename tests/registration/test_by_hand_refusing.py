"""What is typed wrongly is named, with what to do; nothing is registered, and the invitation is as good as before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from werkzeug import Response
from werkzeug.test import TestResponse

from lti_tool.launch.by_hand import TypedRefused, read_typed
from lti_tool.launch.typed_platforms import PLATFORMS
from lti_tool.system.database import Database
from lti_tool.system.url_rules import UrlRules
from lti_tool.web.services import EXTENSION
from tests.launch.platform import Network, jwk_of
from tests.registration.installer import Installer
from tests.registration.test_by_hand_addresses import canvas
from tests.registration.typist import KEY, KeepsItsKeys, Typist, fields_of, problems_of
from tests.school import settings_for
from tests.web.signed_in import Site

NEEDED = ("issuer", "client_id", "deployment_id", "auth_url", "token_url", "jwks_url")
ADDRESSES = ("issuer", "auth_url", "token_url", "jwks_url")
RULES = UrlRules(settings_for("sqlite://", "https://signpost.example"))
OWN = "https://moodle.oakfield.example"
GIVEN = {
    "issuer": OWN,
    "client_id": "a",
    "deployment_id": "1",
    **{name: f"{OWN}/{name}" for name in ADDRESSES if name != "issuer"},
}


@pytest.fixture
def installer(sqlite_database: Database) -> Installer:
    """What is refused has not come to the database."""
    return Installer.of(Site(sqlite_database))


SCHOOLOGY_KEYS = PLATFORMS["schoology"].same["jwks_url"]


def far_away(installer: Installer) -> Network:
    """A network in place of the one that there is, for addresses that a test must not call."""
    network, here = Network(), installer.site.services
    registering = replace(here.registering, http=network)  # type: ignore[arg-type]
    installer.site.app.extensions[EXTENSION] = replace(here, registering=registering)
    return network


def refused(typist: Typist, plain: KeepsItsKeys, typed: Mapping[str, str], *words: str) -> TestResponse:
    """It is refused, the page says why, nothing is registered, and the invitation is as good as before."""
    page = typist.types("generic", typed)
    assert page.status_code == 422
    for each in words:
        assert each in problems_of(page)
    assert typist.installer.hosts() == []
    assert typist.installer.deployments() == []
    plain.answers.clear()
    assert typist.types("generic", plain.gives()).status_code == 303
    return page


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("typed", ["", "  \t"], ids=["nothing", "blanks"])
def test_a_value_that_is_missing_is_named(typist: Typist, plain: KeepsItsKeys, name: str, typed: str) -> None:
    page = refused(typist, plain, plain.gives() | {name: typed}, "Type the ", f'href="#{name}"')

    assert fields_of(page)["client_id"] == ("typed-client" if name != "client_id" else typed)


def test_everything_that_is_missing_is_named_at_once(typist: Typist, plain: KeepsItsKeys) -> None:
    page = refused(typist, plain, {}, *(f'href="#{name}"' for name in NEEDED))

    assert plain.asked == [("GET", "/certs", None)], "only the form that was right called anybody"
    assert 'href="#audience"' not in problems_of(page)


@pytest.mark.parametrize("name", [*NEEDED, "audience", "page_url"])
def test_a_value_that_is_too_long_is_named(typist: Typist, plain: KeepsItsKeys, name: str) -> None:
    page = refused(
        typist, plain, plain.gives() | {name: f"{plain.url}/" + "x" * 5000}, f'href="#{name}"', "Copy it again"
    )

    assert len(fields_of(page)[name]) == 4000


@pytest.mark.parametrize("name", [*NEEDED, "audience", "page_url"])
@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u2028"], ids=["nul", "escape", "line"])
def test_a_sign_that_cannot_be_printed_is_refused(typist: Typist, plain: KeepsItsKeys, name: str, sign: str) -> None:
    refused(typist, plain, plain.gives() | {name: f"{plain.url}/a{sign}b"}, f'href="#{name}"', "cannot be printed")


@pytest.mark.parametrize(
    "url",
    [
        "http://moodle.oakfield.example/x",
        "ftp://moodle.oakfield.example/x",
        "javascript:alert(1)",
        "moodle.oakfield.example",
        "not a URL",
        "https://",
        "https://[::1",
        "https://user:secret@moodle.oakfield.example/x",
        "https://moodle.oakfield.example/x#y",
        "https://mödle.example/x",
    ],
)
@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_that_is_no_plain_https_address_is_named(name: str, url: str) -> None:
    with pytest.raises(TypedRefused) as found:
        read_typed(PLATFORMS["moodle"], GIVEN | {name: url}, RULES)

    assert list(found.value.errors) == [name]


@pytest.mark.parametrize("url", ["http://x.example", "https://*.example", "x", "javascript:alert(1)"])
def test_the_page_that_may_frame_us_is_a_plain_https_address_too(url: str) -> None:
    with pytest.raises(TypedRefused) as found:
        read_typed(PLATFORMS["generic"], GIVEN | {"page_url": url}, RULES)

    assert list(found.value.errors) == ["page_url"]


@pytest.mark.parametrize("name", [name for name in ADDRESSES if name != "issuer"])
@pytest.mark.parametrize("host", ["attacker.example", "moodle.oakfield.example:8443", "canvas.instructure.com"])
def test_every_address_is_on_the_issuers_host(name: str, host: str) -> None:
    with pytest.raises(TypedRefused) as found:
        read_typed(PLATFORMS["generic"], GIVEN | {name: f"https://{host}/x"}, RULES)

    assert "is on another host than the issuer, moodle.oakfield.example" in found.value.errors[name]


def test_nobody_can_bring_keys_of_their_own_for_canvas_in_the_cloud() -> None:
    for name in ("auth_url", "jwks_url", "token_url"):
        with pytest.raises(TypedRefused) as found:
            read_typed(PLATFORMS["canvas"], canvas(**{name: "https://attacker.example/x"}), RULES)
        assert list(found.value.errors) == [name]


def test_only_the_tokens_of_brightspace_come_from_its_common_host() -> None:
    for name in ("auth_url", "jwks_url"):
        with pytest.raises(TypedRefused):
            read_typed(PLATFORMS["brightspace"], GIVEN | {name: "https://auth.brightspace.com/x"}, RULES)


@pytest.mark.parametrize(
    "audience", ["https://oakfield.instructure.com/login/oauth2/token", "https://api.brightspace.com/auth/token", "x y"]
)
def test_nothing_is_signed_for_another_platform(audience: str) -> None:
    with pytest.raises(TypedRefused) as found:
        read_typed(PLATFORMS["generic"], GIVEN | {"audience": audience}, RULES)

    assert list(found.value.errors) == ["audience"]


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "[::ffff:10.0.0.1]", "192.168.1.1:8443"])
def test_an_address_inside_our_own_network_is_never_called(typist: Typist, plain: KeepsItsKeys, host: str) -> None:
    inside = {name: value.replace(plain.url, f"https://{host}") for name, value in plain.gives().items()}

    refused(typist, plain, inside, 'href="#jwks_url"', "cannot be called", "private")


BODIES = {
    "not there": (404, b"{}"),
    "a redirect": (302, b""),
    "html": (200, b"<html>Log in first</html>"),
    "a list": (200, b"[]"),
    "no keys": (200, b'{"keys": []}'),
    "another kind of key": (200, b'{"keys": [{"kty": "EC", "kid": "1"}]}'),
    "deep": (200, b"[" * 100_000),
    "huge": (200, b" " * (256 * 1024 + 1)),
}


@pytest.mark.parametrize(("status", "body"), BODIES.values(), ids=BODIES.keys())
def test_a_key_set_that_is_none_is_told_at_once(typist: Typist, plain: KeepsItsKeys, status: int, body: bytes) -> None:
    plain.answers["/certs"] = lambda _request: Response(body, status, headers={"Location": f"{plain.url}/elsewhere"})

    refused(typist, plain, plain.gives(), 'href="#jwks_url"', "The key set URL was tried", "Copy it again")
    assert "/elsewhere" not in [path for _method, path, _bearer in plain.asked]


def test_where_the_address_is_not_typed_the_client_id_is_named(typist: Typist) -> None:
    network = far_away(typist.installer)
    network.is_down(SCHOOLOGY_KEYS)
    typed = {"client_id": "a", "deployment_id": "1", "page_url": "https://oakfield.schoology.example"}

    away = typist.types("schoology", typed)
    network.answers(SCHOOLOGY_KEYS, {"keys": [jwk_of(KEY, "one")]})
    back = typist.types("schoology", typed)

    assert 'href="#client_id"' in problems_of(away)
    assert "Compare the client id, or try again later" in problems_of(away)
    assert (away.status_code, back.status_code) == (422, 303)


@pytest.mark.parametrize("platform", ["common_cartridge", "nothing", "..%2f..%2fetc", "MOODLE"])
def test_there_is_no_other_platform(typist: Typist, platform: str) -> None:
    for page in (platform, f"{platform}/guide"):
        assert typist.opens(page).status_code == 404
    assert typist.installer.client.post(typist.address(platform)).status_code == 404


def test_what_was_typed_is_shown_as_text(typist: Typist, plain: KeepsItsKeys) -> None:
    page = typist.types("generic", plain.gives() | {"issuer": '"><script>alert(1)</script>'})

    assert "<script>alert" not in page.get_data(as_text=True)
    assert fields_of(page)["issuer"] == '"><script>alert(1)</script>'
