"""What the database itself refuses, asked by another program, and what it still lets go."""

from collections.abc import Iterator

import pytest

from lti_tool.cases.chain import Verified, verify
from lti_tool.cases.tables import cases
from lti_tool.system.database import Database
from tests.cases.tampering import Outside
from tests.cases.team import EVERYONE, Team

ERASURE = "INSERT INTO erasures VALUES ('{id}', '{tenant}', {case}, 'retention', 'a', 'b', '2040-01-01')"


@pytest.fixture
def team(team_on_each: Team) -> Team:
    return team_on_each


def on_record(team: Team) -> Outside:
    """Two cases, one of them decided, and another program."""
    first = team.sends(**EVERYONE)
    team.confirms(first.id, team.lead, team.file(first.id).desk.case.version, "Agreed.")
    team.starts(team.colleague, danger="no")
    return Outside(team.database)


@pytest.fixture
def outside(team: Team) -> Iterator[Outside]:
    """Another program, in a database with cases on record."""
    program = on_record(team)
    yield program
    program.close()


def refuses(outside: Outside, statement: str, tables: tuple[str, ...] = ("cases", "events", "decisions")) -> None:
    before = [outside.says(f"SELECT * FROM {table} ORDER BY id") for table in tables]
    with pytest.raises(outside.refusal, match="it is on record"):
        outside.says(statement)
    assert [outside.says(f"SELECT * FROM {table} ORDER BY id") for table in tables] == before


def erases(outside: Outside, tenant: str, case: str | None = None) -> None:
    outside.says(ERASURE.format(id=f"{case}"[:32], tenant=tenant, case=f"'{case}'" if case else "NULL"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET kind = 'sent'",
        "UPDATE events SET at = at WHERE number = 1",
        "UPDATE events SET hash = previous",
        "UPDATE decisions SET outcome = 1",
        "DELETE FROM events WHERE number = 2",
        "DELETE FROM decisions",
        "DELETE FROM cases",
        "DELETE FROM tenants",
        "UPDATE cases SET id = 'elsewhere'",
        "UPDATE cases SET tenant_id = 'elsewhere'",
    ],
)
def test_another_program_can_neither_change_nor_delete_what_is_on_record(outside: Outside, statement: str) -> None:
    refuses(outside, statement)


def test_writing_over_it_is_changing_it(outside: Outside) -> None:
    columns = "id, case_id, number, kind, detail, by_staff_id, at, previous, hash"
    same = columns.replace("kind", "'sent'")
    if not outside.is_sqlite:
        same = f"OVERRIDING SYSTEM VALUE SELECT {same} FROM events ON CONFLICT (id) DO UPDATE SET kind = excluded.kind"
        refuses(outside, f"INSERT INTO events ({columns}) {same}")
        return
    refuses(outside, f"REPLACE INTO events ({columns}) SELECT {same} FROM events")
    without = columns.removeprefix("id, ")
    refuses(outside, f"REPLACE INTO events ({without}) SELECT {same.removeprefix('id, ')} FROM events")
    refuses(outside, "REPLACE INTO decisions SELECT * FROM decisions")
    written = ", ".join(column.name for column in cases.c if column.name not in {"count_code", "counted_as"})
    refuses(outside, f"REPLACE INTO cases ({written}) SELECT {written} FROM cases")
    refuses(outside, "UPDATE OR IGNORE events SET kind = 'sent'")
    refuses(outside, "UPDATE OR REPLACE events SET number = 1")
    refuses(outside, "UPDATE OR REPLACE cases SET reference = (SELECT max(reference) FROM cases)")


def test_a_program_that_leaves_foreign_keys_off_gets_no_further(outside: Outside) -> None:
    if outside.is_sqlite:
        outside.says("PRAGMA foreign_keys = OFF")
    refuses(outside, "DELETE FROM cases")
    refuses(outside, "DELETE FROM events")
    refuses(outside, "UPDATE cases SET id = 'x' || substr(id, 2)")


def test_emptying_a_table_is_deleting(postgres_database: Database) -> None:
    """SQLite has no word for it."""
    outside = on_record(Team(postgres_database))
    for table in ("events", "decisions", "cases", "tenants", "erasures"):
        refuses(outside, f"TRUNCATE {table} CASCADE")
    outside.close()


def test_a_table_of_the_same_name_stands_in_for_nothing(team: Team, outside: Outside) -> None:
    outside.says("CREATE TEMPORARY TABLE erasures (id text, tenant_id text, case_id text)")
    outside.says(f"INSERT INTO erasures VALUES ('1', '{team.tenant.id}', NULL)")

    refuses(outside, "DELETE FROM events")


def test_a_case_whose_erasure_was_agreed_can_be_deleted_with_all_of_it_and_no_other(
    team: Team, outside: Outside
) -> None:
    gone, stays = (row[0] for row in outside.says("SELECT id FROM cases ORDER BY started_at, id"))
    erases(outside, team.tenant.id, gone)

    refuses(outside, f"DELETE FROM cases WHERE id = '{stays}'")
    refuses(outside, f"DELETE FROM events WHERE case_id = '{stays}'")
    outside.says(f"DELETE FROM cases WHERE id = '{gone}'")

    assert {row[0] for row in outside.says("SELECT case_id FROM events")} == {stays}
    assert {row[0] for row in outside.says("SELECT case_id FROM decisions")} <= {stays}
    assert outside.count("erasures") == 1
    with team.database.reading() as db:
        assert verify(db) == Verified(outside.count("events"), 1)


def test_an_agreed_erasure_changes_nothing_that_stays(team: Team, outside: Outside) -> None:
    erases(outside, team.tenant.id)

    refuses(outside, "UPDATE events SET kind = 'sent'")
    refuses(outside, "UPDATE decisions SET outcome = 1")


def test_a_whole_tenant_can_be_deleted_once_that_was_agreed_and_no_other(team: Team, outside: Outside) -> None:
    other = team.another()
    kept = other.sends(**EVERYONE)
    erases(outside, team.tenant.id)

    refuses(outside, f"DELETE FROM tenants WHERE id = '{other.tenant.id}'")
    refuses(outside, f"DELETE FROM cases WHERE id = '{kept.id}'")
    # PostgreSQL checks what refers to the staff before it follows the tenant to its cases.
    outside.says(f"DELETE FROM cases WHERE tenant_id = '{team.tenant.id}'")
    outside.says(f"DELETE FROM tenants WHERE id = '{team.tenant.id}'")

    assert {row[0] for row in outside.says("SELECT case_id FROM events")} == {kept.id}
    assert [row[0] for row in outside.says("SELECT id FROM cases")] == [kept.id]
    assert outside.count("decisions") == 0


def test_an_erasure_that_names_the_case_but_another_tenant_lets_nothing_go(team: Team, outside: Outside) -> None:
    case = outside.says("SELECT id FROM cases")[0][0]
    erases(outside, team.another().tenant.id, case)

    refuses(outside, f"DELETE FROM cases WHERE id = '{case}'")
    refuses(outside, f"DELETE FROM events WHERE case_id = '{case}'")


def test_what_was_erased_stays_on_record(team: Team, outside: Outside) -> None:
    erases(outside, team.tenant.id)

    refuses(outside, "DELETE FROM erasures", ("erasures",))
    refuses(outside, "UPDATE erasures SET agreed_by = 'somebody else'", ("erasures",))
    if outside.is_sqlite:
        refuses(outside, "REPLACE INTO erasures SELECT * FROM erasures", ("erasures",))
