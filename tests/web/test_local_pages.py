"""What a school adds to its guide, on the pages: its floors with who decided them, its links, and what is not set."""

import pytest

from lti_tool.system.database import Database
from lti_tool.tenants.contacts import Contacts
from lti_tool.tenants.model import REQUIRED_CONTACTS, ContactKind, Role
from lti_tool.tenants.tables import contacts
from tests.cases.team import EVERYONE
from tests.cases.test_overlays import ELEVEN, complete, loads
from tests.guidance.local import UNDER_13S
from tests.web.signed_in import Site

FORM = "https://council.example.org/refer?form=1"
PROCEDURES = "https://procedures.example.org/oakfield"
RAISED = "Where your school asks for more than the guide"


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


def page(site: Site, path: str, person=None) -> str:
    answer = site.as_(person or site.team.lead).gets(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def forgets(site: Site, *kinds: ContactKind) -> None:
    with site.database.transaction() as db:
        db.execute(contacts.delete().where(contacts.c.kind.in_([kind.value for kind in kinds])))


@pytest.mark.parametrize("where", ["outcome", "print"])
def test_the_outcome_and_the_paper_say_which_floors_are_local_by_whom_and_when(site: Site, where: str) -> None:
    case = complete(site.team, **ELEVEN)
    loads(site.team)

    shown = page(site, f"/cases/{case.id}/{where}")

    assert RAISED in shown
    assert "Decided by Jo Ode, chair of the safeguarding partnership, 1 September 2026" in shown
    assert "At least: <strong>Refer to children’s social care</strong>" in shown
    assert "Raised by your school: Our partnership refers every child under 13 (Jo Ode" in shown
    assert "Version 1, loaded on Monday 23 November 2026" in shown


@pytest.mark.parametrize("where", ["outcome", "print"])
def test_local_floors_stand_also_where_no_answer_has_met_one(site: Site, where: str) -> None:
    loads(site.team)
    case = complete(site.team)

    assert RAISED in page(site, f"/cases/{case.id}/{where}")


@pytest.mark.parametrize("where", ["outcome", "print"])
def test_a_school_without_floors_reads_nothing_of_them(site: Site, where: str) -> None:
    case = complete(site.team)

    assert "Where your school asks" not in page(site, f"/cases/{case.id}/{where}")


def test_a_decision_shows_the_version_that_it_was_made_with(site: Site) -> None:
    loads(site.team)
    case = site.team.decides(**ELEVEN)
    loads(site.team, "")

    shown = page(site, f"/cases/{case.id}/outcome")

    assert "Where the school asked for more than the guide" in shown
    assert RAISED in shown


def test_the_history_says_what_became_of_the_outcome(site: Site) -> None:
    case = complete(site.team, **ELEVEN)
    loads(site.team)
    loads(site.team, "")

    shown = page(site, f"/cases/{case.id}")

    said = "The school changed where it asks for more than the guide. The answers now ask for"
    assert f"{said}: Refer to children’s social care. Before: Consult" in shown
    assert f"{said}: Consult. Before: Refer to children’s social care" in shown


def test_links_are_shown_where_the_school_wants_them_and_lead_out_of_the_frame(site: Site) -> None:
    case = complete(site.team)
    loads(site.team)

    outcome, agencies = page(site, f"/cases/{case.id}/outcome"), page(site, f"/cases/{case.id}/agencies")

    link = f'<a href="{PROCEDURES}" target="_blank" rel="noopener noreferrer">'
    assert link in outcome
    assert link in agencies
    assert FORM not in outcome
    assert FORM in agencies


def test_a_decided_case_shows_the_links_of_today(site: Site) -> None:
    loads(site.team)
    case = site.team.decides()
    loads(site.team, UNDER_13S.replace("/oakfield", "/new"))

    assert "https://procedures.example.org/new" in page(site, f"/cases/{case.id}/outcome")


def test_a_title_cannot_become_anything_but_words(site: Site) -> None:
    case = complete(site.team)
    loads(site.team, UNDER_13S.replace("Local safeguarding", "<b>Local</b>"))

    assert "&lt;b&gt;Local&lt;/b&gt;" in page(site, f"/cases/{case.id}/outcome")


def test_the_administrator_reads_that_nothing_is_ready_until_every_number_is_set(site: Site) -> None:
    administrator = site.team.administrator
    assert "Everything that is needed before real use is set." in page(site, "/installation", administrator)

    for kind in REQUIRED_CONTACTS:
        forgets(site, kind)
        shown = page(site, "/installation", administrator)
        assert "Signpost is not ready for real use in your school." in shown
        assert "Everything that is needed" not in shown


def test_a_name_without_a_number_is_no_number(site: Site) -> None:
    site.sets({ContactKind.LADO: "Ana Ruiz at the council"})

    with site.database.reading() as db:
        missing = Contacts(site.team.tenants, site.team.clock).missing(db, site.team.tenant.id)
    assert missing == [ContactKind.LADO]


@pytest.mark.parametrize("role", [Role.LEAD, Role.HEAD])
def test_a_leads_list_says_which_numbers_are_not_set(site: Site, role: Role) -> None:
    person = site.team.lead if role is Role.LEAD else site.team.head
    assert "not ready for real use" not in page(site, "/cases", person)
    forgets(site, ContactKind.LADO, ContactKind.OUT_OF_HOURS)

    said = (
        "Signpost is not ready for real use. Ask your administrator to set these numbers: "
        "Children’s social care, out of hours; Local authority designated officer (LADO)."
    )
    assert said in page(site, "/cases", person)


def test_a_question_shows_where_else_to_turn_when_a_number_is_not_set(site: Site) -> None:
    case = site.team.starts(site.team.reporter, danger="no")
    forgets(site, ContactKind.LEAD, ContactKind.DEPUTY, ContactKind.HEAD)

    shown = page(site, f"/cases/{case.id}/questions/strand", site.team.reporter)

    assert "number not set" in shown
    assert "gov.uk/report-child-abuse-to-local-council" in shown
    assert "0808 800 5000" in shown


def test_an_outcome_shows_where_else_to_turn_when_a_number_is_not_set(site: Site) -> None:
    case = site.team.sends(**(EVERYONE | {"adult": "adult_other"}))
    forgets(site, ContactKind.SOCIAL_CARE)

    shown = page(site, f"/cases/{case.id}/outcome")

    assert "gov.uk/report-child-abuse-to-local-council" in shown
