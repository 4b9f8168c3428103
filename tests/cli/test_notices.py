"""The commands for e-mail: addresses, school hours, whoever is on call, and the worker that writes to them."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal, facts, host_words
from tests.outcomes.mail_server import SENDER, mail_server

ADDRESS = "lead@school.example"


@pytest.fixture
def terminal(terminal_for: Callable[[str], Terminal], migrated_sqlite: Path, tmp_path: Path) -> Terminal:
    file = tmp_path / "signpost.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    return terminal_for(f"sqlite:///{file}")


@pytest.fixture
def here(terminal: Terminal) -> tuple[str, ...]:
    """The tenant and its host, in the words of a command; somebody with sub 7 is lead."""
    tenant = terminal.adds("tenant", "add", "Oakfield School")
    words = ("--tenant", tenant, "--host", terminal.adds(*host_words(tenant)))
    terminal.adds("lead", "add", *words, "--sub", "7")
    return words


def kept(tmp_path: Path) -> bytes | None:
    with sqlite3.connect(tmp_path / "signpost.db") as database:
        return database.execute("SELECT email FROM staff").fetchone()[0]


def test_an_address_is_set_and_removed_and_never_repeated(
    terminal: Terminal, here: tuple[str, ...], tmp_path: Path
) -> None:
    said = terminal.says("lead", "email", *here, "--sub", "7", ADDRESS, "--json")
    assert facts(said)["set"] is True
    assert kept(tmp_path)

    words = terminal.says("lead", "email", *here, "--sub", "7", ADDRESS)
    gone = terminal.says("lead", "email", *here, "--sub", "7", "--remove", "--json")

    assert "school.example" not in said.out + words.out
    assert facts(gone)["set"] is False
    assert kept(tmp_path) is None


@pytest.mark.parametrize("words", [[], [ADDRESS, "--remove"]], ids=["neither", "both"])
def test_an_address_is_set_or_removed(terminal: Terminal, here: tuple[str, ...], words: list[str]) -> None:
    said = terminal.says("lead", "email", *here, "--sub", "7", *words)

    assert said.code == 2
    assert "Usage" in said.err


@pytest.mark.parametrize(
    ("sub", "address"), [("7", "lead"), ("7", "a b@school.example"), ("8", ADDRESS), ("", ADDRESS)]
)
def test_what_cannot_be_an_address_of_a_lead_is_one_sentence(
    terminal: Terminal, here: tuple[str, ...], tmp_path: Path, sub: str, address: str
) -> None:
    said = terminal.says("lead", "email", *here, "--sub", sub, address)

    assert said.code == 1
    assert len(said.err.splitlines()) == 1
    assert kept(tmp_path) is None


def test_whoever_is_on_call_has_an_address(terminal: Terminal, here: tuple[str, ...]) -> None:
    set_ = terminal.says("contact", "set", *here[:2], "on_call_email", "on-call@school.example", "--json")
    number = terminal.says("contact", "set", *here[:2], "on_call_email", "01632 960001")

    assert facts(set_) == {"kind": "on_call_email", "set": True}
    assert number.code == 1


def test_school_hours_are_set(terminal: Terminal, here: tuple[str, ...]) -> None:
    said = terminal.says("tenant", "hours", *here[:2], "--from", "07:30", "--to", "18:00", "--json")

    assert facts(said) == {"from": "07:30", "to": "18:00"}
    assert facts(terminal.says("tenant", "hours", *here[:2], "--json")) == {"from": "08:00", "to": "17:00"}
    assert terminal.says("tenant", "hours", *here[:2], "--from", "18:00", "--to", "07:30").code == 1
    assert terminal.says("tenant", "hours", *here[:2], "--from", "8 o'clock").code == 2
    assert terminal.says("tenant", "hours", "--tenant", "0" * 32).code == 1


def test_the_doctor_says_whether_e_mail_is_sent_and_whom_it_reaches(terminal: Terminal, here: tuple[str, ...]) -> None:
    assert "SIGNPOST_SMTP_HOST is not set" in terminal.says("doctor").out

    with mail_server() as server:
        mail = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(server.port), "SMTP_SECURITY": "none", "MAIL_FROM": SENDER}
        sending = Terminal(terminal.environment | {f"SIGNPOST_{name}": value for name, value in mail.items()})
        said = sending.says("doctor").out
        assert server.arrived == []
    stopped = sending.says("doctor").out

    assert re.search("^ok +e-mail$", said, re.MULTILINE)
    assert "1 of 1 leads and deputies and the head" in said
    assert "signpost lead email" in said
    assert re.search("^PROBLEM +e-mail: The mail server does not answer", stopped, re.MULTILINE)
