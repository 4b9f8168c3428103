"""A tool under gunicorn: one worker of four threads, on one core."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from tests.bench.browser import Browser
from tests.bench.cores import SERVER_CORE, busy_seconds, starting_on

THREADS = 4
START_WITHIN = 30.0


@dataclass(frozen=True)
class Served:
    """A tool that answers on `port`."""

    port: int
    base_url: str
    pid: int

    def browser(self, waits_seconds: float = 30) -> Browser:
        return Browser(self.port, self.base_url, waits_seconds=waits_seconds)

    def busy_seconds(self) -> float:
        """Processor time used so far: near the wall's time, the tool was the bottleneck and not the driver."""
        return busy_seconds(self.pid)


@contextmanager
def serving(application: str, port: int, environment: Mapping[str, str]) -> Iterator[Served]:
    """Serve `module:factory()` until the block ends."""
    options = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "1", "--threads", str(THREADS)]
    quiet = ["--log-level", "warning", "--no-control-socket", "--keep-alive", "30"]
    command = [sys.executable, "-m", "gunicorn", *options, *quiet, application]
    with tempfile.TemporaryFile() as log:
        with starting_on(SERVER_CORE):
            process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=log, stderr=log)
        try:
            _wait_for(port, process)
            yield Served(port, f"http://localhost:{port}", process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the tool did not start (exit code {process.poll()})")
