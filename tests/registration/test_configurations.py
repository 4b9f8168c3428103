"""Which hosts a configuration may name: its own, and the few on which a vendor serves every school."""

import json
from typing import Any

import pytest

from lti_tool.launch.platform_configuration import ConfigurationRefused, read_configuration
from lti_tool.system.url_rules import UrlRules
from tests.school import settings_for

RULES = UrlRules(settings_for("sqlite://", "https://signpost.example"))
CANVAS = {
    "issuer": "https://canvas.instructure.com",
    "authorization_endpoint": "https://sso.canvaslms.com/api/lti/authorize_redirect",
    "token_endpoint": "https://oakfield.instructure.com/login/oauth2/token",
    "jwks_uri": "https://sso.canvaslms.com/api/lti/security/jwks",
    "registration_endpoint": "https://oakfield.instructure.com/api/lti/registrations",
}


def read(said: dict[str, Any], url: str) -> Any:
    return read_configuration(json.dumps(said).encode(), url, RULES)


@pytest.mark.parametrize("host", ["sso.canvaslms.com", "canvas.instructure.com", "oakfield.instructure.com"])
def test_canvas_in_the_cloud_is_believed_from_its_own_hosts(host: str) -> None:
    found = read(CANVAS, f"https://{host}/api/lti/security/openid-configuration")

    assert (found.issuer, found.family) == ("https://canvas.instructure.com", "canvas")


@pytest.mark.parametrize(
    "host", ["canvas.attacker.example", "instructure.com.attacker.example", "evilinstructure.com", "canvaslms.com"]
)
def test_canvas_in_the_cloud_is_believed_from_nowhere_else(host: str) -> None:
    with pytest.raises(ConfigurationRefused, match="issuer"):
        read(CANVAS, f"https://{host}/openid-configuration")


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint"])
def test_nothing_of_canvas_is_anywhere_else(name: str) -> None:
    with pytest.raises(ConfigurationRefused, match=name):
        read(CANVAS | {name: "https://attacker.example/x"}, "https://sso.canvaslms.com/openid-configuration")


@pytest.mark.parametrize("name", ["jwks_uri", "authorization_endpoint", "registration_endpoint"])
def test_only_the_tokens_of_brightspace_come_from_its_common_host(name: str) -> None:
    own = "https://oakfield.brightspace.example"
    said = {"issuer": own, **{each: f"{own}/{each}" for each in CANVAS if each != "issuer"}}
    said["token_endpoint"] = "https://auth.brightspace.com/core/connect/token"

    assert read(said, f"{own}/configuration").token_url.startswith("https://auth.brightspace.com/")
    with pytest.raises(ConfigurationRefused, match=name):
        read(said | {name: "https://auth.brightspace.com/x"}, f"{own}/configuration")


def test_another_port_is_another_host() -> None:
    own = "https://moodle.example"
    said = {"issuer": own, **{each: f"{own}/{each}" for each in CANVAS if each != "issuer"}}

    with pytest.raises(ConfigurationRefused, match="jwks_uri"):
        read(said | {"jwks_uri": f"{own}:8443/certs"}, f"{own}/configuration")


OWN = "https://moodle.example"
PLAIN = {"issuer": OWN, **{each: f"{OWN}/{each}" for each in CANVAS if each != "issuer"}}
BRIGHT = PLAIN | {"token_endpoint": "https://auth.brightspace.com/core/connect/token"}


@pytest.mark.parametrize(
    ("said", "audience"),
    [
        (PLAIN, OWN),
        (PLAIN, f"{OWN}/token"),
        (PLAIN, "moodle.example"),
        (CANVAS, "https://canvas.instructure.com"),
        (CANVAS, "oakfield.instructure.com"),
        (BRIGHT, "https://api.brightspace.com/auth/token"),
    ],
)
def test_a_token_may_be_asked_for_from_the_platform_itself(said: dict[str, Any], audience: str) -> None:
    address = "https://sso.canvaslms.com" if said is CANVAS else OWN

    assert read(said | {"authorization_server": audience}, f"{address}/configuration").audience == audience


@pytest.mark.parametrize(
    "audience",
    [
        "https://oakfield.instructure.com/login/oauth2/token",
        "https://api.brightspace.com/auth/token",
        "auth.brightspace.com",
        "https://moodle.example:8443",
        "https://moodle.example@other.example/",
        "some words",
        "https://[",
        "ftp://moodle.example",
        "urn:moodle.example",
    ],
)
def test_we_sign_nothing_for_one_platform_that_another_one_would_take(audience: str) -> None:
    with pytest.raises(ConfigurationRefused, match="authorization_server"):
        read(PLAIN | {"authorization_server": audience}, f"{OWN}/configuration")
