"""Sets Signpost up for the sandbox school, with Signpost's own commands, each step once."""

import base64
import json
import os
import secrets
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from tests.host.sandbox import SandboxHost
from tests.host.school import STAFF_COURSE

SIGNPOST = Path(sys.executable).parent / "signpost"

# Telephone numbers from the range that is kept free for drama.
CONTACTS = {
    "lead": "Priya Nair, 01632 960101",
    "deputy": "Tom Ellis, 01632 960102",
    "head": "Helen Marsh, 01632 960103",
    "chair": "Ruth Adeyemi, 01632 960104",
    "social_care": "Children's social care, 01632 960201",
    "out_of_hours": "Emergency duty team, 01632 960202",
    "lado": "Designated officer, 01632 960203",
    "safer_schools": "PC Dan Frost, 01632 960204",
}
ROLES = ("lead", "deputy", "head", "administrator")


class SetupFailed(Exception):
    """A command did not do what the demo needs; the text says which, and what it said."""


@dataclass(frozen=True)
class Folder:
    """Where a demo keeps its secrets, its database and what it has already done."""

    path: Path

    @property
    def database(self) -> Path:
        """The demo's SQLite file."""
        return self.path / "signpost.db"

    def prepare(self) -> None:
        """Make the folder; nobody else may look into it."""
        self.path.mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o700)
        if not self.database.exists():
            (self.path / "done.json").unlink(missing_ok=True)

    def secrets(self) -> dict[str, str]:
        """This demo's own secrets, made the first time."""
        file = self.path / "secrets.json"
        if not file.exists():
            made = {
                "SIGNPOST_SECRET_KEY": secrets.token_urlsafe(48),
                "SIGNPOST_MASTER_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            }
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as opened:
                json.dump(made, opened)
        return dict(json.loads(file.read_text()))

    def done(self) -> dict[str, str]:
        """The steps that were done, and the id each gave."""
        file = self.path / "done.json"
        return dict(json.loads(file.read_text())) if file.exists() else {}

    def note(self, step: str, result: str) -> None:
        """Remember a step, so that the next start does not repeat it."""
        (self.path / "done.json").write_text(json.dumps(self.done() | {step: result}, indent=1))

    def environment(self, base_url: str) -> dict[str, str]:
        """The environment of every `signpost` command of this demo."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}
        return inherited | {
            **self.secrets(),
            "SIGNPOST_BASE_URL": base_url,
            "SIGNPOST_DATABASE_URL": f"sqlite:///{self.database}",
            "SIGNPOST_ALLOW_LOOPBACK_HTTP": "1",
            "SIGNPOST_PRIVATE_HOSTS": "127.0.0.1,localhost",
        }


@dataclass(frozen=True)
class Said:
    """How a command ended, and its words."""

    code: int
    out: str
    err: str


def in_this_process(words: Sequence[str], environment: Mapping[str, str]) -> Said:
    """Run one `signpost` command here: starting Python for each of fifteen takes half a minute."""
    from lti_tool.cli import signpost

    others = dict.fromkeys(name for name in os.environ if name.startswith("SIGNPOST_"))
    ran = CliRunner().invoke(signpost, list(words), env={**others, **environment})
    crashed = ran.exception is not None and not isinstance(ran.exception, SystemExit)
    return Said(ran.exit_code, ran.stdout, f"{ran.stderr}{ran.exception!r}" if crashed else ran.stderr)


@dataclass(frozen=True)
class Setup:
    """Installs the tool for the sandbox school. Running it again changes nothing."""

    folder: Folder
    host: SandboxHost
    environment: Mapping[str, str]
    run_command: Callable[[Sequence[str], Mapping[str, str]], Said] = in_this_process

    def run(self) -> None:
        """Every step an administrator would take."""
        self._signpost("migrate")
        tenant = self._once("tenant", "tenant", "add", "Sandbox school")
        host = self._add_host(tenant)
        here = ("--tenant", tenant, "--host", host)
        self._once(
            f"course at {self.host.issuer}",
            *("course", "staff-only", *here, "--context-id", STAFF_COURSE, "--posting", "receipt"),
        )
        for role in ROLES:
            person = self.host.people[role]
            self._once(f"{role} at {self.host.issuer}", "lead", "add", *here, "--sub", person.sub, "--role", role)
        for kind, value in CONTACTS.items():
            self._once(f"contact {kind}", "contact", "set", "--tenant", tenant, kind, value)

    def _add_host(self, tenant: str) -> str:
        about = {
            "--tenant": tenant,
            "--issuer": self.host.issuer,
            "--client-id": self.host.client_id,
            "--auth-url": self.host.auth_url,
            "--token-url": self.host.token_url,
            "--jwks-url": self.host.jwks_url,
            "--deployment-id": self.host.deployment_id,
            "--family": "moodle",
            "--frame-origin": self.host.url,
        }
        words = [word for option in about.items() for word in option]
        return self._once(f"host at {self.host.issuer}", "host", "add", *words)

    def _once(self, step: str, *words: str) -> str:
        done = self.folder.done()
        if step not in done:
            self.folder.note(step, str(self._signpost(*words).get("id", "")))
        return self.folder.done()[step]

    def _signpost(self, *words: str) -> dict[str, object]:
        said = self.run_command([*words, "--json"], self.environment)
        if said.code != 0:
            raise SetupFailed(f"signpost {' '.join(words)}\nended with {said.code}:\n{said.err or said.out}")
        facts = dict(json.loads(said.out.strip().splitlines()[-1]))
        if facts.get("waiting"):
            raise SetupFailed("The people of an earlier run would have to agree to these. Begin anew with --fresh.")
        return facts
