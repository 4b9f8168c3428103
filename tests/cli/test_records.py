"""`signpost tenant export`, `tenant import`, `person export` and `unseal`, as an administrator types them."""

import json
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from lti_tool.cli import signpost
from lti_tool.outcomes.record.person_file import NOTICE
from tests.cli.conftest import SECRETS, Terminal, clean_environment, facts, host_words

PASSPHRASE = "four plain words together"
OTHER_KEY = {"SIGNPOST_MASTER_KEYS": "Y" * 42 + "A="}


@pytest.fixture
def old(terminal_for: Callable[[str], Terminal], tmp_path: Path) -> Terminal:
    made = terminal_for(f"sqlite:///{tmp_path}/old.db")
    assert made.says("migrate").code == 0
    return made


@pytest.fixture
def new(old: Terminal, tmp_path: Path) -> Terminal:
    """Another installation, with master keys of its own."""
    made = Terminal(old.environment | OTHER_KEY | {"SIGNPOST_DATABASE_URL": f"sqlite:///{tmp_path}/new.db"})
    assert made.environment["SIGNPOST_MASTER_KEYS"] != SECRETS["SIGNPOST_MASTER_KEYS"]
    assert made.says("migrate").code == 0
    return made


@pytest.fixture
def tenant(old: Terminal) -> str:
    return old.adds("tenant", "add", "Oakfield School")


@pytest.fixture
def passphrase(tmp_path: Path) -> list[str]:
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\n")
    file.chmod(0o600)
    return ["--passphrase-file", str(file)]


def test_a_tenant_moves(old: Terminal, new: Terminal, tenant: str, passphrase: list[str], tmp_path: Path) -> None:
    host = old.adds(*host_words(tenant))
    old.adds("lead", "add", "--tenant", tenant, "--host", host, "--sub", "7", "--role", "head")
    file = str(tmp_path / "oakfield.sealed")

    left = old.says("tenant", "export", "--tenant", tenant, "--to", file, *passphrase, "--json")
    came = new.says("tenant", "import", file, *passphrase, "--json")

    assert (left.code, came.code) == (0, 0), left.err + came.err
    assert facts(left)["records"] == facts(came)["records"]
    assert facts(came)["id"] == tenant
    assert stat.S_IMODE(Path(file).stat().st_mode) == 0o600
    assert new.says("lead", "remove", "--tenant", tenant, "--host", host, "--sub", "7", "--role", "head").code == 0


def test_what_was_done_is_said_without_the_passphrase(
    old: Terminal, new: Terminal, tenant: str, passphrase: list[str], tmp_path: Path
) -> None:
    file = str(tmp_path / "oakfield.sealed")

    left = old.says("tenant", "export", "--tenant", tenant, "--to", file, *passphrase)
    came = new.says("tenant", "import", file, *passphrase)

    assert left.out == f"Wrote 0 cases to {file}. Give the passphrase by another way than the file.\n"
    assert came.out == f"Imported tenant {tenant} with 0 cases. Now run `signpost doctor`.\n"
    assert PASSPHRASE not in left.out + left.err + came.out + came.err


def test_without_a_file_the_passphrase_is_asked_for_twice_and_not_shown(
    old: Terminal, tenant: str, tmp_path: Path
) -> None:
    words = ["tenant", "export", "--tenant", tenant, "--to", str(tmp_path / "out.sealed")]
    environment = {**dict.fromkeys(os.environ.keys() - clean_environment().keys()), **old.environment}

    ran = CliRunner().invoke(signpost, words, input=f"{PASSPHRASE}\n{PASSPHRASE}\n", env=environment)

    assert ran.exit_code == 0, ran.output
    assert ran.output.count("Passphrase") + ran.output.count("Repeat") >= 2
    assert PASSPHRASE not in ran.output


def refused(terminal: Terminal, *words: str) -> str:
    """What a command says that was refused: one line, and nothing on its way to a program."""
    said = terminal.says(*words)
    assert (said.code, said.out) == (1, "")
    assert len(said.err.splitlines()) == 1, said.err
    return said.err


def test_refusals_say_what_to_do(
    old: Terminal, new: Terminal, tenant: str, passphrase: list[str], tmp_path: Path
) -> None:
    file, there = str(tmp_path / "out.sealed"), tmp_path / "there"
    there.write_text("something")
    export = ("tenant", "export", "--tenant")

    assert "signpost tenant add" in refused(old, *export, "oakfield", "--to", file, *passphrase)
    assert "is not replaced" in refused(old, *export, tenant, "--to", str(there), *passphrase)
    assert "cannot be read" in refused(new, "tenant", "import", file, *passphrase)
    assert "not a file that Signpost has sealed" in refused(new, "tenant", "import", str(there), *passphrase)
    assert not Path(file).exists()


def test_a_passphrase_that_others_may_read_is_not_used(old: Terminal, tenant: str, tmp_path: Path) -> None:
    open_to_all = tmp_path / "passphrase"
    open_to_all.write_text(PASSPHRASE)
    open_to_all.chmod(0o644)
    words = ("tenant", "export", "--tenant", tenant, "--to", str(tmp_path / "out"), "--passphrase-file")

    assert "chmod 600" in refused(old, *words, str(open_to_all))
    assert "cannot be read as text" in refused(old, *words, str(tmp_path / "nowhere"))


def test_a_short_passphrase_is_refused_before_anything_is_done(old: Terminal, tenant: str, tmp_path: Path) -> None:
    short = tmp_path / "passphrase"
    short.write_text("short\n")
    short.chmod(0o600)
    words = ("tenant", "export", "--tenant", tenant, "--to", str(tmp_path / "out"), "--passphrase-file", str(short))

    assert "at least 12 characters" in refused(old, *words)


def test_a_database_from_before_the_first_migration_says_what_to_do(
    terminal_for: Callable[[str], Terminal], sqlite_url: str, passphrase: list[str], tmp_path: Path
) -> None:
    words = ("tenant", "export", "--tenant", "a", "--to", str(tmp_path / "out"), *passphrase)

    assert "signpost migrate" in refused(terminal_for(sqlite_url), *words)


def test_what_is_held_about_a_person_is_written_with_the_notice(
    old: Terminal, tenant: str, passphrase: list[str], tmp_path: Path
) -> None:
    host = old.adds(*host_words(tenant))
    old.adds("lead", "add", "--tenant", tenant, "--host", host, "--sub", "7")
    about, plain = str(tmp_path / "about.sealed"), str(tmp_path / "about.zip")
    who = ("--tenant", tenant, "--host", host, "--sub", "7")

    said = old.says("person", "export", *who, "--to", about, *passphrase)
    opened = old.says("unseal", about, "--to", plain, *passphrase)

    assert (said.code, opened.code) == (0, 0), said.err + opened.err
    assert NOTICE in said.out
    with zipfile.ZipFile(plain) as archive:
        assert json.loads(archive.read("person.json"))["roles"][0]["role"] == "lead"
    assert stat.S_IMODE(Path(plain).stat().st_mode) == 0o600
    nobody = (*who[:-1], "8")
    assert "Check both" in refused(old, "person", "export", *nobody, "--to", f"{about}2", *passphrase)


def test_the_form_of_an_export_is_printed_as_json_schema(old: Terminal) -> None:
    said = old.says("tenant", "export-schema")

    assert said.code == 0
    assert {"cases", "events", "children"} <= json.loads(said.out)["$defs"].keys()


def test_the_form_of_a_cases_record_is_printed_as_json_schema(old: Terminal) -> None:
    said = old.says("tenant", "record-schema")

    assert said.code == 0
    assert {"reference", "decisions", "history"} <= set(json.loads(said.out)["required"])


def test_the_installed_program_does_it_too(old: Terminal, tenant: str, passphrase: list[str], tmp_path: Path) -> None:
    ran = old.runs("tenant", "export", "--tenant", tenant, "--to", str(tmp_path / "out.sealed"), *passphrase)

    assert (ran.code, ran.err) == (0, "")
