"""The far end of a key set's address: a real server on loopback that answers well, badly, slowly or not at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class KeyServer:
    """Answers each path as a test says, and notes what was asked. `tests.launch.platform` publishes keys on it."""

    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._answers: dict[str, Answer] = {}
        self._closing = threading.Event()
        self._server = self._listen(0)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answers(self, url: str, body: object, status: int = 200, **headers: str) -> None:
        """Answer with this body; what is no bytes goes out as JSON."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}

        def answer(handler: BaseHTTPRequestHandler) -> None:
            _begin(handler, status, named, len(raw))
            handler.wfile.write(raw)

        self._answers[urlsplit(url).path] = answer

    def says_nothing(self, url: str) -> None:
        """Take the request and keep the caller waiting."""
        self._answers[urlsplit(url).path] = lambda _handler: self._wait()

    def trickles(self, url: str) -> None:
        """Send a byte now and then, so that no single wait is ever too long."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            _begin(handler, 200, {}, 10_000)
            while not self._closing.wait(0.05):
                handler.wfile.write(b" ")
                handler.wfile.flush()

        self._answers[urlsplit(url).path] = answer

    def goes_down(self) -> None:
        """Refuse connections."""
        self._server.shutdown()
        self._server.server_close()

    def comes_back(self) -> None:
        """Listen again, at the same address."""
        self._server = self._listen(int(self._server.server_address[1]))

    def close(self) -> None:
        self._closing.set()
        self.goes_down()

    def _wait(self) -> None:
        self._closing.wait(30)

    def _listen(self, port: int) -> ThreadingHTTPServer:
        server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answers, asked = self._answers, self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                try:
                    answers[self.path](self)
                except (BrokenPipeError, ConnectionResetError):
                    # The caller had enough: that is what some of the tests are about.
                    self.close_connection = True

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        return Handler


def _begin(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str], length: int) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(length), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
