"""The page after a form says what was done."""

import re

import pytest

from lti_tool.system.database import Database
from lti_tool.web.done import WORDS
from tests.cases.team import EVERYONE
from tests.web.signed_in import Site, Tab

BANNER = re.compile(r'role="alert".*?govuk-notification-banner__heading">\s*(.*?)\s*</p>', re.DOTALL)


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


def said(tab: Tab, path: str) -> str | None:
    """What the banner of the page says, if it has one."""
    found = BANNER.search(tab.gets(path).get_data(as_text=True))
    return found[1] if found else None


def test_whoever_takes_a_case_is_told_that_they_have_it(site: Site) -> None:
    case = site.team.sends(**EVERYONE)
    lead = site.as_(site.team.lead)
    lead.gets(f"/cases/{case.id}")
    version = site.team.file(case.id).desk.case.version

    answer = lead.posts(f"/cases/{case.id}/take/{version}")

    assert said(lead, answer.headers["Location"]) == WORDS["taken"]
    assert said(lead, f"/cases/{case.id}") is None


def test_a_case_that_is_handed_over_and_a_question_to_the_reporter_are_said(site: Site) -> None:
    team, case = site.team, site.team.sends(**EVERYONE)
    lead = site.as_(team.lead)
    lead.gets(f"/cases/{case.id}")
    lead.posts(f"/cases/{case.id}/take/{team.file(case.id).desk.case.version}")

    version = team.file(case.id).desk.case.version
    asked = lead.posts(f"/cases/{case.id}/ask/{version}", words="When did she hear of it?")
    version = team.file(case.id).desk.case.version
    handed = lead.posts(f"/cases/{case.id}/hand-over/{version}", staff=team.deputy.id)

    assert said(lead, asked.headers["Location"]) == WORDS["asked"]
    assert said(lead, handed.headers["Location"]) == WORDS["handed-over"]


def test_an_act_that_nobody_knows_says_nothing_and_is_not_repeated(site: Site) -> None:
    lead = site.as_(site.team.lead)

    page = lead.gets("/cases?done=<script>7</script>").get_data(as_text=True)

    assert "<script>7" not in page
    assert BANNER.search(page) is None


@pytest.mark.parametrize("act", WORDS)
def test_the_address_says_nothing_of_an_outcome_or_a_level(act: str) -> None:
    assert not re.search(r"emergency|refer|consult|manage|restrict|police", act)
