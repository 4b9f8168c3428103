"""Just after midnight in a British summer it is still yesterday in UTC. The day that counts is the school's."""

from datetime import date

import pytest

from lti_tool.cases.deciding import Choice, DecisionLacks, Need, Way
from lti_tool.cases.model import Case
from lti_tool.guidance.model import Level
from lti_tool.system.database import Database
from lti_tool.web.show.agencies import ESCALATE
from tests.cases.team import EVERYONE
from tests.web.signed_in import Site

YESTERDAY, TODAY, TOMORROW = date(2027, 6, 14), date(2027, 6, 15), date(2027, 6, 16)


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    """At half past midnight on a Tuesday in June."""
    site = Site(sqlite_database)
    site.team.clock.moves_on(days=203, hours=14, minutes=30)
    assert site.team.clock.now().isoformat() == "2027-06-14T23:30:00+00:00"
    return site


@pytest.fixture
def case(site: Site) -> Case:
    return site.team.sends(**EVERYONE)


def decides_below(site: Site, case: Case, review_on: date) -> Case:
    team = site.team
    given = dict.fromkeys((each.value for each in Need), "Words.") | {Need.REVIEW_ON: review_on.isoformat()}
    version = team.file(case.id).desk.case.version
    return team.decisions.record(case.id, team.lead, version, Choice(Way.OVERRIDE, Level.MANAGE, given))


def test_a_decision_is_looked_at_again_by_the_day_after_today_in_school(site: Site, case: Case) -> None:
    with pytest.raises(DecisionLacks) as lacking:
        decides_below(site, case, YESTERDAY)
    assert lacking.value.needs == (Need.REVIEW_ON,)

    decides_below(site, case, TOMORROW)


def test_its_form_says_the_same_day(site: Site, case: Case) -> None:
    page = site.as_(site.team.lead).gets(f"/cases/{case.id}/decision/override").get_data(as_text=True)

    assert "At the latest on Wednesday 16 June 2027." in page


def test_paper_says_at_the_call_that_an_agency_is_late(site: Site, case: Case) -> None:
    call = {"agency": "Seaview social care", "who": "Dana Whitfield", "when": "10:40", "said": "They ring back."}
    site.team.consultations.record(case.id, site.team.lead, call, TODAY)

    page = site.as_(site.team.lead).gets(f"/cases/{case.id}/print").get_data(as_text=True)

    assert page.count(ESCALATE) == 1
