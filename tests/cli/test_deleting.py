"""`signpost tenant delete` and `signpost erasure list`: asked, agreed, carried out, and what is left to read."""

import base64
from collections.abc import Callable

import pytest

from lti_tool.cases.erasure_receipts import ErasureReason
from lti_tool.system.clock import SystemClock
from lti_tool.system.database import Database
from lti_tool.tenants.model import Role
from tests.cases.tampering import past_the_guards
from tests.cases.team import Team
from tests.cli.conftest import Terminal, facts
from tests.clock import SettableClock

KEYS = "SIGNPOST_MASTER_KEYS"


@pytest.fixture
def team(database: Database) -> Team:
    """Their clock goes as the command's does."""
    return Team(database, SettableClock(SystemClock().now()))


@pytest.fixture
def terminal(team: Team, terminal_for: Callable[[str], Terminal]) -> Terminal:
    """With the team's master key."""
    there = terminal_for(team.database.url.render_as_string(hide_password=False))
    return Terminal(there.environment | {KEYS: base64.urlsafe_b64encode(bytes(32)).decode()})


def deletes(terminal: Terminal, team: Team, *words: str) -> tuple[int, str]:
    said = terminal.says("tenant", "delete", "--tenant", team.tenant.id, *words)
    assert "Traceback" not in said.err
    return said.code, said.out + said.err


def has_case(team: Team, case_id: str) -> bool:
    return team.sees(team.lead, case_id)


def test_the_first_run_asks_and_the_second_deletes_once_a_lead_has_agreed(terminal: Terminal, team: Team) -> None:
    case = team.files()
    code, words = deletes(terminal, team, "--agreed")
    assert (code, "Nobody has asked" in words) == (1, True)
    code, words = deletes(terminal, team)
    assert (code, "No lead or head has agreed yet" in words) == (0, True)
    assert deletes(terminal, team, "--agreed")[0] == 1
    assert has_case(team, case.id)
    team.leaving.answer(team.lead, agrees=True)
    assert "run this again with --agreed" in deletes(terminal, team)[1]

    said = terminal.says("tenant", "delete", "--tenant", team.tenant.id, "--agreed", "--json")

    assert (said.code, said.err) == (0, "")
    receipt = facts(said)["receipt"]
    listed = facts(terminal.says("erasure", "list", "--tenant", team.tenant.id, "--json"))["erasures"]
    assert [(each["id"], each["reference"], each["agreed_by"], each["whole"]) for each in listed] == [
        (receipt, None, team.lead.id, True)
    ]
    assert "no tenant" in deletes(terminal, team)[1]


def test_a_case_that_is_open_is_deleted_only_where_that_was_said(terminal: Terminal, team: Team) -> None:
    case = team.decides()
    code, words = deletes(terminal, team)
    assert (code, "--even-open" in words) == (1, True)
    assert deletes(terminal, team, "--even-open")[0] == 0
    team.leaving.answer(team.head, agrees=True)
    assert deletes(terminal, team, "--agreed")[0] == 1
    assert has_case(team, case.id)

    assert deletes(terminal, team, "--agreed", "--even-open")[0] == 0


def test_without_a_lead_it_says_what_that_needs(terminal: Terminal, team: Team) -> None:
    with team.database.transaction() as db:
        for person, role in ((team.lead, Role.LEAD), (team.deputy, Role.DEPUTY), (team.head, Role.HEAD)):
            team.book.revoke(db, person, role)

    code, words = deletes(terminal, team)
    assert (code, "--without-lead" in words) == (0, True)
    assert deletes(terminal, team, "--agreed")[0] == 1
    assert deletes(terminal, team, "--agreed", "--without-lead")[0] == 0
    assert "nobody: no lead" in terminal.says("erasure", "list", "--tenant", team.tenant.id).out


def test_with_the_wrong_master_key_nothing_is_deleted(
    terminal: Terminal, terminal_for: Callable[[str], Terminal], team: Team
) -> None:
    case = team.files()
    deletes(terminal, team)
    team.leaving.answer(team.lead, agrees=True)

    code, words = deletes(terminal_for(terminal.environment["SIGNPOST_DATABASE_URL"]), team, "--agreed")

    assert (code, KEYS in words) == (1, True)
    assert has_case(team, case.id)


def test_it_can_be_taken_back(terminal: Terminal, team: Team) -> None:
    deletes(terminal, team)
    team.leaving.answer(team.lead, agrees=True)

    assert deletes(terminal, team, "--withdraw")[0] == 0

    assert team.leaving.pending(team.lead) is None
    assert deletes(terminal, team, "--agreed")[0] == 1


@pytest.mark.parametrize("words", [("--withdraw", "--agreed"), ("--without-lead",), ("--withdraw", "--even-open")])
def test_what_does_not_go_together_is_refused(terminal: Terminal, team: Team, words: tuple[str, ...]) -> None:
    assert deletes(terminal, team, *words)[0] == 2


def test_a_receipt_that_somebody_has_changed_is_named(terminal: Terminal, team: Team) -> None:
    case = team.files()
    team.erasures.propose(case.id, team.lead, case.version, ErasureReason.MISTAKE)
    team.erasures.agree(team.administrator, team.erasures.waiting(team.administrator)[0].id)
    said = terminal.says("erasure", "list", "--tenant", team.tenant.id)
    assert (said.code, case.reference in said.out, "DOES NOT FIT" in said.out) == (0, True, False)
    with past_the_guards(team.database) as db:
        db.exec_driver_sql("UPDATE erasure_receipts SET agreed_by = 'somebody else'")

    said = terminal.says("erasure", "list", "--tenant", team.tenant.id)

    assert (said.code, "DOES NOT FIT ITS HASH" in said.out) == (1, True)


def test_of_a_tenant_without_receipts_nothing_was_deleted(terminal: Terminal, team: Team) -> None:
    assert terminal.says("erasure", "list", "--tenant", team.tenant.id).out == "Nothing was deleted.\n"
