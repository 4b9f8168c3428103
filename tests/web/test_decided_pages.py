"""A decision as the outcome's page and the paper show it."""

import re

import pytest

from lti_tool.cases.deciding import Need
from lti_tool.guidance.model import Level
from lti_tool.system.database import Database
from tests.cases.test_grounds import STRANGER, decides_lower, lower, stands_with
from tests.web.signed_in import Site

ROW = re.compile(r'<dt[^>]*>\s*(.*?)\s*</dt>\s*<dd[^>]*>\s*<span class="sp-said">(.*?)</span>', re.DOTALL)
WHO = "Because of: Is anyone aged 18 or over involved in any way?"
CRITERIA = "Criteria for immediate referral"
PAGES = ("outcome", "print")


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


def facts(site: Site, case_id: str, page: str) -> list[tuple[str, str]]:
    answer = site.as_(site.team.lead).gets(f"/cases/{case_id}/{page}")
    assert answer.status_code == 200
    return ROW.findall(answer.get_data(as_text=True))


@pytest.mark.parametrize("page", PAGES)
def test_a_lower_decision_shows_what_it_went_against(site: Site, page: str) -> None:
    case = decides_lower(site.team, Level.CONSULT, **STRANGER)

    shown = facts(site, case.id, page)

    assert ("The answers asked for", "Refer now") in shown
    assert (WHO, "Known only online, and their age is not verified") in shown
    assert (CRITERIA, "An adult is involved, or may be") in shown
    assert ("Looked at again on", "Tuesday 24 November 2026") in shown


@pytest.mark.parametrize("page", PAGES)
def test_an_earlier_decision_shows_its_own_grounds_and_not_todays(site: Site, page: str) -> None:
    team = site.team
    case = decides_lower(team, Level.CONSULT, **STRANGER)
    team.clock.moves_on(minutes=5)
    team.ownership.reopen(case.id, team.lead, case.version, "It was his brother.")
    team.answers(case.id, team.lead, adult="no", spread="few")
    lower(team, case, Level.MANAGE)

    shown = facts(site, case.id, page)

    met = [words for asked, words in shown if asked == CRITERIA]
    assert sorted(met) == ["An adult is involved, or may be", "None was met"]
    assert (WHO, "Known only online, and their age is not verified") in shown


@pytest.mark.parametrize("page", PAGES)
def test_an_old_decision_shows_what_was_written_with_it(site: Site, page: str) -> None:
    case = stands_with(site.team, {Need.PLAN: "She stays at home."})

    shown = facts(site, case.id, page)

    assert ("Plan", "She stays at home.") in shown
    assert not {CRITERIA, WHO} & {asked for asked, _words in shown}


@pytest.mark.parametrize("page", PAGES)
def test_a_record_that_is_not_understood_is_shown_as_it_is(site: Site, page: str) -> None:
    odd = {Need.RESPONSE: "rang_back", Need.REVIEW_ON: "soon", "drivers": "moon=full tide", "criteria": "eclipse"}
    case = stands_with(site.team, odd)

    shown = facts(site, case.id, page)

    assert ("Their answer", "rang_back") in shown
    assert ("Looked at again on", "soon") in shown
    assert ("Because of: moon", "full") in shown
    assert (CRITERIA, "eclipse") in shown
