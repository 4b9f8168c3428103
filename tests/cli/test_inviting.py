"""`signpost invite`: an address that whoever installs a platform pastes there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lti_tool.app import build
from tests.cli.conftest import Terminal, facts
from tests.school import settings_for


@pytest.fixture
def terminal(terminal_for: Callable[[str], Terminal], tmp_path: Path) -> Terminal:
    terminal = terminal_for(f"sqlite:///{tmp_path}/signpost.db")
    terminal.says("migrate")
    return terminal


def test_an_invitation_is_an_address_of_ours_that_works_for_a_week(terminal: Terminal, tmp_path: Path) -> None:
    tenant = str(facts(terminal.says("tenant", "add", "Oakfield School", "--json"))["id"])

    said = facts(terminal.says("invite", "--tenant", tenant, "--json"))

    assert str(said["url"]).startswith("https://signpost.example.org/lti/register/")
    token = str(said["url"]).rpartition("/")[2]
    services = build(settings_for(f"sqlite:///{tmp_path}/signpost.db"))
    found = services.registering.invitation(token)
    assert (found.tenant.id, found.invite.id) == (tenant, said["id"])
    assert (found.invite.expires_at - services.clock.now()).days in {6, 7}
    services.database.close()
    assert token not in (tmp_path / "signpost.db").read_bytes().decode("latin-1")


def test_each_invitation_is_another_one(terminal: Terminal) -> None:
    tenant = str(facts(terminal.says("tenant", "add", "Oakfield School", "--json"))["id"])

    first, second = (terminal.says("invite", "--tenant", tenant).out for _ in range(2))

    assert first != second
    assert "It works once, until" in first


def test_nobody_is_invited_for_a_tenant_that_is_not_there(terminal: Terminal) -> None:
    said = terminal.says("invite", "--tenant", "0" * 32)

    assert said.code == 1
    assert "There is no tenant" in said.err
