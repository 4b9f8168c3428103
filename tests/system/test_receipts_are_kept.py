"""The step that lets a receipt be owed for practice copies the table on SQLite: nothing in it may be lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from lti_tool.system.database import Database
from lti_tool.system.migrate import STEPS

(STEP,) = [each for each in ScriptDirectory(str(STEPS)).walk_revisions() if Path(each.path).stem.endswith("_practice")]

MOMENT = "2026-11-23 09:00:00"
BEFORE = (
    "INSERT INTO tenants (id, name, nation, data_key, created_at) VALUES ('t', 'Oakfield', 'england', '', :at)",
    "INSERT INTO hosts (id, issuer, client_id, auth_url, token_url, jwks_url, frame_origins, created_at) "
    "VALUES ('h', 'i', 'c', 'a', 't', 'j', '[]', :at)",
    "INSERT INTO staff (id, tenant_id, host_id, sub, created_at) VALUES ('s', 't', 'h', '5', :at)",
    "INSERT INTO cases (id, tenant_id, reference, guide_id, status, strand, level, reporter_id, started_at) "
    "VALUES ('c', 't', 'R1', 'england_v1', 'sent', 'nk', 1, 's', :at)",
    "INSERT INTO receipts (id, tenant_id, case_id, host_id, sub, line_item_url, scopes, context_id, state, why, "
    "scored_at, changed_at) VALUES ('r', 't', 'c', 'h', '5', 'https://x.test/1', '[\"score\"]', '2', 'retrying', "
    "'busy', :at, :at)",
    "INSERT INTO outbox (kind, ref, due_at) VALUES ('receipt', 'r', :at)",
)
PRACTICE = (
    "INSERT INTO practices (id, tenant_id, staff_id, story, guide_id, answers, started_at) "
    "VALUES ('p', 't', 's', 'V01', 'england_v1', '', :at)"
)
FOR_PRACTICE = (
    "INSERT INTO receipts (id, tenant_id, practice_id, host_id, sub, scopes, state, changed_at) "
    "VALUES ('rp', 't', 'p', 'h', '5', '[]', 'waiting', :at)"
)


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database as it was before the step, with a receipt in it."""
    found = Database(request.getfixturevalue(request.param))
    goes_to(found, STEP.down_revision)
    for statement in BEFORE:
        says(found, statement)
    yield found
    found.close()


def goes_to(database: Database, revision: Any, *, back: bool = False) -> None:
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    config.set_main_option("path_separator", "os")
    with database.transaction() as db:
        config.attributes["connection"] = db
        (command.downgrade if back else command.upgrade)(config, revision)


def says(database: Database, statement: str) -> None:
    with database.transaction() as db:
        db.execute(sa.text(statement), {"at": MOMENT} if ":at" in statement else {})


def rows(database: Database, table: str) -> list[dict[str, Any]]:
    with database.reading() as db:
        found = [row._asdict() for row in db.execute(sa.text(f"SELECT * FROM {table} ORDER BY id"))]
    return [{name: str(value) for name, value in row.items() if value is not None} for row in found]


def test_every_receipt_is_the_same_afterwards(database: Database) -> None:
    tables = ("receipts", "cases", "outbox", "staff", "hosts", "tenants")
    before = {table: rows(database, table) for table in tables}
    assert len(before["receipts"]) == 1

    goes_to(database, STEP.revision)

    assert {table: rows(database, table) for table in tables} == before


def test_a_receipt_is_for_a_case_or_for_practice_and_never_for_both_or_neither(database: Database) -> None:
    goes_to(database, STEP.revision)
    says(database, PRACTICE)
    says(database, FOR_PRACTICE)

    for wrong in ("practice_id = 'p'", "case_id = NULL"):
        with pytest.raises(sa.exc.IntegrityError):
            says(database, f"UPDATE receipts SET {wrong} WHERE id = 'r'")


def test_what_is_deleted_takes_its_receipt_along_and_no_other(database: Database) -> None:
    goes_to(database, STEP.revision)
    says(database, PRACTICE)
    says(database, FOR_PRACTICE)

    says(database, "DELETE FROM practices")
    assert [row["id"] for row in rows(database, "receipts")] == ["r"]

    says(database, "DELETE FROM cases")
    assert rows(database, "receipts") == []


def test_going_back_keeps_the_receipts_of_cases(database: Database) -> None:
    before = rows(database, "receipts")
    goes_to(database, STEP.revision)
    says(database, PRACTICE)
    says(database, FOR_PRACTICE)

    goes_to(database, STEP.down_revision, back=True)

    assert rows(database, "receipts") == before
    with pytest.raises(sa.exc.IntegrityError):
        says(database, "UPDATE receipts SET case_id = NULL")
