"""A case is nobody's again when whoever took it may not see it any more."""

from lti_tool.cases.queue import Show
from lti_tool.tenants.model import Role, Staff
from tests.cases.team import EVERYONE, Team


def nobodys(team: Team, person: Staff) -> list[str]:
    return [case.id for case in team.queues.of(person, Show.NOBODYS).cases]


def test_a_case_that_is_kept_from_its_owner_is_nobodys_again_and_new(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(**EVERYONE)
    team.ownership.take(case.id, team.deputy, team.file(case.id).desk.case.version)
    assert nobodys(team, team.lead) == []

    team.keeping.keep_from(case.id, team.lead, team.deputy.id)

    assert nobodys(team, team.lead) == [case.id]
    (listed,) = team.queues.of(team.lead).cases
    assert (listed.owner_id, listed.news_at) == (None, team.clock.now())
    assert "named" in team.kinds(case.id)


def test_a_case_that_is_kept_from_somebody_else_stays_its_owners(team: Team) -> None:
    case = team.sends(**EVERYONE)
    team.ownership.take(case.id, team.lead, team.file(case.id).desk.case.version)

    team.keeping.keep_from(case.id, team.lead, team.deputy.id)

    (listed,) = team.queues.of(team.lead).cases
    assert (listed.owner_id, listed.news_at) == (team.lead.id, None)


def test_a_case_whose_owner_is_no_lead_any_more_is_under_nobodys(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(**EVERYONE)
    team.ownership.take(case.id, team.deputy, team.file(case.id).desk.case.version)

    with team.database.transaction() as db:
        team.book.revoke(db, team.deputy, Role.DEPUTY)

    assert nobodys(team, team.lead) == [case.id]


def test_a_case_about_a_member_of_staff_is_nobodys_when_its_owner_is_not_the_head_any_more(team: Team) -> None:
    case, other = team.restricted(), team.person("second head", Role.HEAD)
    team.ownership.take(case.id, team.head, team.file(case.id, team.head).desk.case.version)
    assert nobodys(team, other) == []

    with team.database.transaction() as db:
        team.book.grant(db, team.head, Role.LEAD)
        team.book.revoke(db, team.head, Role.HEAD)

    assert nobodys(team, other) == [case.id]
    assert nobodys(team, team.lead) == []
