"""A copy of the program with a shelf of its own, so that a test can put guides on it."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import lti_tool

HOME = Path(lti_tool.__file__).parent
SIGNPOST = "from lti_tool.cli import main; main()"


@dataclass(frozen=True)
class OwnCopy:
    """The program in a folder of its own, run as it is installed, in a process of its own."""

    folder: Path
    environment: dict[str, str]

    @property
    def shelf(self) -> Path:
        """Where its guides stand."""
        return self.folder / "lti_tool" / "guidance" / "guides"

    def runs(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """`signpost` with these words."""
        return self.python(SIGNPOST, *words, stdin=stdin)

    def python(self, script: str, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """A script that imports the copy, and the tests' own school."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}
        paths = os.pathsep.join([str(self.folder), str(HOME.parent)])
        return subprocess.run(
            [sys.executable, "-c", script, *words],
            cwd=self.folder,
            env=clean | self.environment | {"PYTHONPATH": paths},
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def adds(self, guide_id: str, like: str, *changes: tuple[str, str]) -> Path:
        """Put a guide on the shelf that is like another one but for these changes of its text."""
        text = (self.shelf / f"{like}.toml").read_text(encoding="utf-8")
        for old, new in ((f'id = "{like}"', f'id = "{guide_id}"'), *changes):
            assert old in text, old
            text = text.replace(old, new, 1)
        file = self.shelf / f"{guide_id}.toml"
        file.write_text(text, encoding="utf-8")
        return file


def own_copy(folder: Path, environment: dict[str, str]) -> OwnCopy:
    """Copy the program into this folder."""
    shutil.copytree(HOME, folder / "lti_tool", ignore=shutil.ignore_patterns("__pycache__"))
    return OwnCopy(folder, environment)
