"""The long-running commands of a demo: started, watched and stopped together."""

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 10.0
LINES = 20


class ChildEnded(Exception):
    """A command that should run on has ended; the text holds its last words."""


@dataclass(frozen=True)
class Child:
    """One running command, and the file its words go to."""

    name: str
    running: subprocess.Popen[bytes]
    log: Path

    def check(self) -> None:
        """Raise if it has ended."""
        code = self.running.poll()
        if code is not None:
            last = "\n".join(self.log.read_text(errors="replace").splitlines()[-LINES:])
            raise ChildEnded(f"`{self.name}` ended with {code}. Its last words ({self.log}):\n{last}")


@contextmanager
def running(commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], logs: Path) -> Iterator[list[Child]]:
    """Run commands until the block ends, however it ends."""
    children: list[Child] = []
    try:
        for name, command in commands.items():
            children.append(_start(name, command, environment, logs / f"{name.split()[1]}.log"))
        yield children
    finally:
        _stop(children)


def _start(name: str, command: Sequence[str], environment: Mapping[str, str], log: Path) -> Child:
    with log.open("wb") as words:
        # A session of its own: Ctrl-C reaches only the demo, which then stops the children in order.
        process = subprocess.Popen(
            command, env=dict(environment), stdout=words, stderr=subprocess.STDOUT, start_new_session=True
        )
    return Child(name, process, log)


def _stop(children: list[Child]) -> None:
    for child in children:
        if child.running.poll() is None:
            child.running.terminate()
    until = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.running.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            child.running.kill()
            child.running.wait()
