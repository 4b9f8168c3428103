"""Holds, what is due, and deleting, on the pages that people use."""

import re

import pytest
from werkzeug.test import TestResponse

from lti_tool.cases.model import Case
from lti_tool.system.database import Database
from lti_tool.tenants.model import Role
from tests.cases.team import Team
from tests.web.signed_in import TOKEN, Site

WHY = "The Walrus inquiry has asked us to keep it"
LINK = re.compile(r'href="(/deletions/[0-9a-f]{32})"')


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


def text(response: TestResponse) -> str:
    return response.get_data(as_text=True)


def version(team: Team, case: Case) -> int:
    return team.file(case.id, team.head).desk.case.version


def waiting(site: Site) -> list[str]:
    """Where the administrator's list leads."""
    return LINK.findall(text(site.as_(site.team.administrator).gets("/deletions")))


def proposes(site: Site, case: Case, reason: str = "asked") -> str:
    """A lead proposes; gives the administrator's page for it."""
    tab = site.as_(site.team.head)
    assert tab.posts(f"/cases/{case.id}/erase/{version(site.team, case)}", reason=reason).status_code == 303
    return waiting(site)[-1]


def test_a_lead_holds_a_case_and_its_page_and_its_paper_say_why(site: Site) -> None:
    team, tab = site.team, site.as_(site.team.lead)
    case = team.files()

    assert "Put this case on hold" in text(tab.gets(f"/cases/{case.id}/hold"))
    wrong = tab.posts(f"/cases/{case.id}/hold/{version(team, case)}", words="")
    done = tab.posts(f"/cases/{case.id}/hold/{version(team, case)}", words=WHY)

    assert (wrong.status_code, done.status_code) == (422, 303)
    assert "Write why it must be kept" in text(wrong)
    for page in (f"/cases/{case.id}", f"/cases/{case.id}/print"):
        said = text(tab.gets(page))
        assert re.search(f"(?s)On hold.{{1,200}}[Ss]ince [^<]* by Lead Person: {WHY}", said)
        assert f"Put on hold: {WHY}" in said
    assert "Propose to delete" not in text(tab.gets(f"/cases/{case.id}"))
    assert tab.posts(f"/cases/{case.id}/release/{version(team, case)}", words="It has ended.").status_code == 303
    said = text(tab.gets(f"/cases/{case.id}"))
    assert "On hold since" not in said
    assert "Taken off hold: It has ended." in said


def test_a_hold_of_a_case_that_changed_keeps_what_was_typed(site: Site) -> None:
    team, case = site.team, site.team.files()

    said = site.as_(team.lead).posts(f"/cases/{case.id}/hold/0", words=WHY)

    assert said.status_code == 409
    assert WHY in text(said)


def test_what_is_due_is_counted_and_listed_for_those_who_may_see_it(site: Site) -> None:
    team = site.team
    team.keeps_for(1)
    ordinary, about_staff = team.files(), team.files(adult="adult_staff", person=team.head)
    team.clock.moves_on(days=40)
    lead, head = site.as_(team.lead), site.as_(team.head)

    assert "due for deletion (1)" in text(lead.gets("/cases"))
    assert "due for deletion (2)" in text(head.gets("/cases"))
    said = text(lead.gets("/cases/due"))
    assert ordinary.reference in said
    assert about_staff.reference not in said
    assert about_staff.reference in text(head.gets("/cases/due"))
    for nobody in (team.reporter, team.administrator):
        assert site.as_(nobody).gets("/cases/due").status_code == 404


def test_a_lead_proposes_an_administrator_agrees_and_both_can_print_the_receipt(site: Site) -> None:
    team, case = site.team, site.team.files()
    page = proposes(site, case)
    assert "An administrator has to agree." in text(site.as_(team.lead).gets(f"/cases/{case.id}"))
    administrator = site.as_(team.administrator)
    assert "Do you agree that this case is deleted?" in text(administrator.gets(page))
    assert "Select whether you agree" in text(administrator.posts(page, answer=""))

    done = administrator.posts(page, answer="agree")

    assert done.status_code == 303
    for person in (team.administrator, team.head):
        receipt = text(site.as_(person).gets(done.headers["Location"]))
        assert case.reference in receipt
        assert team.head.id in receipt
        assert team.administrator.id in receipt
        assert "data-protection officer asked" in receipt
    assert case.reference in text(site.as_(team.head).gets("/cases/due"))
    assert case.reference in text(administrator.gets("/deletions"))
    assert site.as_(team.head).gets(f"/cases/{case.id}").status_code == 404
    nothing = site.as_(team.lead).gets(f"/cases/{'f' * 32}")
    for nobody in (team.lead, team.deputy, team.reporter, team.another().administrator):
        said = site.as_(nobody).gets(done.headers["Location"])
        assert (said.status_code, said.get_data()) == (404, nothing.get_data())


def test_an_administrator_is_told_nothing_of_the_case_and_the_same_of_a_restricted_one(site: Site) -> None:
    team = site.team
    ordinary, about_staff = team.files(), team.files(adult="adult_staff", person=team.head)
    proposes(site, ordinary)
    team.clock.moves_on(seconds=1)
    proposes(site, about_staff)
    tab, seen = site.as_(team.administrator), []
    for page, case in zip(waiting(site), (ordinary, about_staff), strict=True):
        # A form's token tells the second at which its page was made.
        said = TOKEN.sub("", text(tab.gets(page)))
        assert case.id not in said
        seen.append(said.replace(case.reference, "").replace(page, ""))

    assert seen[0] == seen[1]
    assert not re.search("restricted|member of staff|Emergency|Refer|Manage|data-protection", seen[0])
    assert "Proposed by Head Person" in seen[0]


@pytest.mark.parametrize("answer", ["agree", "refuse"])
def test_a_page_from_before_a_hold_deletes_nothing(site: Site, answer: str) -> None:
    team, case = site.team, site.team.files()
    page = proposes(site, case)
    team.holding.hold(case.id, team.lead, version(team, case), WHY)

    said = site.as_(team.administrator).posts(page, answer=answer)

    assert said.status_code == 409
    assert "not proposed any more" in text(said)
    assert "Walrus" not in text(said)
    assert team.file(case.id).desk.case.held_at is not None


def test_one_person_with_both_roles_is_told_that_another_has_to_agree(site: Site) -> None:
    team, case = site.team, site.team.files()
    page = proposes(site, case)
    site.gives(team.head, Role.ADMINISTRATOR)

    said = site.as_(team.head).posts(page, answer="agree")

    assert said.status_code == 409
    assert "Another administrator has to" in text(said)
    assert "wait for an administrator" in text(site.as_(team.head).gets("/cases"))
    assert team.sees(team.lead, case.id)


def test_either_side_can_say_no(site: Site) -> None:
    team, case = site.team, site.team.files()
    page = proposes(site, case)
    assert site.as_(team.administrator).posts(page, answer="refuse").status_code == 303
    assert waiting(site) == []
    again = proposes(site, case)
    assert "Take the proposal back" in text(site.as_(team.lead).gets(f"/cases/{case.id}/erase"))

    assert site.as_(team.lead).posts(f"/cases/{case.id}/erase/withdraw").status_code == 303

    assert site.as_(team.administrator).posts(again, answer="agree").status_code == 409
    assert site.as_(team.lead).posts(f"/cases/{case.id}/erase/withdraw").status_code == 409
    said = text(site.as_(team.lead).gets(f"/cases/{case.id}"))
    assert "Did not agree that this case is deleted" in said
    assert "Took back the proposal to delete this case" in said
    assert "Proposed to delete this case: the data-protection officer asked" in said


def test_the_page_offers_the_period_only_when_it_is_over(site: Site) -> None:
    team, case = site.team, site.team.files()
    tab, path = site.as_(team.lead), f"/cases/{case.id}/erase"
    assert "period for this case is over" not in text(tab.gets(path))
    assert tab.posts(f"{path}/{version(team, case)}", reason="retention").status_code == 409
    team.keeps_for(1)
    team.clock.moves_on(days=40)
    tab = site.as_(team.lead)

    assert "period for this case is over" in text(tab.gets(path))
    for reason in ("", "tenant", "because"):
        assert tab.posts(f"{path}/{version(team, case)}", reason=reason).status_code == 422
    assert waiting(site) == []


def test_for_everybody_else_the_administrators_pages_are_not_there(site: Site) -> None:
    team, case = site.team, site.team.files()
    page = proposes(site, case)
    elsewhere = team.another()

    for nobody in (team.reporter, team.lead, team.head, elsewhere.head):
        tab = site.as_(nobody)
        for said in (tab.gets("/deletions"), tab.gets(page), tab.posts(page, answer="agree")):
            assert said.status_code == 404
    foreign = site.as_(elsewhere.administrator).posts(page, answer="agree")
    unknown = site.as_(elsewhere.administrator).posts(f"/deletions/{'f' * 32}", answer="agree")
    assert (foreign.status_code, foreign.get_data()) == (409, unknown.get_data())
    assert team.sees(team.lead, case.id)
