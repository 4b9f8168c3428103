"""An administrator names people from their pages, and somebody takes up a role with a code. No case is there."""

from __future__ import annotations

import html
import re

import pytest
from werkzeug.test import TestResponse

from lti_tool.system.database import Database
from lti_tool.tenants.model import Role, Staff
from tests.web.signed_in import Site, Tab

CODE = re.compile(r'class="sp-secret">([0-9A-Z-]{20})<')
PEOPLE = "/installation/people"


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    """A school with an administrator, and nobody who has opened it yet."""
    return Site(sqlite_database)


@pytest.fixture
def opened(site: Site) -> Site:
    """The same, and head, lead and deputy have opened it."""
    with site.database.transaction() as db:
        for person in (site.team.head, site.team.lead, site.team.deputy):
            site.team.book.launches(db, person)
    return site


def office(site: Site) -> Tab:
    return site.as_(site.team.administrator)


def text(response: TestResponse) -> str:
    return html.unescape(response.get_data(as_text=True))


def holds(site: Site, person: Staff, role: Role) -> bool:
    with site.database.reading() as db:
        return site.team.book.get(db, person.tenant_id, person.id).has(role)


def page_of(person: Staff) -> str:
    return f"{PEOPLE}/{person.id}"


def test_before_anybody_has_opened_it_a_role_is_given_at_once(site: Site) -> None:
    reporter = site.team.reporter

    answer = office(site).posts(f"{page_of(reporter)}/give", role="head")

    assert answer.status_code == 303
    assert holds(site, reporter, Role.HEAD)
    assert "The role is given." in text(office(site).gets(answer.location))


def test_afterwards_it_waits_and_a_lead_agrees(opened: Site) -> None:
    reporter = opened.team.reporter

    answer = office(opened).posts(f"{page_of(reporter)}/give", role="deputy")

    assert "It waits until a lead, deputy or head agrees." in text(office(opened).gets(answer.location))
    assert not holds(opened, reporter, Role.DEPUTY)
    (page,) = re.findall(r'href="(/roles/[0-9a-f]{32})"', text(opened.as_(opened.team.lead).gets("/roles")))
    opened.as_(opened.team.lead).posts(f"{page}/agree")
    assert holds(opened, reporter, Role.DEPUTY)


def test_those_who_read_cases_are_told_who_did_it(opened: Site) -> None:
    office(opened).posts(f"{page_of(opened.team.deputy)}/take/deputy")

    said = text(opened.as_(opened.team.lead).gets("/roles"))
    assert "does not have the role any more: deputy safeguarding lead." in said
    assert "Administrator Person" in said


def test_a_role_that_waits_can_be_withdrawn(opened: Site) -> None:
    reporter = opened.team.reporter
    office(opened).posts(f"{page_of(reporter)}/give", role="lead")
    assert "Withdraw: safeguarding lead" in text(office(opened).gets(page_of(reporter)))

    office(opened).posts(f"{page_of(reporter)}/take/lead")

    assert "This person has no role." in text(office(opened).gets(page_of(reporter)))


def test_the_last_administrator_stays(site: Site) -> None:
    answer = office(site).posts(f"{page_of(site.team.administrator)}/take/administrator")

    assert answer.status_code == 422
    assert "You are the only administrator here." in text(answer)
    assert holds(site, site.team.administrator, Role.ADMINISTRATOR)


def test_whoever_puts_their_own_role_down_is_led_to_the_start(site: Site) -> None:
    site.gives(site.team.lead, Role.ADMINISTRATOR)

    answer = office(site).posts(f"{page_of(site.team.administrator)}/take/administrator")

    assert answer.location == "/"
    assert not holds(site, site.team.administrator, Role.ADMINISTRATOR)


def test_a_role_must_be_chosen(site: Site) -> None:
    for wrong in ("", "reporter", "nobody", "LEAD"):
        answer = office(site).posts(f"{page_of(site.team.reporter)}/give", role=wrong)
        assert answer.status_code == 422
        assert "Select a role" in text(answer)
        assert office(site).posts(f"{PEOPLE}/code", role=wrong).status_code == 422
    assert office(site).posts(f"{page_of(site.team.lead)}/take/reporter").status_code == 404


def test_an_address_is_kept_and_shown_and_taken_away(site: Site) -> None:
    page = page_of(site.team.lead)

    office(site).posts(f"{page}/address", address="p.nair@oakfield.example")
    assert "p.nair@oakfield.example" in text(office(site).gets(page))

    office(site).posts(f"{page}/address", address="")
    assert "p.nair@oakfield.example" not in text(office(site).gets(page))


def test_what_is_no_address_comes_back_as_it_was_typed(site: Site) -> None:
    answer = office(site).posts(f"{page_of(site.team.lead)}/address", address="two@a.example, b@c.example")

    assert answer.status_code == 422
    assert "This is not one plain e-mail address" in text(answer)
    assert "two@a.example, b@c.example" in text(answer)


def test_nobody_is_written_to_who_reads_no_cases(site: Site) -> None:
    answer = office(site).posts(f"{page_of(site.team.reporter)}/address", address="r@oakfield.example")

    assert answer.status_code == 422


def test_a_code_is_shown_once_and_taken_up_by_whoever_types_it(site: Site) -> None:
    made = office(site).posts(f"{PEOPLE}/code", role="lead")
    (code,) = CODE.findall(text(made))
    assert code not in text(office(site).gets(PEOPLE))

    reporter = site.as_(site.team.reporter)
    assert "I was given a code" in text(reporter.gets("/start"))
    answer = reporter.posts("/roles/code", code=code)

    assert "You have the role now" in text(answer)
    assert holds(site, site.team.reporter, Role.LEAD)
    again = site.as_(site.team.reporter).posts("/roles/code", code=code)
    assert again.status_code == 422
    assert "This code is not good." in text(again)


def test_a_code_for_a_role_that_has_to_be_agreed_to_says_so(opened: Site) -> None:
    (code,) = CODE.findall(text(office(opened).posts(f"{PEOPLE}/code", role="head")))

    answer = opened.as_(opened.team.reporter).posts("/roles/code", code=code)

    assert "Your role waits for agreement" in text(answer)
    assert not holds(opened, opened.team.reporter, Role.HEAD)


def test_people_are_listed_by_name_and_never_by_when_they_came(site: Site) -> None:
    with site.database.transaction() as db:
        for sub, name in (("z", "Zoe Aldous"), ("a", "Ann Zeller")):
            who = site.team.book.meet(db, site.team.tenant.id, site.team.host.id, sub, name)
            site.team.book.launches(db, who)

    said = text(office(site).gets(PEOPLE))

    assert said.index("Ann Zeller") < said.index("Zoe Aldous")
    assert site.team.reporter.sub not in said
    assert "2026" not in said


@pytest.mark.parametrize("who", ["reporter", "lead", "head"])
def test_for_everybody_else_these_pages_do_not_exist(site: Site, who: str) -> None:
    person = getattr(site.team, who)
    tab, theirs = site.as_(person), page_of(site.team.lead)

    for page in (PEOPLE, theirs):
        assert tab.gets(page).status_code == 404
    for form in (f"{PEOPLE}/code", f"{theirs}/give", f"{theirs}/take/lead", f"{theirs}/address"):
        assert tab.posts(form, role="head", address="a@b.example").status_code == 404
    assert not holds(site, site.team.lead, Role.HEAD)
    assert holds(site, site.team.lead, Role.LEAD)


def test_nobody_of_another_school_is_there(site: Site) -> None:
    stranger = site.team.another().reporter

    assert office(site).gets(page_of(stranger)).status_code == 404
    assert office(site).posts(f"{page_of(stranger)}/give", role="lead").status_code == 404
