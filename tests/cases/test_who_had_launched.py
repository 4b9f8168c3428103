"""A school from before first launches were noted: whoever has left a trace has launched, and nobody else has."""

import json

from alembic import command

from lti_tool.system.migrate import migrate
from lti_tool.tenants.model import Role, Staff
from lti_tool.web.tables import sessions
from tests.cases.team import Team
from tests.system.test_migrations import config_for


def nameless(team: Team, sub: str, *roles: Role) -> Staff:
    """Somebody whose platform sends no names."""
    with team.database.transaction() as db:
        person = team.book.meet(db, team.tenant.id, team.host.id, sub)
        for role in roles:
            person = team.book.grant(db, person, role)
    return person


def signs_in(team: Team, person: Staff) -> None:
    now, facts = team.clock.now(), json.dumps({"tenant": person.tenant_id, "staff": person.id})
    with team.database.transaction() as db:
        db.execute(sessions.insert().values(id_hash=person.id, facts=facts, created_at=now, seen_at=now))
        db.execute(sessions.insert().values(id_hash="of nobody", facts="{}", created_at=now, seen_at=now))


def test_whoever_left_a_trace_has_launched_and_who_was_only_named_has_not(team_on_each: Team) -> None:
    team = team_on_each
    named_only = nameless(team, "named only", Role.HEAD)
    reported, read, practised, signed_in = (nameless(team, sub, Role.LEAD) for sub in ("1", "2", "3", "4"))
    case = team.starts(reported, danger="no")
    team.file(case.id, read)
    team.practices.start(practised, "V01")
    signs_in(team, signed_in)

    with team.database.transaction() as db:
        command.downgrade(config_for(db), "0011")
    migrate(team.database)

    with team.database.reading() as db:
        launched = {each.id for each in team.book.readers(db, team.tenant.id) if each.launched}
    assert {each.id for each in (reported, read, practised, signed_in)} <= launched
    assert team.lead.id in launched, "the platform has sent a name"
    assert named_only.id not in launched
