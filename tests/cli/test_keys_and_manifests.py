"""The commands for keys and manifests."""

import json
import sqlite3
import subprocess
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lti_tool.commands.manifest import PLATFORMS
from lti_tool.system.crypto import MasterKeys, WrappedBy
from lti_tool.system.database import Database
from tests.cli.conftest import BASE_URL, SECRETS, SIGNPOST, Terminal, clean_environment, facts

NEW = b"a newer master key of 32 bytes.."
BOTH = f"{urlsafe_b64encode(NEW).decode()},{SECRETS['SIGNPOST_MASTER_KEYS']}"
MANY = 60


@pytest.fixture
def terminal(terminal_for: Callable[[str], Terminal], database: Database) -> Terminal:
    return terminal_for(database.url.render_as_string(hide_password=False))


@pytest.fixture
def tenant(terminal: Terminal) -> str:
    return terminal.adds("tenant", "add", "Oakfield School")


def listed(terminal: Terminal) -> list[tuple[str, str]]:
    return [(key["id"], key["stage"]) for key in facts(terminal.says("keys", "list", "--json"))["keys"]]


def wrapped(database: Database) -> list[WrappedBy]:
    both = MasterKeys((NEW, urlsafe_b64decode(SECRETS["SIGNPOST_MASTER_KEYS"])))
    with database.reading() as db:
        rows = db.exec_driver_sql("SELECT data_key FROM tenants UNION ALL SELECT private_key FROM signing_keys")
        return [both.wrapped_by(bytes(row[0])) for row in rows]


@pytest.mark.usefixtures("tenant")
def test_a_new_key_is_listed_beside_the_one_that_signs(terminal: Terminal) -> None:
    ((old, stage),) = listed(terminal)
    assert stage == "signs"

    made = facts(terminal.says("keys", "rotate", "--json"))

    assert listed(terminal) == [(made["id"], "next"), (old, "signs")]
    signs_from, made_at = datetime.fromisoformat(made["signs_from"]), datetime.fromisoformat(made["made_at"])
    assert signs_from - made_at == timedelta(hours=48)
    assert "signs until" in terminal.says("keys", "list").out


@pytest.mark.usefixtures("tenant")
def test_rotating_again_is_refused_while_the_new_key_waits(terminal: Terminal) -> None:
    assert terminal.says("keys", "rotate").out.count("signs from") == 1
    before = listed(terminal)

    said = terminal.says("keys", "rotate")

    assert (said.code, said.out) == (1, "")
    assert "Nothing was changed" in said.err
    assert listed(terminal) == before


@pytest.mark.usefixtures("tenant")
def test_a_leaked_key_is_replaced_at_once(terminal: Terminal) -> None:
    terminal.says("keys", "rotate")

    said = terminal.says("keys", "rotate", "--leaked")

    assert "Every other key is destroyed" in said.out
    ((kid, stage),) = listed(terminal)
    assert kid in said.out
    assert stage == "signs"


def test_without_a_key_the_list_says_how_to_get_one(terminal: Terminal) -> None:
    assert "signpost tenant add" in terminal.says("keys", "list").out


@pytest.mark.usefixtures("tenant")
def test_nothing_private_is_printed(terminal: Terminal) -> None:
    said = [terminal.says(*words) for words in (("keys", "list", "--json"), ("keys", "rotate", "--json"))]

    for each in said:
        assert "private" not in each.out
        assert len(each.out) < 700


@pytest.mark.usefixtures("tenant")
def test_rewrapping_takes_every_row_to_the_newest_master_key(terminal: Terminal, database: Database) -> None:
    both = Terminal(terminal.environment | {"SIGNPOST_MASTER_KEYS": BOTH})
    assert "still wrapped by an old one" in both.says("doctor").out

    assert facts(both.says("keys", "rewrap", "--json")) == {"rewrapped": 2, "stuck": [], "overwritten": True}

    assert wrapped(database) == [WrappedBy.NEWEST] * 2
    assert both.says("keys", "rewrap").out == "0 keys are wrapped anew.\n"
    assert "the newest wraps everything" in both.says("doctor").out


def test_a_key_that_nothing_opens_is_named_and_the_rest_is_done(
    terminal: Terminal, tenant: str, database: Database
) -> None:
    with database.transaction() as db:
        db.exec_driver_sql("UPDATE tenants SET data_key = private_key FROM signing_keys")

    said = Terminal(terminal.environment | {"SIGNPOST_MASTER_KEYS": BOTH}).says("keys", "rewrap")

    assert said.code == 1
    assert f"None of SIGNPOST_MASTER_KEYS opens 1: {tenant}." in said.out
    assert sorted(each.name for each in wrapped(database)) == ["NEWEST", "OLDER"]


def test_a_rewrapping_that_is_killed_leaves_every_key_openable_and_is_finished_later(
    terminal: Terminal, tenant: str, database: Database
) -> None:
    for number in range(MANY):
        terminal.adds("tenant", "add", f"School {number}")
    both = Terminal(terminal.environment | {"SIGNPOST_MASTER_KEYS": BOTH})

    process = subprocess.Popen([SIGNPOST, "keys", "rewrap"], env=clean_environment() | both.environment)
    until = time.monotonic() + 60
    while WrappedBy.NEWEST not in wrapped(database) and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.001)
    process.kill()
    process.wait()

    # The contact needs the tenant's data key, whichever master key wraps it.
    assert both.says("contact", "set", "--tenant", tenant, "lead", "Priya Nair, 01632 960001").code == 0
    done = wrapped(database).count(WrappedBy.NEWEST)
    assert facts(both.says("keys", "rewrap", "--json"))["rewrapped"] == MANY + 2 - done
    assert wrapped(database) == [WrappedBy.NEWEST] * (MANY + 2)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_manifest_is_the_guide_or_what_is_pasted_or_one_object(
    terminal: Terminal, tenant: str, platform: str
) -> None:
    words = ("manifest", platform, "--tenant", tenant)
    guide, values, whole = terminal.says(*words), terminal.says(*words, "--values"), terminal.says(*words, "--json")

    assert (guide.code, values.code, whole.code) == (0, 0, 0)
    assert guide.out.startswith("# ")
    assert "https://signpost.example.org/lti/launch" in values.out
    found = facts(whole)
    assert (found["platform"], found["tenant"]) == (platform, tenant)
    assert found["guide"].rstrip() == guide.out.rstrip()
    for secret in SECRETS.values():
        assert secret not in guide.out + values.out + whole.out


def test_what_canvas_takes_can_go_straight_into_a_file(terminal: Terminal, tenant: str) -> None:
    said = terminal.says("manifest", "canvas", "--tenant", tenant, "--values")

    assert json.loads(said.out)["extensions"][0]["domain"] == "signpost.example.org"


def test_an_unknown_platform_is_a_wrong_argument_and_the_others_are_listed(terminal: Terminal, tenant: str) -> None:
    said = terminal.says("manifest", "itslearning", "--tenant", tenant)

    assert said.code == 2
    assert all(platform in said.err for platform in PLATFORMS)


@pytest.mark.parametrize("tenant_id", ["0" * 32, "", "'; DROP TABLE tenants; --", "\udcff"])
def test_an_unknown_tenant_gets_no_manifest(terminal: Terminal, tenant_id: str) -> None:
    said = terminal.says("manifest", "moodle", "--tenant", tenant_id)

    assert (said.code, said.out) == (1, "")
    assert len(said.err.splitlines()) == 1


def test_without_the_base_url_no_manifest_is_made(terminal: Terminal, tenant: str) -> None:
    bare = {name: value for name, value in terminal.environment.items() if name not in BASE_URL}

    said = Terminal(bare).says("manifest", "moodle", "--tenant", tenant)

    assert (said.code, said.out) == (1, "")
    assert said.err == "SIGNPOST_BASE_URL: is missing\n"


def test_a_manifest_changes_nothing(
    terminal_for: Callable[[str], Terminal], migrated_sqlite: Path, tmp_path: Path
) -> None:
    file = tmp_path / "signpost.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    terminal = terminal_for(f"sqlite:///{file}")
    tenant = terminal.adds("tenant", "add", "Oakfield School")

    def everything() -> list[str]:
        with sqlite3.connect(file) as database:
            return list(database.iterdump())

    before = everything()
    terminal.says("manifest", "moodle", "--tenant", tenant)

    assert everything() == before
