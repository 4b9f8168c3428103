"""One case for paper: all of it, for those who may read it, and noted."""

import pytest

from lti_tool.cases.model import Case
from lti_tool.system.database import Database
from tests.cases.team import EVERYONE, LEAD
from tests.cases.test_children import adds
from tests.crash.trouble import impatient, locked_elsewhere
from tests.web.signed_in import Site

CALL = {"agency": "Seaview social care", "who": "Dana Whitfield", "when": "10:40", "said": "They ring back."}


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


@pytest.fixture
def case(site: Site) -> Case:
    team = site.team
    case = team.sends(**EVERYONE)
    team.completes(case.id, team.lead, EVERYONE | LEAD)
    team.consultations.record(case.id, team.lead, CALL, None)
    adds(team, case)
    team.confirms(case.id, team.lead, team.file(case.id).desk.case.version, "Agreed with the head.")
    return case


def paper(site: Site, case: Case, who: str = "lead") -> str:
    answer = site.as_(getattr(site.team, who)).gets(f"/cases/{case.id}/print")
    return answer.get_data(as_text=True) if answer.status_code == 200 else str(answer.status_code)


def test_paper_holds_what_was_answered_asked_for_decided_told_and_done(site: Site, case: Case) -> None:
    page = paper(site, case)

    for words in (
        case.reference,
        "She said he has the picture.",
        "Manage in school",
        "Agreed with the head.",
        "Helen Marsh",
        "Child A",
        "Sits at the front.",
        "Due by the end of",
        "Seaview social care",
        "They ring back.",
        "Wrote down a call to",
        "Printed by Lead Person",
    ):
        assert words in page, words


def test_there_is_nothing_on_it_to_change(site: Site, case: Case) -> None:
    page = paper(site, case)

    assert "<form" not in page
    for place in ("/questions/", "/actions/", "/children/"):
        assert place not in page


def test_the_case_leads_to_its_paper_and_says_afterwards_who_opened_it(site: Site, case: Case) -> None:
    lead = site.as_(site.team.lead)
    address = f"/cases/{case.id}/print"
    for page in (f"/cases/{case.id}", f"/cases/{case.id}/outcome"):
        assert f'href="{address}"' in lead.gets(page).get_data(as_text=True)

    site.as_(site.team.head).gets(address)

    page = lead.gets(f"/cases/{case.id}").get_data(as_text=True)
    history = page[page.index("What has happened") :]
    assert history.index("Opened to print") > history.index("Read</p>")
    assert "Head Person" in history[history.index("Opened to print") :]


def test_each_time_it_is_opened_is_an_entry(site: Site, case: Case) -> None:
    for _ in range(3):
        paper(site, case, "head")

    page = site.as_(site.team.lead).gets(f"/cases/{case.id}").get_data(as_text=True)
    assert page.count("Opened to print") == 3
    assert site.team.kinds(case.id).count("read") == 1


@pytest.mark.parametrize("who", ["reporter", "colleague", "administrator"])
def test_nobody_else_gets_it(site: Site, case: Case, who: str) -> None:
    assert paper(site, case, who) == "404"


def test_paper_of_a_restricted_case_is_the_heads(site: Site) -> None:
    restricted = site.team.restricted()

    assert paper(site, restricted) == "404"
    assert restricted.reference in paper(site, restricted, "head")


def test_it_is_shown_while_nothing_can_be_noted(site: Site, case: Case) -> None:
    deputy = site.as_(site.team.deputy)
    # Its first page keeps the session's token.
    deputy.gets("/cases")

    with impatient(site.database), locked_elsewhere(site.database):
        answer = deputy.gets(f"/cases/{case.id}/print")

    assert case.reference in answer.get_data(as_text=True)

    assert "printed" not in site.team.kinds(case.id)
