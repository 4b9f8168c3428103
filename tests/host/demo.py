"""`make demo`: a sandbox school with Signpost in it, on this machine alone."""

import argparse
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.host.children import Child, ChildEnded, running
from tests.host.client import HttpLaunch, LaunchStopped, tool_over_http
from tests.host.demo_setup import SIGNPOST, Folder, Setup, SetupFailed
from tests.host.sandbox import SandboxHost
from tests.host.school import SCIENCE, STAFF_COURSE

STARTING = 60.0
ROOT = Path(__file__).resolve().parents[2]


def main(words: Sequence[str] | None = None) -> int:
    """Run the demo until Ctrl-C, or until a part of it ends."""
    options = _options(words)
    # Both, because a shell that starts a demo in the background has Ctrl-C ignored.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    try:
        with _folder(options) as folder:
            return _run(folder, options)
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    except (SetupFailed, ChildEnded) as error:
        print(error, file=sys.stderr)
        return 1


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.host.demo", description=__doc__)
    parser.add_argument("--tool-port", type=int, help="the port Signpost listens on (default: a free one)")
    parser.add_argument("--host-port", type=int, help="the port the sandbox school listens on (default: a free one)")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs recorded")
    parser.add_argument("--check", action="store_true", help="start, open the tool once as the reporter, and stop")
    return parser.parse_args(words)


@contextmanager
def _folder(options: argparse.Namespace) -> Iterator[Folder]:
    if options.check:
        with tempfile.TemporaryDirectory() as path:
            folder = Folder(Path(path))
            folder.prepare()
            yield folder
        return
    folder = Folder(ROOT / "var" / "demo")
    if options.fresh:
        shutil.rmtree(folder.path, ignore_errors=True)
    folder.prepare()
    yield folder


def _run(folder: Folder, options: argparse.Namespace) -> int:
    tool_port = _port(folder, "tool port", options.tool_port)
    host_port = _port(folder, "host port", options.host_port)
    base_url = f"http://localhost:{tool_port}"
    environment = folder.environment(base_url)
    with SandboxHost(port=host_port) as host:
        host.install(base_url)
        # A school that wants its leads to see who reported sends names; Moodle leaves that to the administrator.
        host.privacy(names=True)
        Setup(folder, host, environment).run()
        commands = {
            "signpost serve": [str(SIGNPOST), "serve", "--port", str(tool_port)],
            "signpost deliver": [str(SIGNPOST), "deliver", "--watch"],
        }
        with running(commands, environment, folder.path) as children:
            _wait_until_ready(base_url, children)
            if options.check:
                return _check(host, children)
            print(_invitation(host, folder), flush=True)
            _watch(children)
    return 0


def _port(folder: Folder, name: str, wanted: int | None) -> int:
    """The port asked for, else the one of the last run, else a free one."""
    remembered = folder.done().get(name)
    port = wanted or int(remembered or 0)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            option = f"--{name.replace(' ', '-')}"
            raise SetupFailed(
                f"Port {port} is taken, perhaps by a demo that is still running. Stop that, or choose with {option}."
            ) from error
        chosen = int(probe.getsockname()[1])
    folder.note(name, str(chosen))
    return chosen


def _wait_until_ready(base_url: str, children: list[Child]) -> None:
    until = time.monotonic() + STARTING
    with requests.Session() as session:
        session.trust_env = False
        while not _ready(session, base_url):
            for child in children:
                child.check()
            if time.monotonic() > until:
                raise SetupFailed(f"Signpost did not become ready in {STARTING:g} seconds. See {children[0].log}.")
            time.sleep(0.2)


def _ready(session: requests.Session, base_url: str) -> bool:
    try:
        return session.get(f"{base_url}/ready", timeout=5).ok
    except requests.RequestException:
        return False


def _check(host: SandboxHost, children: list[Child]) -> int:
    """One launch as the reporter, the whole way round."""
    try:
        page = HttpLaunch(host, tool_over_http()).open("reporter", STAFF_COURSE)
    except LaunchStopped as error:
        raise SetupFailed(f"The launch ended on a page: {error}") from error
    for child in children:
        child.check()
    if page.status != 200 or "999" not in page.text:
        raise SetupFailed(f"The launch ended with {page.status} at {page.url}, not on the start page.")
    print("ok: the reporter's launch ends on the start page")
    return 0


def _watch(children: list[Child]) -> None:
    while True:
        for child in children:
            child.check()
        time.sleep(0.5)


def _invitation(host: SandboxHost, folder: Folder) -> str:
    people, courses = host.people, host.school.courses
    staff, science = courses[STAFF_COURSE].title, courses[SCIENCE].title
    return f"""
Signpost runs in a sandbox school. Open {host.url}

  Report    Click {people["reporter"].name}, open "{staff}", answer, send.
  Decide    Click {people["lead"].name} (safeguarding lead), open "{staff}": the case is listed.
  Receipt   Open the gradebook of "{staff}": a tick for {people["reporter"].given}, nothing else.
  Pupil     Click {people["pupil"].name}, open "{science}": a calm page, nothing is stored.
  Install   Click {people["administrator"].name}, open either course: no case to be seen.

Everybody here is invented. Records stay in {folder.path}; --fresh forgets them.
Ctrl-C stops.
"""


if __name__ == "__main__":
    sys.exit(main())
