"""Roles on the pages: what waits, who may agree, what has changed, and for whom there is nothing to see."""

import html
import re

import pytest
from werkzeug.test import TestResponse

from lti_tool.system.database import Database
from lti_tool.tenants.model import Role, Staff
from tests.web.signed_in import Site

NOWHERE = "f" * 32
ONE = re.compile(r'href="(/roles/[0-9a-f]{32})"')


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    """A school whose head, lead and deputy have all opened Signpost."""
    site = Site(sqlite_database)
    with site.database.transaction() as db:
        for person in (site.team.head, site.team.lead, site.team.deputy):
            site.team.book.launches(db, person)
    return site


def proposes(site: Site, role: Role = Role.HEAD, sub: str = "colleague") -> str:
    """The administrator adds a role at a terminal; the address of the page where it waits."""
    site.services.install.grant(site.team.tenant.id, site.team.host.id, sub, role)
    return ONE.findall(text(site.as_(site.team.head).gets("/roles")))[-1]


def withdraws(site: Site, role: Role = Role.HEAD, sub: str = "colleague") -> None:
    site.services.install.revoke(site.team.tenant.id, site.team.host.id, sub, role)


def holds(site: Site, person: Staff, role: Role) -> bool:
    with site.database.reading() as db:
        return site.team.book.get(db, person.tenant_id, person.id).has(role)


def text(response: TestResponse) -> str:
    return html.unescape(response.get_data(as_text=True))


def test_the_list_of_cases_says_that_a_role_waits_and_leads_to_it(site: Site) -> None:
    assert "waits for agreement" not in text(site.as_(site.team.lead).gets("/cases"))

    proposes(site)

    for person in (site.team.head, site.team.lead, site.team.deputy):
        said = text(site.as_(person).gets("/cases"))
        assert "1 role waits for agreement." in said
        assert 'href="/roles"' in said


def test_the_head_sees_who_it_is_and_what_they_could_read_and_agrees(site: Site) -> None:
    tab, page = site.as_(site.team.head), proposes(site)

    said = text(tab.gets(page))
    for words in ("Colleague Person", "Head", "those about a member of staff", "Your administrator, Monday", "Lapses"):
        assert words in said, words
    done = tab.posts(f"{page}/agree")

    assert (done.status_code, done.headers["Location"]) == (303, "/roles")
    assert holds(site, site.team.colleague, Role.HEAD)
    assert "Colleague Person now has the role: head." in text(tab.gets("/roles"))
    over = text(tab.gets(page))
    assert "This role does not wait any more" in over
    assert "Head Person" in over
    assert "Do not agree" not in over


def test_a_role_that_is_not_agreed_to_is_not_given(site: Site) -> None:
    tab, page = site.as_(site.team.lead), proposes(site, Role.LEAD)

    assert "none about a member of staff" in text(tab.gets(page))
    assert tab.posts(f"{page}/refuse").status_code == 303

    assert not holds(site, site.team.colleague, Role.LEAD)
    assert "It was not agreed to." in text(site.as_(site.team.deputy).gets("/cases"))


@pytest.mark.parametrize("act", ["agree", "refuse"])
def test_who_may_not_agree_sees_who_may_and_changes_nothing(site: Site, act: str) -> None:
    tab, page = site.as_(site.team.lead), proposes(site)

    said = text(tab.gets(page))
    assert "Another head" in said
    assert "You cannot agree to this one." in said
    assert f'action="{page}' not in said
    answer = tab.posts(f"{page}/{act}")

    assert answer.status_code == 409
    assert "This is not yours to agree to." in text(answer)
    assert not holds(site, site.team.colleague, Role.HEAD)
    assert "Do not agree" in text(site.as_(site.team.head).gets(page))


def test_nobody_agrees_to_their_own(site: Site) -> None:
    site.takes(site.team.head, Role.HEAD)
    site.services.install.grant(site.team.tenant.id, site.team.host.id, "lead", Role.HEAD)
    tab = site.as_(site.team.lead)
    page = ONE.findall(text(tab.gets("/roles")))[0]

    assert "You cannot agree to this one." in text(tab.gets(page))
    assert tab.posts(f"{page}/agree").status_code == 409
    assert not holds(site, site.team.lead, Role.HEAD)


def test_agreeing_twice_or_to_what_was_withdrawn_is_said_in_words(site: Site) -> None:
    tab, page = site.as_(site.team.head), proposes(site)
    tab.posts(f"{page}/agree")
    assert "Somebody has agreed to this by now." in text(tab.posts(f"{page}/agree"))
    assert tab.posts(f"{page}/refuse").status_code == 409
    assert holds(site, site.team.colleague, Role.HEAD)

    other = proposes(site, Role.HEAD, "reporter")
    withdraws(site, Role.HEAD, "reporter")
    answer = tab.posts(f"{other}/agree")

    assert answer.status_code == 409
    assert "Your administrator has withdrawn this." in text(answer)
    assert not holds(site, site.team.reporter, Role.HEAD)


def test_what_lapsed_cannot_be_agreed_to_and_the_page_says_so(site: Site) -> None:
    page = proposes(site)
    site.team.clock.moves_on(days=30)
    tab = site.as_(site.team.head)

    assert "Nobody answered this for 30 days" in text(tab.gets(page))
    assert "waits for agreement" not in text(tab.gets("/cases"))
    assert tab.posts(f"{page}/agree").status_code == 409
    assert not holds(site, site.team.colleague, Role.HEAD)


def test_news_stays_until_it_was_seen_and_what_came_since_stays_too(site: Site) -> None:
    tab, page = site.as_(site.team.lead), proposes(site, Role.LEAD)
    site.as_(site.team.head).posts(f"{page}/agree")
    site.team.clock.moves_on(minutes=1)
    seen = re.findall(r'name="change" value="([0-9a-f]{32})"', text(tab.gets("/roles")))
    withdraws(site, Role.LEAD)

    done = tab.client.post("/roles/seen", data={"csrf_token": tab.token, "change": seen})

    assert (done.status_code, done.headers["Location"]) == (303, "/")
    said = text(tab.gets("/cases"))
    assert "now has the role" not in said
    assert "Colleague Person does not have the role any more: safeguarding lead." in said
    assert "now has the role" in text(site.as_(site.team.deputy).gets("/cases"))


@pytest.mark.parametrize("change", ["", "x", NOWHERE, "' OR 1=1", "\u0000", "f" * 5000])
def test_a_form_that_is_none_of_ours_hides_no_news(site: Site, change: str) -> None:
    proposes(site)
    withdraws(site)
    tab = site.as_(site.team.lead)

    assert tab.posts("/roles/seen", change=change).status_code == 303

    assert "is not proposed for the role any more: head." in text(tab.gets("/cases"))


def test_nobody_sees_news_for_somebody_else(site: Site) -> None:
    proposes(site)
    withdraws(site)
    seen = re.findall(r'name="change" value="([0-9a-f]{32})"', text(site.as_(site.team.head).gets("/roles")))
    head = site.as_(site.team.head)
    head.client.post("/roles/seen", data={"csrf_token": head.token, "change": seen})

    assert "is not proposed" not in text(head.gets("/cases"))
    assert "is not proposed" in text(site.as_(site.team.lead).gets("/cases"))


def test_the_new_person_is_told_on_their_first_page_and_of_nothing_else(site: Site) -> None:
    page = proposes(site)
    proposes(site, Role.LEAD, "reporter")
    tab = site.as_(site.team.colleague)

    said = text(tab.gets("/start"))
    assert "Colleague Person was proposed for the role: head. It has to be agreed to." in said
    roles = text(tab.gets("/roles"))
    assert "Reporter Person" not in said + roles
    assert "Who can read cases" not in roles
    assert tab.gets(page).status_code == 404
    assert text(site.as_(site.team.administrator).gets("/start")).count("proposed") == 0


def test_who_can_read_cases_is_seen_by_those_who_can(site: Site) -> None:
    said = text(site.as_(site.team.deputy).gets("/roles"))

    for name in ("Head Person", "Lead Person", "Deputy Person"):
        assert name in said
    assert "Administrator Person" not in said


def test_for_everybody_else_there_is_no_role(site: Site) -> None:
    page, team = proposes(site), site.team
    elsewhere = team.another()
    for person in (team.reporter, team.administrator, team.colleague, elsewhere.lead, elsewhere.head):
        tab = site.as_(person)
        nothing = tab.gets(f"/roles/{NOWHERE}")
        assert nothing.status_code == 404
        for response in (tab.gets(page), tab.posts(f"{page}/agree"), tab.posts(f"{page}/refuse")):
            assert (response.status_code, response.get_data()) == (404, nothing.get_data()), person.sub
    for person in (team.reporter, team.administrator):
        assert site.as_(person).gets("/roles").status_code == 404
    assert "Colleague" not in text(site.as_(elsewhere.head).gets("/roles"))
    assert not holds(site, team.colleague, Role.HEAD)


def test_a_page_about_a_role_is_named_after_nobody(site: Site) -> None:
    for path in ("/roles", proposes(site)):
        title = re.search(r"<title>([^<]*)</title>", text(site.as_(site.team.head).gets(path)))
        assert title is not None
        assert "Person" not in title[1]
        assert "ead" not in title[1]


def test_a_head_who_is_an_administrator_too_is_told_what_to_do(site: Site) -> None:
    page, head = proposes(site), site.team.head
    site.gives(head, Role.ADMINISTRATOR)
    tab = site.as_(head)

    shown, said = text(tab.gets(page)), tab.posts(f"{page}/agree")

    assert "takes the administrator’s role from you" in shown
    assert f'action="{page}/agree"' not in shown
    assert (said.status_code, "administrator here as well" in text(said)) == (409, True)
    assert not holds(site, site.team.colleague, Role.HEAD)
