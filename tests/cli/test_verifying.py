"""`signpost history verify`: whole histories, and the first entry that is not."""

from collections.abc import Callable

import pytest

from lti_tool.cases.model import Case
from lti_tool.system.database import Database
from tests.cases.tampering import past_the_guards
from tests.cases.team import Team
from tests.cli.conftest import Terminal, facts


@pytest.fixture
def team(database: Database) -> Team:
    return Team(database)


@pytest.fixture
def case(team: Team) -> Case:
    return team.sends(danger="no")


@pytest.fixture
def terminal(database: Database) -> Terminal:
    """Knows where the database is, and no key."""
    return Terminal({"SIGNPOST_DATABASE_URL": database.url.render_as_string(hide_password=False)})


def cut(team: Team, number: int) -> None:
    with past_the_guards(team.database) as db:
        db.exec_driver_sql(f"DELETE FROM events WHERE number = {number}")


def test_whole_histories_are_counted(terminal: Terminal, case: Case) -> None:
    said, also = terminal.says("history", "verify"), terminal.says("history", "verify", "--json")

    assert (said.code, said.out, said.err) == (0, "3 entries of 1 cases verified.\n", "")
    assert facts(also) == {"ok": True, "entries": 3, "cases": 1}


def test_the_first_broken_entry_is_named(terminal: Terminal, team: Team, case: Case) -> None:
    cut(team, 2)

    said, also = terminal.says("history", "verify"), terminal.says("history", "verify", "--json")

    assert (said.code, said.out) == (1, f"Case {case.id}, entry 2: missing.\n")
    assert also.code == 1
    assert facts(also) == {"ok": False, "case": case.id, "entry": 2, "wrong": "missing"}


def test_one_tenant_is_verified_alone(terminal: Terminal, team: Team, case: Case) -> None:
    other = team.another()
    cut(team, 2)

    assert terminal.says("history", "verify", "--tenant", other.tenant.id).out == "0 entries of 0 cases verified.\n"
    assert terminal.says("history", "verify", "--tenant", team.tenant.id).code == 1


def test_a_tenant_that_is_not_there_is_not_called_whole(terminal: Terminal, case: Case) -> None:
    said = terminal.says("history", "verify", "--tenant", "oakfield")

    assert (said.code, said.out) == (1, "")
    assert "no tenant oakfield" in said.err


def test_a_database_from_before_the_first_migration_says_what_to_do(
    terminal_for: Callable[[str], Terminal], sqlite_url: str
) -> None:
    said = terminal_for(sqlite_url).says("history", "verify")

    assert said.code == 1
    assert "signpost migrate" in said.err
    assert len(said.err.splitlines()) == 1


def test_the_installed_program_does_it_too(terminal: Terminal, case: Case) -> None:
    assert terminal.runs("history", "verify").out == "3 entries of 1 cases verified.\n"
