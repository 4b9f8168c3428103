"""One installation from nothing to ready, by the installed program, each command once."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lti_tool.system.database import Database
from lti_tool.system.ids import RandomIds
from lti_tool.tenants.deployments import Deployments
from lti_tool.tenants.model import REQUIRED_CONTACTS
from tests.cli.conftest import Terminal, facts, host_words
from tests.clock import SettableClock
from tests.host.demo_setup import Said

ID = re.compile(r"[0-9a-f]{32}")

Story = dict[str, Said]


@pytest.fixture(scope="module")
def story(terminal_for: Callable[[str], Terminal], tmp_path_factory: pytest.TempPathFactory) -> Story:
    """What each command of an installation said."""
    file = tmp_path_factory.mktemp("installation") / "signpost.db"
    terminal = terminal_for(f"sqlite:///{file}")
    said = {"too early": terminal.runs("tenant", "add", "Oakfield School")}
    said["migrate"] = terminal.runs("migrate", "--json")
    said["migrate again"] = terminal.runs("migrate")
    said["tenant"] = terminal.runs("tenant", "add", "Oakfield School", "--json")
    tenant = str(facts(said["tenant"])["id"])
    said["host"] = terminal.runs(*host_words(tenant), "--frame-origin", "https://moodle.school.example", "--json")
    host = str(facts(said["host"])["id"])
    _launches(file, host, "2")
    here = ("--tenant", tenant, "--host", host)
    said["deployment"] = terminal.runs("deployment", "activate", *here, "--deployment-id", "2", "--json")
    said["course"] = terminal.runs("course", "staff-only", *here, "--context-id", "42", "--json")
    said["lead"] = terminal.runs("lead", "add", *here, "--sub", "7", "--json")
    said |= _taken_back(terminal, *here)
    said["doctor before"] = terminal.says("doctor")
    terminal.says("lead", "add", *here, "--sub", "8", "--role", "head")
    said["contact"] = terminal.runs("contact", "set", "--tenant", tenant, "lead", "Priya Nair, 01632 960001", "--json")
    for kind in REQUIRED_CONTACTS[1:]:
        terminal.says("contact", "set", "--tenant", tenant, kind.value, "01632 960002")
    said["doctor"] = terminal.runs("doctor", "--json")
    said["names"] = terminal.says("tenant", "names", "--tenant", tenant, "--on", "--json")
    said["names off"] = terminal.says("tenant", "names", "--tenant", tenant, "--off")
    said["deliver"] = terminal.runs("deliver", "--json")
    return said


def _taken_back(terminal: Terminal, *here: str) -> Story:
    """A second role of the lead's, and the second deployment."""
    terminal.says("lead", "add", *here, "--sub", "7", "--role", "head")
    return {
        "removed": terminal.runs("lead", "remove", *here, "--sub", "7", "--role", "head", "--json"),
        "deactivated": terminal.runs("deployment", "deactivate", *here, "--deployment-id", "2", "--json"),
    }


def _launches(file: Path, host: str, deployment: str) -> None:
    """A launch comes from a deployment that nobody has named."""
    database = Database(f"sqlite:///{file}")
    with database.transaction() as db:
        Deployments(SettableClock(), RandomIds()).note_pending(db, host, deployment)
    database.close()


def test_a_command_before_the_first_migration_says_what_to_do(story: Story) -> None:
    said = story["too early"]

    assert said.code == 1
    assert "signpost migrate" in said.err
    assert len(said.err.splitlines()) == 1


def test_migrating_says_where_the_database_is_now(story: Story) -> None:
    revision = facts(story["migrate"])["revision"]

    assert story["migrate again"].code == 0
    assert str(revision) in story["migrate again"].out


@pytest.mark.parametrize("added", ["tenant", "host", "deployment", "course", "lead"])
def test_whatever_is_added_has_an_id(story: Story, added: str) -> None:
    said = story[added]

    assert (said.code, said.err) == (0, "")
    assert ID.fullmatch(str(facts(said)["id"]))


def test_a_deployment_that_launched_is_activated(story: Story) -> None:
    assert facts(story["deployment"])["status"] == "active"


def test_a_role_and_a_deployment_are_taken_back(story: Story) -> None:
    assert facts(story["removed"]) == {"id": facts(story["lead"])["id"], "roles": ["lead"]}
    assert facts(story["deactivated"]) == {"id": facts(story["deployment"])["id"], "status": "inactive"}


def test_setting_a_contact_does_not_repeat_it(story: Story) -> None:
    """The terminal's history has it already; a log of what commands printed should not."""
    assert facts(story["contact"]) == {"kind": "lead", "set": True}


def test_the_doctor_names_what_is_missing_and_fails_until_it_is_there(story: Story) -> None:
    before, after = story["doctor before"], facts(story["doctor"])

    assert before.code == 1
    assert "signpost contact set" in before.out
    unready = [finding["what"] for finding in after["findings"] if not finding["ok"]]
    assert len(after["findings"]) > len(unready)
    # Nothing is served here, and the school's platform is not on this machine: only that is left.
    assert [what for what in unready if what != "base URL" and not what.endswith(("key set", "token URL"))] == []
    assert (story["doctor"].code, after["ok"]) == (1, False)


def test_a_school_turns_childrens_names_on_and_off(story: Story) -> None:
    assert facts(story["names"])["children_named"] is True
    assert (story["names off"].code, story["names off"].err) == (0, "")
    assert "nor are shown" in story["names off"].out


def test_there_is_nothing_to_deliver_yet(story: Story) -> None:
    assert facts(story["deliver"]) == {"attempted": 0}


def test_the_guide_commands_need_neither_database_nor_secret(tmp_path: Path) -> None:
    terminal = Terminal({})

    listed, checked, sources = (terminal.says("guide", what, "--json") for what in ("list", "check", "sources"))

    ids = ["england_v1", "northern_ireland_v1", "scotland_v1", "wales_v1"]
    assert [guide["id"] for guide in facts(listed)["guides"]] == ids
    assert checked.code == 0
    assert facts(checked)["problems"] == {guide_id: [] for guide_id in ids}
    assert len(facts(sources)["sources"]) > 10
    assert "V   S-SEED  Managing cases" in terminal.says("guide", "sources", "england_v1").out


def test_keygen_prints_what_the_tool_starts_with(terminal_for: Callable[[str], Terminal], sqlite_url: str) -> None:
    said = Terminal({}).says("keygen", "--json")
    again = Terminal({}).says("keygen")

    assert set(facts(said)) == {"SIGNPOST_SECRET_KEY", "SIGNPOST_MASTER_KEYS"}
    printed = dict(line.split("=", 1) for line in again.out.splitlines())
    terminal = Terminal(terminal_for(sqlite_url).environment | printed)
    assert terminal.says("migrate").code == 0
    assert ID.fullmatch(terminal.adds("tenant", "add", "Oakfield School"))


def test_postgresql_is_installed_the_same_way(terminal_for: Callable[[str], Terminal], postgres_url: str) -> None:
    terminal = terminal_for(postgres_url)

    assert "signpost migrate" in terminal.says("tenant", "add", "Oakfield School").err
    assert terminal.says("migrate").code == 0
    tenant = terminal.adds("tenant", "add", "Oakfield School")
    assert ID.fullmatch(terminal.adds(*host_words(tenant)))
    assert "lead, deputy, head" in terminal.says("doctor").out
