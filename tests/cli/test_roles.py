"""The commands for roles, once somebody who reads cases has opened Signpost: a role waits, and they say for whom."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal, facts, host_words
from tests.host.demo_setup import Said


@dataclass(frozen=True)
class Roles:
    """A school's roles, at its administrator's terminal."""

    terminal: Terminal
    tenant: str
    host: str
    file: Path

    def says(self, verb: str, sub: str, role: str, *more: str) -> Said:
        here = ("--tenant", self.tenant, "--host", self.host, "--sub", sub, "--role", role)
        said = self.terminal.says("lead", verb, *here, *more)
        assert said.code == 0, said.err
        return said

    def waiting(self, *more: str) -> Said:
        return self.terminal.says("lead", "waiting", "--tenant", self.tenant, *more)

    def opened_by(self, sub: str) -> None:
        """This person has launched."""
        with sqlite3.connect(self.file) as database:
            database.execute("UPDATE staff SET first_launch_at = created_at WHERE sub = ?", (sub,))


@pytest.fixture
def roles(terminal_for: Callable[[str], Terminal], migrated_sqlite: Path, tmp_path: Path) -> Roles:
    file = tmp_path / "signpost.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    terminal = terminal_for(f"sqlite:///{file}")
    tenant = terminal.adds("tenant", "add", "Oakfield School")
    return Roles(terminal, tenant, terminal.adds(*host_words(tenant)), file)


def test_a_role_says_whether_it_waits(roles: Roles) -> None:
    given = facts(roles.says("add", "7", "lead", "--json"))
    assert set(given) == {"id", "role", "waiting"}
    assert (given["role"], given["waiting"]) == ("lead", False)

    roles.opened_by("7")
    waits = facts(roles.says("add", "8", "head", "--json"))

    assert (waits["role"], waits["waiting"]) == ("head", True)
    assert facts(roles.says("add", "9", "administrator", "--json"))["waiting"] is False


def test_it_is_said_who_is_asked_by_role_and_by_no_name(roles: Roles) -> None:
    roles.says("add", "7", "lead")
    roles.opened_by("7")

    as_head, as_deputy = roles.says("add", "8", "head").out, roles.says("add", "8", "deputy").out

    assert "is not head yet" in as_head
    assert "somebody else who is deputy or lead agrees" in as_head
    assert "somebody else who is deputy or head or lead agrees" in as_deputy
    assert re.search(r"lapses on \d{4}-\d\d-\d\d", as_head)


def test_what_waits_is_listed_until_it_is_withdrawn(roles: Roles) -> None:
    assert roles.waiting().out == "No role waits for agreement.\n"
    roles.says("add", "7", "lead")
    roles.opened_by("7")
    person = facts(roles.says("add", "8", "head", "--json"))["id"]

    (only,) = facts(roles.waiting("--json"))["waiting"]
    assert (only["id"], only["sub"], only["role"], only["agreed_by"]) == (person, "8", "head", ["deputy", "lead"])
    assert only["can_be_agreed"] is True
    assert person in roles.waiting().out

    removed = facts(roles.says("remove", "8", "head", "--json"))
    assert removed == {"id": person, "roles": []}
    assert facts(roles.waiting("--json")) == {"waiting": []}


def test_where_nobody_can_agree_it_says_what_to_do(roles: Roles) -> None:
    roles.says("add", "7", "lead")
    roles.opened_by("7")

    said = roles.says("add", "7", "head").out

    assert "Nobody can agree to it now" in said
    assert "signpost lead remove" in said


def test_where_the_only_one_is_an_administrator_too_it_says_what_to_do(roles: Roles) -> None:
    roles.says("add", "7", "lead")
    roles.opened_by("7")
    roles.says("add", "7", "administrator")

    said = roles.says("add", "8", "head").out

    assert "Nobody can agree to it now" in said
    assert "role of administrator from somebody who is both" in said
    (only,) = facts(roles.waiting("--json"))["waiting"]
    assert only["can_be_agreed"] is False
