"""`signpost tenant retention`: for how long a school keeps its cases."""

from collections.abc import Callable

import pytest

from lti_tool.system.database import Database
from tests.cases.team import Team
from tests.cli.conftest import Terminal, facts


@pytest.fixture
def team(sqlite_database: Database) -> Team:
    return Team(sqlite_database)


@pytest.fixture
def terminal(team: Team, terminal_for: Callable[[str], Terminal]) -> Terminal:
    return terminal_for(team.database.url.render_as_string(hide_password=False))


def kept_for(team: Team) -> int | None:
    with team.database.reading() as db:
        return team.tenants.get(db, team.tenant.id).retention_months


def test_no_period_is_set_until_somebody_sets_one(team: Team) -> None:
    assert kept_for(team) is None


@pytest.mark.parametrize(("words", "months"), [(("--years", "25"), 300), (("--months", "18"), 18), (("--none",), None)])
def test_a_period_is_set_in_years_or_months_or_taken_away(
    team: Team, terminal: Terminal, words: tuple[str, ...], months: int | None
) -> None:
    team.keeps_for(7)

    said = terminal.says("tenant", "retention", "--tenant", team.tenant.id, *words, "--json")

    assert facts(said) == {"id": team.tenant.id, "months": months}
    assert kept_for(team) == months


@pytest.mark.parametrize(
    "words", [(), ("--years", "1", "--months", "1"), ("--none", "--years", "1"), ("--years", "0"), ("--months", "1201")]
)
def test_what_is_no_period_is_refused(team: Team, terminal: Terminal, words: tuple[str, ...]) -> None:
    said = terminal.says("tenant", "retention", "--tenant", team.tenant.id, *words)

    assert (said.code, said.out) == (2, "")
    assert kept_for(team) is None


def test_a_tenant_that_is_not_there_is_refused_in_words(terminal: Terminal) -> None:
    said = terminal.says("tenant", "retention", "--tenant", "oakfield", "--years", "6")

    assert (said.code, said.out) == (1, "")
    assert "no tenant oakfield" in said.err


def test_the_help_says_who_decides_and_states_no_more_than_was_read(terminal: Terminal) -> None:
    said = " ".join(terminal.says("tenant", "retention", "--help").out.split())

    assert "The school's own policy decides" in said
    assert "we saw this quoted elsewhere" in said
    assert "does not know birthdays" in said
