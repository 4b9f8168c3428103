"""What an export leaves behind: one whole file for its owner alone, and an entry in each history."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from lti_tool.outcomes.record.forms import schema_of
from lti_tool.outcomes.record.leaving import Leaving
from lti_tool.outcomes.record.refused import RecordRefused
from lti_tool.outcomes.record.shape import BY_NAME
from lti_tool.system.database import Database
from tests.cases.tampering import past_the_guards
from tests.cases.team import Team
from tests.outcomes.record.installation import OURS, PASSPHRASE, Installation, files_in, tables_in


@pytest.fixture
def team(sqlite_database: Database) -> Team:
    return Team(sqlite_database)


@pytest.fixture
def team_on_each(database: Database) -> Team:
    return Team(database)


def here(team: Team) -> Installation:
    return Installation(team.database, OURS, team.clock)


def export(team: Team, to: Path, passphrase: str = PASSPHRASE) -> None:
    base = here(team).base
    Leaving(base.database, base.tenants, base.clock).export(team.tenant.id, to, passphrase)


def test_every_record_is_as_the_published_schema_says(exported: Path) -> None:
    for name, records in tables_in(exported).items():
        assert [schema_of(BY_NAME[name]).validate(record) for record in records] == [{}] * len(records), name


def test_the_manifest_says_what_is_in_the_file_and_that_histories_held(exported: Path) -> None:
    manifest, tables = json.loads(files_in(exported)["manifest.json"]), tables_in(exported)

    assert {part["name"]: part["records"] for part in manifest["parts"]} == {
        f"{name}.jsonl": len(records) for name, records in tables.items()
    }
    held = {"held": True, "entries": len(tables["events"]), "cases": len(tables["cases"])}
    assert manifest["histories"] == held
    assert (manifest["format"], manifest["what"]) == (1, "tenant")


def test_the_words_are_opened_in_the_file_and_sealed_on_the_disk(exported: Path) -> None:
    tables = tables_in(exported)

    assert tables["children"][0]["facts"]["name"] == "Robin Ash"
    assert ("Lead Person", "lead@oakfield.example") in {(each["name"], each["email"]) for each in tables["staff"]}
    assert b"Robin" not in exported.read_bytes()
    assert b"jsonl" not in exported.read_bytes()


def test_each_case_says_that_it_was_exported_and_by_nobody_in_particular(team_on_each: Team, tmp_path: Path) -> None:
    cases = [team_on_each.sends(danger="no"), team_on_each.restricted()]

    export(team_on_each, tmp_path / "out.sealed")

    for case in cases:
        last = team_on_each.file(case.id, team_on_each.head).history[-2:]
        assert [event.by_staff_id for event in last if event.kind == "exported"] == [None]
    told = [event["case_id"] for event in tables_in(tmp_path / "out.sealed")["events"] if event["kind"] == "exported"]
    assert sorted(told) == sorted(case.id for case in cases)


def test_nothing_of_another_tenant_is_in_the_file(team: Team, tmp_path: Path) -> None:
    other = team.another()
    case = other.sends(danger="no", strand="images")
    team.sends(danger="no")

    export(team, tmp_path / "out.sealed")

    everything = b"".join(files_in(tmp_path / "out.sealed").values())
    for theirs in (case.id, other.tenant.id, other.reporter.id, case.reference):
        assert theirs.encode() not in everything
    assert "exported" not in other.kinds(case.id)


def test_a_case_that_is_begun_meanwhile_is_noted_before_it_is_read(team: Team, tmp_path: Path) -> None:
    team.sends(danger="no")
    database = BusyDatabase(team)
    base = here(team).base

    Leaving(database, base.tenants, base.clock).export(team.tenant.id, tmp_path / "out.sealed", PASSPHRASE)

    tables = tables_in(tmp_path / "out.sealed")
    told = [event["case_id"] for event in tables["events"] if event["kind"] == "exported"]
    assert len(tables["cases"]) == 2
    assert sorted(told) == sorted(case["id"] for case in tables["cases"])


class BusyDatabase(Database):
    """A real database, in which somebody begins a case just before the first reading."""

    def __init__(self, team: Team) -> None:
        super().__init__(team.database.url.render_as_string(hide_password=False))
        self._team: Team | None = team

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        if self._team is not None:
            self._team.sends(danger="yes")
            self._team = None
        with super().reading() as db:
            yield db


def test_the_file_is_for_its_owner_alone(exported: Path) -> None:
    assert exported.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in exported.parent.iterdir() if each.name.endswith(".part")] == []


def test_what_is_there_is_never_replaced(team: Team, tmp_path: Path) -> None:
    file = tmp_path / "out.sealed"
    file.write_text("the last export")

    with pytest.raises(RecordRefused, match="is there already and is not replaced"):
        export(team, file)

    assert file.read_text() == "the last export"


@pytest.mark.parametrize(
    ("to", "passphrase", "wanted"),
    [("out.sealed", "short", "at least 12 characters"), ("nowhere/out.sealed", PASSPHRASE, "is not a folder")],
)
def test_what_cannot_be_written_is_refused_before_anything_is_noted(
    team: Team, tmp_path: Path, to: str, passphrase: str, wanted: str
) -> None:
    case = team.sends(danger="no")

    with pytest.raises(RecordRefused, match=wanted):
        export(team, tmp_path / to, passphrase)

    assert "exported" not in team.kinds(case.id)


def test_a_history_that_does_not_hold_is_not_exported_as_if_it_did(team: Team, tmp_path: Path) -> None:
    case = team.sends(danger="no")
    with past_the_guards(team.database) as db:
        db.exec_driver_sql("DELETE FROM events WHERE number = 2")

    with pytest.raises(RecordRefused, match=f"case {case.id} does not hold: entry 2, missing"):
        export(team, tmp_path / "out.sealed")

    assert [each.name for each in tmp_path.iterdir() if "sealed" in each.name] == []


def test_words_that_do_not_decrypt_leave_no_file(team: Team, tmp_path: Path) -> None:
    team.sends(danger="no")
    with team.database.transaction() as db:
        db.exec_driver_sql("UPDATE answers SET value = x'01'")

    with pytest.raises(RecordRefused, match="cannot be decrypted"):
        export(team, tmp_path / "out.sealed")

    assert [each.name for each in tmp_path.iterdir() if "sealed" in each.name] == []
