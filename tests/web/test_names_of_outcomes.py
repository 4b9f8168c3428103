"""Outcomes are named as the guide of the case names them, in lists as on its own pages."""

import pytest

from lti_tool.system.database import Database
from lti_tool.tenants.model import Nation
from tests.cases.team import EVERYONE, LEAD
from tests.cases.test_nations import moves_to
from tests.web.signed_in import Site

NAMES = {
    Nation.ENGLAND: "Refer to children’s social care",
    Nation.WALES: "Refer to social services",
    Nation.SCOTLAND: "Refer to social work",
    Nation.NORTHERN_IRELAND: "Refer to the Gateway team",
}
MARKED = {"power": "marked"}


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


@pytest.mark.parametrize("nation", NAMES)
def test_a_case_is_listed_and_shown_under_its_own_nations_name(site: Site, nation: Nation) -> None:
    team = site.team
    moves_to(team, nation)
    case = team.sends(**EVERYONE)
    team.answers(case.id, team.lead, **(LEAD | MARKED))
    lead = site.as_(team.lead)

    pages = {path: lead.gets(path).get_data(as_text=True) for path in ("/cases", f"/cases/{case.id}")}
    form = lead.gets(f"/cases/{case.id}/decision/override").get_data(as_text=True)

    for path, page in pages.items():
        assert NAMES[nation] in page, path
    others = [name for other, name in NAMES.items() if other is not nation]
    assert not [name for name in others for page in (*pages.values(), form) if name in page]


@pytest.mark.parametrize("nation", NAMES)
def test_the_year_is_counted_under_the_schools_own_names(site: Site, nation: Nation) -> None:
    team = site.team
    moves_to(team, nation)
    for _ in range(5):
        team.sends(**EVERYONE)

    sheet = site.as_(team.lead).gets("/overview.csv").get_data(as_text=True)

    assert NAMES[nation] in sheet
    assert not [name for other, name in NAMES.items() if other is not nation and name in sheet]
