"""Broken requests to the real server: none is its fault, none is quoted in its log, and none stops it."""

from __future__ import annotations

import contextlib
import json
import random
import re
import shutil
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.server import Served, free_port
from tests.hostile.raw_bytes import CHUNKS, SECRET, requests
from tests.school import settings_for

SEED = 20261123
STATUS = re.compile(rb"^HTTP/1\.[01] ([0-9]{3}) ", re.MULTILINE)
# Of gunicorn's own, for what is no HTTP of the kind that it speaks.
NOT_SPOKEN = 501
HEALTH = b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
FORGET_THE_REST = struct.pack("ii", 1, 0)


class Server:
    """The real server, and what it says."""

    def __init__(self, port: int, log: Path) -> None:
        self._port, self._log, self._heard = port, log, len(log.read_bytes())

    def hears(self, raw: bytes) -> bytes:
        """Everything that comes back."""
        with self._connection() as connection:
            answer = b""
            # It may hang up before it has read, or we read, everything.
            try:
                connection.sendall(raw)
                connection.shutdown(socket.SHUT_WR)
                while more := connection.recv(65536):
                    answer += more
            except TimeoutError:
                raise
            except OSError:
                pass
            return answer

    def hears_and_sees_nobody(self, raw: bytes) -> None:
        """The other side breaks the connection as soon as it has sent this."""
        with self._connection() as connection, contextlib.suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, FORGET_THE_REST)
            connection.sendall(raw)

    def says(self) -> str:
        """What was written to its log since this test began."""
        return self._log.read_bytes()[self._heard :].decode()

    def is_well(self, header: bytes = b"") -> dict[str, object]:
        """What /health says."""
        head, _, body = self.hears(HEALTH % header).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 ")
        return dict(json.loads(body))

    def _connection(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self._port), timeout=20)


@pytest.fixture(scope="module")
def running(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """Where one listens, and its log."""
    folder, port = tmp_path_factory.mktemp("raw"), free_port()
    url = f"sqlite:///{shutil.copy(migrated_sqlite, folder / 'signpost.db')}"
    served = Served(settings_for(url, f"http://localhost:{port}"), port, folder / "serve.log")
    served.start()
    yield port, served.log
    served.kill()


@pytest.fixture
def server(running: tuple[int, Path]) -> Server:
    return Server(*running)


def test_two_hundred_broken_requests_are_nobodys_fault_and_nobodys_news(server: Server) -> None:
    sent = list(requests(random.Random(SEED)))
    assert len(sent) >= 200

    for number, raw in enumerate(sent):
        statuses = [int(status) for status in STATUS.findall(server.hears(raw))]
        broken = [status for status in statuses if status >= 500 and status != NOT_SPOKEN]
        assert not broken, f"request {number}: {raw[:400]!r} -> {statuses}\n{server.says()}"

    assert server.is_well()["status"] == "ok"
    _only_our_own_words(server.says())


def test_people_who_hang_up_are_nobodys_fault_either(server: Server) -> None:
    for raw in list(requests(random.Random(SEED + 1)))[::4]:
        server.hears_and_sees_nobody(raw)

    assert server.is_well()["status"] == "ok"
    _only_our_own_words(server.says())


@pytest.mark.parametrize("where", [b"/lti/launch", b"/lti/login", b"/cases"])
def test_chunks_that_are_none_are_a_page_that_says_so(server: Server, where: bytes) -> None:
    head = b"POST " + where + b" HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"

    answer = server.hears(head + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKS[1])

    assert STATUS.findall(answer) == [b"400"]
    assert b"That could not be read" in answer
    _only_our_own_words(server.says())


def test_a_header_alone_makes_nobody_a_visitor_by_https_nor_another_address(server: Server) -> None:
    """Gunicorn believes everybody on its own machine, where a proxy is, unless it is told not to."""
    assert server.is_well(b"X-Forwarded-Proto: https\r\n")["https"] is False
    assert server.is_well(b"X-Forwarded-Ssl: on\r\n")["https"] is False
    assert server.is_well(b"SCRIPT_NAME: /heal\r\n")["status"] == "ok"


def _only_our_own_words(said: str) -> None:
    """Every line is an event of ours, and none is a fault. Gunicorn's lines would quote the request and its sender."""
    lines = said.splitlines()
    assert [line for line in lines if not line.startswith("{")] == []
    assert {json.loads(line)["event"] for line in lines} & {"fault", "database fault"} == set()
    for private in (SECRET.decode(), "127.0.0.1", "Traceback"):
        assert private not in said
