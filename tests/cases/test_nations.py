"""Schools outside England: their own guide for cases and for practice, and never less than advice."""

from lti_tool.guidance.assess import assess
from lti_tool.guidance.model import Level
from lti_tool.tenants.model import Nation
from lti_tool.tenants.tables import tenants
from tests.cases.team import EVERYONE, LEAD, Team


def moves_to(team: Team, nation: Nation) -> None:
    with team.database.transaction() as db:
        db.execute(tenants.update().where(tenants.c.id == team.tenant.id).values(nation=nation.value))


def test_a_case_of_a_school_in_wales_has_the_guide_for_wales_and_asks_for_advice(team_on_each: Team) -> None:
    team = team_on_each
    moves_to(team, Nation.WALES)

    case = team.sends(**EVERYONE)
    team.answers(case.id, team.lead, **LEAD)

    desk = team.file(case.id).desk
    assert (desk.guide.id, desk.case.level) == ("wales_v1", Level.CONSULT)


def test_a_case_that_was_begun_before_goes_on_with_its_own_guide_and_asks_for_advice(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(**EVERYONE)
    moves_to(team, Nation.SCOTLAND)

    team.answers(case.id, team.lead, **LEAD)

    desk = team.file(case.id).desk
    assert (desk.guide.id, desk.case.level) == ("england_v1", Level.CONSULT)


def test_practice_in_northern_ireland_is_on_its_own_guide(team_on_each: Team) -> None:
    team = team_on_each
    moves_to(team, Nation.NORTHERN_IRELAND)

    done = team.practises(team.colleague, "V01")

    assert done.guide.id == "northern_ireland_v1"
    assert assess(done.guide, done.answers, strict=False).outcome is Level.CONSULT
