"""Outgoing calls: to the address that was checked and the server that was named, and to nowhere else."""

import time
from pathlib import Path

import pytest

from lti_tool.system.http import CallFailed, CallRefused, Http
from tests.system.far_end import MOODLE, SHORT, FarEnd, certificate_for, drips, here, says, settings


@pytest.fixture
def http() -> Http:
    """Calls to a Moodle inside the school's own network, which the administrator named."""
    return Http(settings(MOODLE), SHORT, resolve=here)


def test_a_name_is_asked_for_once_and_what_it_said_is_connected_to() -> None:
    """A name server that gives a public address to the check and ours to the connection gains nothing."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    asked = []

    def changing(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with FarEnd(says(b"ok")) as far_end:
        reply = Http(settings(MOODLE), SHORT, resolve=changing).get(f"http://{MOODLE}:{far_end.port}/")

    assert reply.body == b"ok"
    assert asked == [MOODLE]


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    def mixed(_host: str, _port: int) -> list[str]:
        return ["8.8.8.8", "127.0.0.1"]

    with FarEnd(says(b"")) as far_end, pytest.raises(CallRefused, match="SIGNPOST_PRIVATE_HOSTS"):
        Http(settings(), SHORT, resolve=mixed).get(f"https://moodle.example:{far_end.port}/")

    assert far_end.connections == 0


def test_a_host_that_listens_on_one_of_its_addresses_is_reached() -> None:
    """`localhost` is often ::1 first, where nobody listens."""

    def both(_host: str, _port: int) -> list[str]:
        return ["::1", "127.0.0.1"]

    with FarEnd(says(b"ok")) as far_end:
        assert Http(settings(MOODLE), SHORT, resolve=both).get(f"http://{MOODLE}:{far_end.port}/").body == b"ok"


def test_a_certificate_is_checked_against_the_name_and_not_the_address(tmp_path: Path) -> None:
    tls, trusted = certificate_for(MOODLE, tmp_path)
    http = Http(settings(MOODLE, "other.example"), SHORT, trusted, here)

    with FarEnd(says(b"ok"), tls) as far_end:
        assert http.get(f"https://{MOODLE}:{far_end.port}/").body == b"ok"
        with pytest.raises(CallFailed, match="SSLError"):
            http.get(f"https://other.example:{far_end.port}/")

    assert len(far_end.requests) == 1


def test_a_certificate_that_nobody_trusts_is_refused(tmp_path: Path) -> None:
    tls, _trusted = certificate_for(MOODLE, tmp_path)

    with FarEnd(says(b"ok"), tls) as far_end, pytest.raises(CallFailed, match="SSLError"):
        Http(settings(MOODLE), SHORT, resolve=here).get(f"https://{MOODLE}:{far_end.port}/")

    assert far_end.requests == []


def test_a_server_that_drips_during_the_tls_handshake_is_cut(tmp_path: Path) -> None:
    began = time.monotonic()

    with (
        FarEnd(drips(b"\x16\x03\x03\x40\x00", b"\x02", lambda: time.sleep(0.05))) as far_end,
        pytest.raises(CallFailed),
    ):
        Http(settings(MOODLE), SHORT, resolve=here).get(f"https://{MOODLE}:{far_end.port}/")

    assert time.monotonic() - began < 2


def test_the_environment_changes_nothing(http: Http, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine {MOODLE} login somebody password secret")
    monkeypatch.setenv("NETRC", str(netrc))

    with FarEnd(says(b"a proxy")) as proxy, FarEnd(says(b"the host")) as far_end:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert http.get(f"http://{MOODLE}:{far_end.port}/").body == b"the host"

    assert proxy.connections == 0
    assert b"Authorization" not in far_end.requests[0]


def test_a_cookie_is_not_kept(http: Http) -> None:
    with FarEnd(says(b"ok", "200 OK", "Set-Cookie: a=b")) as far_end:
        http.get(f"http://{MOODLE}:{far_end.port}/")
        http.get(f"http://{MOODLE}:{far_end.port}/")

    assert all(b"Cookie" not in request for request in far_end.requests)


@pytest.mark.parametrize("url", ["https://a..b/", f"https://{'a' * 64}.example/", f"https://{'a.' * 200}example/"])
def test_a_name_that_cannot_be_is_a_failed_call_and_no_crash(url: str) -> None:
    with pytest.raises(CallFailed):
        Http(settings()).get(url)
