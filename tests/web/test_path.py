"""The path of one case: its answers, where they lead and where others would; for those who may read the case."""

import re

import pytest

from lti_tool.cases.model import Case
from lti_tool.system.database import Database
from lti_tool.tenants.model import Role
from tests.cases.team import EVERYONE, LEAD
from tests.web.signed_in import Site

FOLD = re.compile(r'govuk-details__summary-text">([^<]+)<')
END = re.compile(r'aria-current="step">\s*<h2[^>]*>([^<]+)<')


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


def path(site: Site, case: Case, who: str = "lead") -> str:
    answer = site.as_(getattr(site.team, who)).gets(f"/cases/{case.id}/path")
    return answer.get_data(as_text=True) if answer.status_code == 200 else str(answer.status_code)


def stop(page: str, question: str) -> str:
    """One question of the chart."""
    start = page.index(f'id="question-{question}"')
    following = page.find('id="question-', start + 1)
    return page[start : following if following > 0 else len(page)]


def test_each_answer_is_there_in_words_and_every_other_way_is_folded(site: Site) -> None:
    page = path(site, site.team.sends(**EVERYONE))

    danger = stop(page, "danger")
    assert "You answered: No" in danger
    assert "sp-flow__stop--mine" in page
    assert FOLD.findall(danger) == ["If “Yes” (not your answer)", "If “Not known yet: find out now” (not your answer)"]
    assert FOLD.findall(stop(page, "distress"))[-1] == "If “Not noticeably affected” (not your answer)"


def test_what_nobody_has_answered_is_not_known_yet_and_can_be_answered_next(site: Site) -> None:
    case = site.team.sends(**EVERYONE)

    page = path(site, case)

    assert "Not known yet: nobody has answered this." in stop(page, "age")
    assert "Nobody has answered this. Until then it counts as “No”." in stop(page, "other_school")
    assert "(not answered yet)" in FOLD.findall(stop(page, "age"))[0]
    nearest = site.team.file(case.id).desk.path.next_question
    assert nearest is not None
    assert f'href="/cases/{case.id}/questions/{nearest.id}">Answer this question<' in stop(page, nearest.id)
    assert "Answer this question" not in stop(page, "other_school")


def test_each_answer_leads_to_where_it_is_changed_until_the_case_is_decided(site: Site) -> None:
    team = site.team
    case = team.sends(**EVERYONE)
    assert f'href="/cases/{case.id}/questions/adult">Change this answer<' in stop(path(site, case), "adult")

    decided = team.decides()

    page = path(site, decided)
    assert "You answered: No" in page
    assert "/questions/" not in page


def test_the_outcome_stands_at_the_end_and_its_reasons_say_that_they_are(site: Site) -> None:
    case = site.team.sends(**(EVERYONE | {"pressure": "yes_money"}))

    page = path(site, case)

    assert END.findall(page) == ["Refer now"]
    assert page.count('aria-current="step"') == 1
    assert [
        name for name in EVERYONE if f'id="question-{name}"' in page and "reason for the outcome" in stop(page, name)
    ] == ["pressure"]
    assert page.count("This is a reason for the outcome.") == 1


def test_where_everything_goes_on_the_end_is_to_manage_it(site: Site) -> None:
    team = site.team
    case = team.sends(**EVERYONE)
    team.completes(case.id, team.lead, EVERYONE | LEAD)

    page = path(site, case)

    assert END.findall(page) == ["Manage in school"]
    assert "reason for the outcome" not in page


def test_a_combination_is_told_at_its_later_question(site: Site) -> None:
    team = site.team
    case = team.sends(**EVERYONE)
    team.completes(case.id, team.lead, EVERYONE | LEAD | {"age": "10_12", "content": "act"})

    content = stop(path(site, case), "content")

    assert "Together with: How old is the youngest child involved?" in content
    assert "Tell: Police, Children&#39;s social care" in content


def test_the_case_and_its_outcome_lead_to_it(site: Site) -> None:
    case = site.team.sends(**EVERYONE)
    for page in (f"/cases/{case.id}", f"/cases/{case.id}/outcome"):
        assert f'href="/cases/{case.id}/path"' in site.as_(site.team.lead).gets(page).get_data(as_text=True)


def test_reading_it_is_reading_the_case_once_in_an_hour_and_leaves_what_is_new_new(site: Site) -> None:
    case = site.team.sends(**EVERYONE)

    for _ in range(2):
        path(site, case, "deputy")

    with site.database.reading() as db:
        rows = db.exec_driver_sql("select kind from events where kind in ('read', 'opened')").fetchall()
    assert [row[0] for row in rows] == ["read"]


@pytest.mark.parametrize("who", ["reporter", "colleague", "administrator"])
def test_nobody_else_gets_it(site: Site, who: str) -> None:
    assert path(site, site.team.sends(**EVERYONE), who) == "404"


def test_the_path_of_a_restricted_case_is_the_heads(site: Site) -> None:
    restricted = site.team.restricted()

    assert path(site, restricted) == "404"
    assert "Yes, an adult who works or volunteers with children" in path(site, restricted, "head")


def test_it_does_not_exist_for_somebody_whom_the_case_is_kept_from(site: Site) -> None:
    team = site.team
    case, other = team.sends(**EVERYONE), team.person("other", Role.LEAD)
    team.keeping.keep_from(case.id, team.lead, other.id)

    assert site.as_(other).gets(f"/cases/{case.id}/path").status_code == 404


def test_the_nation_is_the_schools_and_says_so(site: Site) -> None:
    nation = stop(path(site, site.team.sends(**EVERYONE)), "nation")

    assert "Set for your school: England" in nation
    assert FOLD.findall(nation) == ["If “Wales” or “Scotland” or “Northern Ireland” (not your school)"]
