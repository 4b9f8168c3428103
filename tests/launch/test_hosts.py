"""What is peculiar to a family of hosts."""

import pytest

from lti_tool.launch.hosts import FAMILIES, family_of, frame_origins
from lti_tool.launch.origins import origin_of
from lti_tool.tenants.model import Host
from tests.launch.arrivals import host_of
from tests.launch.platform import Platform


@pytest.fixture
def host(platform: Platform) -> Host:
    return host_of(platform)


def test_frames_are_allowed_from_the_issuer_and_the_authorisation_url(platform: Platform) -> None:
    host = host_of(platform, issuer="https://School.example/lms", auth_url="https://sso.example:8443/auth")

    assert frame_origins(host) == ("https://school.example", "https://sso.example:8443")


def test_one_origin_is_named_once(host: Host) -> None:
    assert frame_origins(host) == ("https://school.example",)


def test_given_origins_replace_the_guessed_ones(platform: Platform) -> None:
    assert frame_origins(host_of(platform, frame_origins=("https://vle.school.example",))) == (
        "https://vle.school.example",
    )


def test_an_issuer_that_is_no_address_adds_nothing(platform: Platform) -> None:
    assert frame_origins(host_of(platform, issuer="urn:school")) == ("https://school.example",)


def test_a_school_in_canvas_cloud_frames_from_its_own_pages(platform: Platform) -> None:
    host = host_of(platform, issuer="https://canvas.instructure.com", auth_url="https://sso.canvaslms.com/api")

    assert family_of(host).name == "canvas"
    assert "https://*.instructure.com" in frame_origins(host)


def test_an_unknown_family_has_no_peculiarities(platform: Platform) -> None:
    host = host_of(platform, family="homemade")

    assert not family_of(host).excuses_target
    assert family_of(host).frame_origins == ()


def test_only_open_edx_is_excused_the_target() -> None:
    assert [family.name for family in FAMILIES if family.excuses_target] == ["open_edx"]


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://school.example/a?b#c", "https://school.example"),
        ("HTTPS://School.Example:443", "https://school.example"),
        ("http://127.0.0.1:80/", "http://127.0.0.1"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("ftp://school.example", None),
        ("school.example", None),
        ("https://", None),
        ("https://a@school.example", None),
        ("https://school.example:port", None),
        ("https://school.example\\a", None),
        (" https://school.example", None),
        ("https://school\t.example", None),
        ("https://[::1", None),
        ("", None),
    ],
)
def test_origin(url: str, origin: str | None) -> None:
    assert origin_of(url) == origin
