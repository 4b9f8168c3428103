"""A real `signpost serve`: started, killed with everything it started, and kept from writing."""

import base64
import contextlib
import os
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from lti_tool.system.settings import Settings
from tests.host.demo_setup import SIGNPOST

PATIENCE = 60.0
LOOK_AGAIN = 0.02


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment in which a command finds these settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}
    return inherited | {
        "SIGNPOST_BASE_URL": settings.base_url,
        "SIGNPOST_SECRET_KEY": settings.secret_key,
        "SIGNPOST_MASTER_KEYS": base64.urlsafe_b64encode(settings.master_keys[0]).decode(),
        "SIGNPOST_DATABASE_URL": settings.database_url,
        "SIGNPOST_PRIVATE_HOSTS": ",".join(sorted(settings.private_hosts)),
        "SIGNPOST_ALLOW_LOOPBACK_HTTP": "1",
    }


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """The server's processes. What they write to their log is in `log`."""

    def __init__(self, settings: Settings, port: int, log: Path) -> None:
        self._environment, self._port, self.log = environment_of(settings), port, log
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it is ready."""
        command = [str(SIGNPOST), "serve", "--port", str(self._port)]
        with self.log.open("ab") as words:
            # A process group of its own: whoever kills it kills the worker too.
            self._running = subprocess.Popen(
                command, env=self._environment, stdout=words, stderr=subprocess.STDOUT, start_new_session=True
            )
        self._wait_for(self._is_ready)

    def kill(self) -> None:
        """kill -9 of everything at once; nothing gets a chance to tidy up."""
        if self._running is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._running.pid, signal.SIGKILL)
        self._running.wait()
        self._running = None
        # The worker is not our child: it has gone when nobody listens any more.
        self._wait_for(lambda: not self._listens())

    @contextmanager
    def unable_to_write(self) -> Iterator[None]:
        """Files may not grow beyond their first page, as on a disk that has become full."""
        room = resource.getrlimit(resource.RLIMIT_FSIZE)
        self._limit_files((4096, room[1]))
        try:
            yield
        finally:
            self._limit_files(room)

    @property
    def processes(self) -> list[int]:
        """The master and its workers."""
        assert self._running is not None
        master = self._running.pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text()
        return [master, *map(int, children.split())]

    def _limit_files(self, limit: tuple[int, int]) -> None:
        for process in self.processes:
            resource.prlimit(process, resource.RLIMIT_FSIZE, limit)

    def _is_ready(self) -> bool:
        assert self._running is not None
        assert self._running.poll() is None, self.log.read_text()
        with requests.Session() as session:
            session.trust_env = False
            try:
                return session.get(f"http://127.0.0.1:{self._port}/ready", timeout=5).ok
            except requests.RequestException:
                return False

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0

    def _wait_for(self, happened: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(LOOK_AGAIN)
