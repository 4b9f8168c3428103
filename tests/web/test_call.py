"""What to say in a referral call: what the case holds, for those who may read it, and noted."""

from __future__ import annotations

from html import unescape

import pytest

from lti_tool.cases.model import Case
from lti_tool.system.database import Database
from lti_tool.tenants.model import ContactKind
from tests.cases.team import EVERYONE, LEAD
from tests.cases.test_children import NAMED, adds
from tests.crash.trouble import impatient, locked_elsewhere
from tests.web.signed_in import Site

CALL = {
    "agency": "Seaview social care",
    "who": "Dana Whitfield",
    "when": "10:40",
    "reference": "SC/77",
    "said": "Wait.",
}
URGENT = EVERYONE | {"pressure": "yes_money"}


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


@pytest.fixture
def case(site: Site) -> Case:
    team = site.team
    team.names_children()
    case = team.sends(**URGENT)
    team.completes(case.id, team.lead, URGENT | LEAD | {"power": "nk"})
    team.consultations.record(case.id, team.lead, CALL, None)
    adds(team, case, NAMED)
    return case


def script(site: Site, case: Case, who: str = "lead") -> str:
    answer = site.as_(getattr(site.team, who)).gets(f"/cases/{case.id}/call")
    return unescape(answer.get_data(as_text=True)) if answer.status_code == 200 else str(answer.status_code)


def test_it_says_who_calls_about_whom_and_why_what_is_not_known_and_who_was_told(site: Site, case: Case) -> None:
    page = script(site, case)

    for words in (
        "My name is Lead Person, and I am safeguarding lead at Oakfield School.",
        f"I am making a referral. Our reference is {case.reference}.",
        "Police: yes, now",
        "Child A: age",
        "13, 14 or 15",
        "may have been harmed",
        "Child A: extra support or a social worker",
        "Refer now",
        "Yes, with a demand for money",
        "What we do not know",
        "Is there an imbalance between the children?",
        "Seaview social care",
        "Dana Whitfield, 10:40, reference SC/77",
        "Parents or carers of Child A",
        "Told",
        "What will you do, and by when will you tell me?",
        "Their reference:",
        "Printed by Lead Person",
    ):
        assert words in page, words


def test_it_says_no_more_than_a_referral_needs(site: Site, case: Case) -> None:
    page = script(site, case)

    for words in (
        "Quilla Zephyrine",
        "UPN9988776",
        "She said he has the picture.",
        "With the school nurse",
        "She wants it taken down.",
        "Sits at the front.",
        "Her mother, at 14:00.",
        "Reporter Person",
        "Wait.",
    ):
        assert words not in page, words


def test_it_shows_the_numbers_that_the_school_has_set(site: Site, case: Case) -> None:
    page = script(site, case)
    assert "01632 960010" in page
    assert "01632 960011" in page

    site.sets({ContactKind.POLICE: "Safer schools desk, 01632 960020"})
    assert "01632 960020" in script(site, case)


def test_below_a_referral_it_asks_for_advice(site: Site) -> None:
    team = site.team
    consult = team.sends(danger="no", strand="images")

    page = script(site, consult)

    assert "I am asking for advice before we decide." in page
    assert "making a referral" not in page
    assert "No child is written down yet." in page
    assert "Nobody outside the school" in page
    assert "01632 960010" in page


def test_danger_comes_first(site: Site) -> None:
    page = script(site, site.team.sends(danger="yes"))

    assert "Police: 999 now" in page
    assert page.index("In danger now") < page.index("Begin")


def test_a_decision_that_asks_for_something_else_is_said_too(site: Site) -> None:
    team = site.team
    managed = team.decides()
    assert "What we decided" not in script(site, managed)


def test_opening_it_is_an_entry_of_the_history_each_time(site: Site, case: Case) -> None:
    script(site, case)
    script(site, case, "head")

    assert site.team.kinds(case.id).count("read_out") == 2
    page = site.as_(site.team.lead).gets(f"/cases/{case.id}").get_data(as_text=True)
    assert page.count("Opened what to say in a call") == 2


@pytest.mark.parametrize("who", ["reporter", "colleague", "administrator"])
def test_nobody_else_gets_it(site: Site, case: Case, who: str) -> None:
    assert script(site, case, who) == "404"
    assert "read_out" not in site.team.kinds(case.id)


def test_of_a_restricted_case_it_is_the_heads(site: Site) -> None:
    restricted = site.team.restricted()

    assert script(site, restricted) == "404"
    assert "01632 960012" in script(site, restricted, "head")


def test_it_is_linked_where_somebody_is_about_to_call(site: Site, case: Case) -> None:
    lead = site.as_(site.team.lead)
    for address in (f"/cases/{case.id}/outcome", f"/cases/{case.id}/agencies"):
        assert f'href="/cases/{case.id}/call"' in lead.gets(address).get_data(as_text=True)


def test_what_was_said_is_written_down_from_there(site: Site, case: Case) -> None:
    assert f'href="/cases/{case.id}/agencies/add"' in script(site, case)


def test_it_is_shown_while_nothing_can_be_noted(site: Site, case: Case) -> None:
    deputy = site.as_(site.team.deputy)
    deputy.gets("/cases")

    with impatient(site.database), locked_elsewhere(site.database):
        answer = deputy.gets(f"/cases/{case.id}/call")

    assert case.reference in answer.get_data(as_text=True)
    assert "read_out" not in site.team.kinds(case.id)
