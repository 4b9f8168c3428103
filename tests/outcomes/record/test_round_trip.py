"""A tenant that moves is the same tenant: on either database, in words, people and times."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from lti_tool.cases.casework import casework
from lti_tool.cases.chain import Verified, verify
from lti_tool.system.database import Database
from lti_tool.tenants.model import ContactKind
from tests.cases.team import Team
from tests.conftest import MIGRATED, PostgresServer
from tests.outcomes.record.installation import OURS, Installation, Tables, busy_school, files_in, tables_in

CHAIN = {"previous", "hash", "events_count", "events_head"}
OF_MOVING = {"exported", "imported"}


@dataclass
class Move:
    """A school that has moved."""

    team: Team
    old: Installation
    new: Installation
    file: Path
    folder: Path

    def tables(self) -> Tables:
        return tables_in(self.file)

    def exported_again(self) -> Tables:
        return tables_in(self.new.exports(self.team.tenant.id, self.folder))


@pytest.fixture(scope="module", params=["sqlite to postgres", "postgres to sqlite"])
def move(
    request: pytest.FixtureRequest,
    postgres: PostgresServer,
    migrated_sqlite: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Move]:
    """Made once for all: what is tested only reads it, and exports it again."""
    folder = tmp_path_factory.mktemp("moving")
    name = f"moving_{request.param.split()[0]}"
    lite = Database(f"sqlite:///{shutil.copy(migrated_sqlite, folder / 'signpost.db')}")
    full = Database(postgres.create(name, MIGRATED))
    old, new = (lite, full) if request.param.startswith("sqlite") else (full, lite)
    team = busy_school(old)
    here, there = Installation(old, OURS), Installation(new)
    file = here.exports(team.tenant.id, folder)
    there.imports(file)
    yield Move(team, here, there, file, folder)
    lite.close()
    full.close()
    postgres.drop(name)


def settled(tables: Tables) -> dict[str, list[dict[str, Any]]]:
    """Every record without what changes on the way: hashes, entries of moving, receipts that were still owed."""
    kept = {
        name: [{key: value for key, value in record.items() if key not in CHAIN} for record in found]
        for name, found in tables.items()
    }
    kept["events"] = [event for event in kept["events"] if event["kind"] not in OF_MOVING]
    for receipt in kept["receipts"]:
        if receipt["state"] in {"waiting", "given_up"}:
            receipt |= {"state": "owed", "why": None}
    return kept


def test_what_is_exported_from_the_new_place_is_what_was_exported_from_the_old(move: Move) -> None:
    before, after = move.tables(), move.exported_again()

    assert settled(after) == settled(before)
    assert [name for name, found in before.items() if not found] == []


def test_the_words_are_there_and_the_case_goes_on(move: Move) -> None:
    base, team = move.new.base, move.team
    work = casework(base.database, base.tenants, base.staff, base.clock, base.ids)
    closed_id = next(case["id"] for case in move.tables()["cases"] if case["status"] == "closed")

    closed = work.reviews.open(closed_id, team.lead)

    with base.database.reading() as db:
        person = base.staff.get(db, team.tenant.id, team.lead.id)
        assert (person.name, person.roles) == (team.lead.name, team.lead.roles)
        assert base.contacts.of(db, team.tenant.id)[ContactKind.LEAD] == "Priya Nair, 01632 960101"
    assert closed.decision is not None
    assert closed.decision.reason == "As the answers ask."
    assert closed.consultations[0].answer == "No further action."
    assert {"exported", "imported"} <= {event.kind for event in closed.history}


def test_histories_are_chained_anew_and_say_what_they_were(move: Move) -> None:
    heads = {case["id"]: case["events_head"] for case in move.tables()["cases"]}

    with move.new.database.reading() as db:
        held = verify(db)

    assert isinstance(held, Verified)
    entries = move.exported_again()["events"]
    told = {event["case_id"]: event["detail"]["head"] for event in entries if event["kind"] == "imported"}
    assert told == heads


def test_the_database_still_guards_what_was_brought(move: Move) -> None:
    for statement in ("UPDATE events SET kind = 'read'", "DELETE FROM decisions", "DELETE FROM cases"):
        with pytest.raises(DBAPIError, match="is on record"), move.new.database.transaction() as db:
            db.exec_driver_sql(statement)


def test_a_case_that_waits_is_called_out_from_the_new_place(move: Move) -> None:
    waiting = {f"{row['case_id']}/{row['round']}" for row in move.tables()["notices"] if row["ended_at"] is None}

    with move.new.database.reading() as db:
        rows = db.exec_driver_sql("SELECT kind, ref FROM outbox").all()

    assert waiting
    assert {row.ref for row in rows} == waiting
    assert {row.kind for row in rows} == {"notice"}


def test_a_receipt_that_was_owed_is_not_shown_as_coming(move: Move) -> None:
    assert {row["state"] for row in move.tables()["receipts"]} == {"waiting"}

    again = move.exported_again()["receipts"]

    assert {(row["state"], row["why"]) for row in again} == {("given_up", "moved")}


def test_the_new_place_has_a_key_to_sign_with_and_none_goes_along(move: Move) -> None:
    everything = b"".join(files_in(move.file).values())
    keys = []
    for installation in (move.old, move.new):
        with installation.database.reading() as db:
            keys += db.exec_driver_sql("SELECT data_key FROM tenants UNION SELECT private_key FROM signing_keys").all()

    # The old one has not been given a key to sign with.
    assert len(keys) == 3
    for (key,) in keys:
        assert bytes(key) not in everything
        assert bytes(key).hex().encode() not in everything
