"""Runs `signpost`: the installed program, and, where starting it proves nothing more, inside this process."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.host.demo_setup import Said, in_this_process

SIGNPOST = Path(sys.executable).parent / "signpost"
SECRETS = {
    "SIGNPOST_SECRET_KEY": "only for tests " * 3,
    "SIGNPOST_MASTER_KEYS": "b25seSBmb3IgdGVzdHMgb25seSBmb3IgdGVzdHMgISE=",
}
BASE_URL = {"SIGNPOST_BASE_URL": "https://signpost.example.org"}


def clean_environment() -> dict[str, str]:
    """This process's environment without anything that Signpost reads."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}


@dataclass(frozen=True)
class Terminal:
    """Where an administrator types."""

    environment: dict[str, str]

    def runs(self, *words: str, stdin: bytes = b"") -> Said:
        """The installed program, in a process of its own."""
        ran = subprocess.run(
            [str(SIGNPOST), *words],
            env=clean_environment() | self.environment,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Said(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    def says(self, *words: str) -> Said:
        """The same command in this process: starting Python takes longer than what the command does."""
        return in_this_process(words, self.environment)

    def adds(self, *words: str) -> str:
        """The id of what a command added."""
        said = self.says(*words, "--json")
        assert said.code == 0, said.err
        return str(facts(said)["id"])


def facts(said: Said) -> dict[str, Any]:
    """What a command said with `--json`: one object, on exactly one line."""
    assert said.out.count("\n") == 1, said.out
    assert said.out.endswith("}\n")
    found = json.loads(said.out)
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="session")
def terminal_for() -> Callable[[str], Terminal]:
    """A terminal of an installation whose database is at this address."""
    return lambda url: Terminal(SECRETS | BASE_URL | {"SIGNPOST_DATABASE_URL": url})


def host_words(tenant: str, **changes: str) -> list[str]:
    """`signpost host add` for Oakfield's Moodle."""
    moodle = "https://moodle.school.example"
    about = {
        "tenant": tenant,
        "issuer": moodle,
        "client-id": "signpost",
        "auth-url": f"{moodle}/auth",
        "token-url": f"{moodle}/token",
        "jwks-url": f"{moodle}/certs",
        "deployment-id": "1",
        **{name.replace("_", "-"): value for name, value in changes.items()},
    }
    return ["host", "add", *(word for name, value in about.items() for word in (f"--{name}", value))]
