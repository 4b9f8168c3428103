"""A database with histories from before they were chains: the migration chains them as the code goes on to."""

from typing import Any

import sqlalchemy as sa
from alembic import command

from lti_tool.cases import tables
from lti_tool.cases.chain import Verified, verify
from lti_tool.system.migrate import migrate
from tests.cases.team import EVERYONE, LEAD, Team
from tests.system.test_migrations import config_for

MANY = 1_100


def links(team: Team) -> list[Any]:
    events, cases = tables.events.c, tables.cases.c
    with team.database.reading() as db:
        entries = db.execute(sa.select(events.case_id, events.number, events.previous, events.hash).order_by(events.id))
        heads = db.execute(sa.select(cases.id, cases.events_count, cases.events_head).order_by(cases.id))
        return [*entries, *heads]


def goes_back(team: Team) -> None:
    with team.database.transaction() as db:
        command.downgrade(config_for(db), "0009")


def copies(team: Team, case_id: str) -> None:
    """Many cases like this one, each with one entry that nobody made and that says nothing."""
    with team.database.transaction() as db:
        case = dict(db.execute(sa.text("SELECT * FROM cases WHERE id = :id"), {"id": case_id}).one()._mapping)
        event = {"number": 1, "kind": "started", "at": case["started_at"]}
        names = ", ".join(case)
        rows = [case | {"id": f"{n:032}", "reference": f"{n}"} for n in range(MANY)]
        db.execute(sa.text(f"INSERT INTO cases ({names}) VALUES (:{names.replace(', ', ', :')})"), rows)
        add = "INSERT INTO events (case_id, number, kind, at) VALUES (:case_id, :number, :kind, :at)"
        db.execute(sa.text(add), [event | {"case_id": row["id"]} for row in rows])


def test_what_the_migration_chains_is_what_the_code_had_chained(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(**EVERYONE)
    team.clock.moves_on(seconds=1.000007)
    team.completes(case.id, team.lead, EVERYONE | LEAD)
    team.starts(team.colleague, danger="yes")
    before = links(team)

    goes_back(team)
    migrate(team.database)

    assert len(before) > 20
    assert links(team) == before


def test_every_case_of_many_is_chained_and_goes_on(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(danger="no")
    goes_back(team)
    copies(team, case.id)

    migrate(team.database)
    team.conversations.add(case.id, team.reporter, "One thing more.")
    team.conversations.add(f"{7:032}", team.reporter, "One thing more.")

    with team.database.reading() as db:
        assert verify(db) == Verified(3 + MANY + 2, 1 + MANY)
