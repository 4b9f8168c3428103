"""What is confirmed of the guide, as leads see it."""

import html
from datetime import date

import pytest
from werkzeug.test import TestResponse

from lti_tool.guidance.confirming import items
from lti_tool.guidance.library import load
from lti_tool.guidance.released import fingerprint
from lti_tool.system.database import Database
from lti_tool.tenants.model import Nation
from lti_tool.tenants.signoffs import SaidBy, Signed
from lti_tool.tenants.tables import tenants
from tests.cases.team import EVERYONE
from tests.web.signed_in import Site

PAGE = "/guide-sources/england_v1"
AMINA = Signed("Dr Amina Yusuf", "Designated safeguarding lead", date(2026, 11, 20))
ALL = items(load("england_v1"))
NOT_ALL = "Not everything in this guide has been confirmed by a safeguarding professional"


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


def text(response: TestResponse) -> str:
    assert response.status_code == 200
    return html.unescape(response.get_data(as_text=True))


def signs(site: Site, *chosen: str, guide_id: str = "england_v1", by: Signed = AMINA) -> None:
    site.services.signoffs.sign(site.team.tenant.id, SaidBy(guide_id, fingerprint(guide_id)), chosen, by)


def test_the_list_and_the_outcome_say_how_much_is_open_and_lead_to_it(site: Site) -> None:
    case = site.team.sends(**EVERYONE)
    signs(site, "kcsie")

    for path in ("/cases", f"/cases/{case.id}/outcome"):
        said = text(site.as_(site.team.lead).gets(path))
        assert f"{NOT_ALL}: {len(ALL) - 1} points are left." in said, path
        assert f'href="{PAGE}"' in said, path


def test_a_single_point_is_one(site: Site) -> None:
    signs(site, *ALL[1:])

    assert f"{NOT_ALL}: 1 point is left." in text(site.as_(site.team.lead).gets("/cases"))


def test_once_nothing_is_open_it_says_by_whom_in_which_role_and_when(site: Site) -> None:
    case = site.team.sends(**EVERYONE)
    signs(site, *ALL[1:])
    signs(site, ALL[0], by=Signed("PC Rowan Price", "Safer schools officer", date(2026, 11, 22)))

    for path in ("/cases", f"/cases/{case.id}/outcome"):
        said = text(site.as_(site.team.deputy).gets(path))
        assert "This guide was confirmed by Dr Amina Yusuf, Designated safeguarding lead, Friday 20 November" in said
        assert "PC Rowan Price, Safer schools officer, Sunday 22 November 2026." in said
        assert NOT_ALL not in said, path


def test_the_page_lists_what_is_open_and_what_rests_on_it(site: Site) -> None:
    signs(site, "kcsie", "S-KCSIE26")

    said = text(site.as_(site.team.head).gets(PAGE))

    assert "Every telephone number in this guide has been called or looked up." in said
    assert "Financially motivated sexual extortion: alert for education settings" in said
    assert "A child is being blackmailed. What first?" in said
    assert "We saw this quoted or summarised elsewhere" in said
    assert "Dr Amina Yusuf, Designated safeguarding lead, Friday 20 November 2026" in said


def test_the_page_of_a_guide_that_is_confirmed_says_so(site: Site) -> None:
    signs(site, *ALL)

    said = text(site.as_(site.team.lead).gets(PAGE))

    assert "Nothing is open." in said
    assert "Still open" not in said


def test_it_is_for_those_who_read_cases(site: Site) -> None:
    for person, status in (
        (site.team.head, 200),
        (site.team.lead, 200),
        (site.team.deputy, 200),
        (site.team.reporter, 404),
        (site.team.administrator, 404),
    ):
        assert site.as_(person).gets(PAGE).status_code == status
    assert site.as_(None).gets(PAGE).status_code == 403


@pytest.mark.parametrize("guide_id", ["england_v9", "x", "..%2Fengland_v1", "england_v1.toml", "%00", "a" * 300])
def test_a_guide_that_is_not_there_is_a_page_that_is_not_there(site: Site, guide_id: str) -> None:
    assert site.as_(site.team.lead).gets(f"/guide-sources/{guide_id}").status_code == 404


def test_another_schools_sign_offs_are_not_ours(site: Site) -> None:
    other = site.team.another()
    site.services.signoffs.sign(other.tenant.id, SaidBy("england_v1", fingerprint("england_v1")), ALL, AMINA)

    assert f"{len(ALL)} points are left" in text(site.as_(site.team.lead).gets("/cases"))
    assert "Amina" not in text(site.as_(site.team.lead).gets(PAGE))


def test_a_reporter_is_told_nothing_of_it(site: Site) -> None:
    signs(site, *ALL)

    assert "Amina" not in text(site.as_(site.team.reporter).gets("/start"))


def test_a_welsh_school_is_told_of_the_guide_for_wales_and_keeps_the_case_of_before(site: Site) -> None:
    before = site.team.sends(**EVERYONE)
    with site.database.transaction() as db:
        db.execute(tenants.update().values(nation=Nation.WALES.value))

    assert 'href="/guide-sources/wales_v1"' in text(site.as_(site.team.lead).gets("/cases"))
    assert f'href="{PAGE}"' in text(site.as_(site.team.lead).gets(f"/cases/{before.id}/outcome"))
    after = site.team.sends(**EVERYONE)
    said = text(site.as_(site.team.lead).gets(f"/cases/{after.id}/outcome"))
    assert "Wales: not written yet, on rules borrowed from England" in said
    assert "LADO" not in said
