"""The time that one outgoing call may take, however slowly the other side answers."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from threading import Lock, Timer
from types import TracebackType


class Deadline:
    """Cuts the connections of one call when its time is up.

    The time-out of a socket starts again with each byte, so that a server which sends one byte a second is never too
    late for it. `with Deadline(15) as deadline:` ends every read that `deadline` watches.
    """

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True
        self._twins: list[socket.socket] = []
        self._lock = Lock()
        self.passed = False

    def left(self) -> float:
        """Seconds until the time is up, at least zero."""
        return max(0.0, self._ends - time.monotonic())

    def watch(self, connection: socket.socket) -> None:
        """Cut this connection too. A twin is kept, because TLS takes the first socket away from us."""
        twin = socket.socket(fileno=os.dup(connection.fileno()))
        with self._lock:
            self._twins.append(twin)
            if self.passed:
                _shut(twin)

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            for twin in self._twins:
                twin.close()
            self._twins.clear()

    def _cut(self) -> None:
        with self._lock:
            self.passed = True
            for twin in self._twins:
                _shut(twin)


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
