"""A real worker process, `signpost deliver --watch`, for a test to kill."""

import os
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lti_tool.system.database import Database
from tests.host import SandboxHost

SIGNPOST = Path(sys.executable).parent / "signpost"
PATIENCE = 60.0


def environment(database: Database) -> Mapping[str, str]:
    """Everything the command is told. The master key is the office's."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}
    return inherited | {
        "SIGNPOST_BASE_URL": "http://localhost:1",
        "SIGNPOST_SECRET_KEY": "a secret for a process that lives for a second",
        "SIGNPOST_MASTER_KEYS": urlsafe_b64encode(bytes(32)).decode(),
        "SIGNPOST_ALLOW_LOOPBACK_HTTP": "1",
        "SIGNPOST_DATABASE_URL": database.url.render_as_string(hide_password=False),
    }


@contextmanager
def worker(database: Database, log: Path, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker that is killed (SIGKILL: it hears nothing and tidies nothing) where the block ends.

    Args:
        more: what its environment has besides.
    """
    with log.open("ab") as words:
        process = subprocess.Popen(
            [SIGNPOST, "deliver", "--watch"],
            env={**environment(database), **more},
            stdout=words,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for_requests(number: int, process: subprocess.Popen[bytes], moodle: SandboxHost, log: Path) -> None:
    """Until the worker has asked the host for so many things."""
    before, until = moodle.faults.requests.total(), time.monotonic() + PATIENCE
    while moodle.faults.requests.total() < before + number:
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < until, "the worker does not ask the host for anything"
        time.sleep(0.002)
