"""Outgoing calls: bounded in time and in size, and saying whether the other side may have acted."""

import gzip
import socket
import time

import pytest

from lti_tool.system.http import USER_AGENT, CallFailed, Http
from tests.system.far_end import MOODLE, SHORT, FarEnd, drips, here, says, settings


@pytest.fixture
def http() -> Http:
    """Calls to a Moodle inside the school's own network, which the administrator named."""
    return Http(settings(MOODLE), SHORT, resolve=here)


def test_an_answer_comes_back_whole(http: Http) -> None:
    with FarEnd(says(b'{"keys": []}', "200 OK", "Content-Type: application/json")) as far_end:
        reply = http.get(f"http://{MOODLE}:{far_end.port}/jwks")

    assert (reply.status, reply.body) == (200, b'{"keys": []}')
    assert reply.headers["content-type"] == "application/json"
    assert far_end.requests[0].startswith(b"GET /jwks HTTP/1.1")
    assert f"Host: {MOODLE}:{far_end.port}".encode() in far_end.requests[0]


def test_we_say_who_we_are(http: Http) -> None:
    """Moodle and Canvas refuse to give their keys to somebody who does not."""
    with FarEnd(says(b"{}")) as far_end:
        http.get(f"http://{MOODLE}:{far_end.port}/jwks", {"Accept": "application/json"})
        http.post(f"http://{MOODLE}:{far_end.port}/token", b"", {})

    for request in far_end.requests:
        assert f"\r\nUser-Agent: {USER_AGENT}\r\n".encode() in request


def test_what_is_posted_arrives(http: Http) -> None:
    with FarEnd(says(b"", "201 Created")) as far_end:
        reply = http.post(f"http://{MOODLE}:{far_end.port}/scores", b'{"a":1}', {"Content-Type": "application/json"})

    assert reply.status == 201
    assert far_end.requests[0].endswith(b'{"a":1}')


def test_a_connection_is_kept_for_the_next_call(http: Http) -> None:
    with FarEnd(says(b"ok")) as far_end:
        for _ in range(3):
            http.get(f"http://{MOODLE}:{far_end.port}/")

    assert far_end.connections == 1


def test_a_redirect_is_an_answer_and_not_followed(http: Http) -> None:
    with FarEnd(says(b"gone", "302 Found", "Location: http://169.254.169.254/latest")) as far_end:
        reply = http.get(f"http://{MOODLE}:{far_end.port}/")

    assert reply.status == 302
    assert len(far_end.requests) == 1


@pytest.mark.parametrize("status", ["200 OK", "302 Found", "500 Internal Server Error"])
def test_an_answer_that_is_too_large_is_cut(http: Http, status: str) -> None:
    with (
        FarEnd(says(b"x" * 100_000, status, "Location: /next")) as far_end,
        pytest.raises(CallFailed, match="too large") as caught,
    ):
        http.get(f"http://{MOODLE}:{far_end.port}/", most_bytes=10_000)

    assert caught.value.sent


def test_a_small_answer_that_unpacks_to_a_large_one_is_cut(http: Http) -> None:
    packed = gzip.compress(b"x" * 5_000_000)

    with (
        FarEnd(says(packed, "200 OK", "Content-Encoding: gzip")) as far_end,
        pytest.raises(CallFailed, match="too large"),
    ):
        http.get(f"http://{MOODLE}:{far_end.port}/")

    assert b"Accept-Encoding: identity" in far_end.requests[0]


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(b"", id="before it says anything"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX-", id="in the headers"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", id="in the body"),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n", id="in a body without a length"),
    ],
)
def test_a_server_that_drips_is_cut_at_the_deadline(http: Http, first: bytes) -> None:
    began = time.monotonic()

    with (
        FarEnd(drips(first, b"1", lambda: time.sleep(0.05))) as far_end,
        pytest.raises(CallFailed, match="too long") as caught,
    ):
        http.get(f"http://{MOODLE}:{far_end.port}/")

    assert time.monotonic() - began < 2
    assert caught.value.sent


def test_a_kept_connection_has_a_deadline_too(http: Http) -> None:
    answers = iter([says(b"ok"), drips(b"HTTP/1.1 200 OK\r\n\r\n", b"1", lambda: time.sleep(0.05))])

    def in_turn(connection: socket.socket) -> None:
        next(answers)(connection)

    with FarEnd(in_turn) as far_end:
        http.get(f"http://{MOODLE}:{far_end.port}/")
        with pytest.raises(CallFailed, match="too long"):
            http.get(f"http://{MOODLE}:{far_end.port}/")

    assert far_end.connections == 1


def test_a_server_that_is_silent_is_given_up(http: Http) -> None:
    with FarEnd(lambda _connection: time.sleep(2)) as far_end, pytest.raises(CallFailed) as caught:
        http.get(f"http://{MOODLE}:{far_end.port}/")

    assert caught.value.sent


def test_nothing_was_sent_where_nobody_listens(http: Http) -> None:
    with FarEnd(says(b"")) as far_end:
        pass

    with pytest.raises(CallFailed) as caught:
        http.post(f"http://{MOODLE}:{far_end.port}/", b"", {})

    assert not caught.value.sent


def test_nothing_was_sent_to_a_name_that_does_not_resolve() -> None:
    def nowhere(_host: str, _port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(CallFailed) as caught:
        Http(settings(MOODLE), SHORT, resolve=nowhere).get(f"https://{MOODLE}/")

    assert not caught.value.sent
