"""The page on which a lead or the head agrees that everything of their school is deleted."""

import pytest
import sqlalchemy as sa

from lti_tool.system.database import Database
from lti_tool.tenants.model import Role
from lti_tool.web.forgetting import forget_tenant
from lti_tool.web.tables import sessions, tickets
from tests.web.signed_in import Site
from tests.web.test_retention_pages import text


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


def asks(site: Site) -> None:
    site.team.leaving.ask(site.team.tenant.id, even_open=False)


def test_there_is_such_a_page_only_while_somebody_asks(site: Site) -> None:
    tab = site.as_(site.team.lead)
    assert tab.gets("/leaving").status_code == 404
    assert tab.posts("/leaving", answer="agree").status_code == 404
    assert "Deleting this school" not in text(tab.gets("/cases"))

    asks(site)

    assert "Deleting this school: agree or refuse" in text(tab.gets("/cases"))
    said = text(tab.gets("/leaving"))
    assert "Oakfield School" in said
    assert "cannot be brought back" in " ".join(said.split())
    assert "still open or on hold now may be deleted" in " ".join(said.split())


def test_a_lead_agrees_and_another_can_still_refuse(site: Site) -> None:
    asks(site)
    lead, head = site.as_(site.team.lead), site.as_(site.team.head)
    assert "Select whether you agree" in text(lead.posts("/leaving", answer=""))

    assert lead.posts("/leaving", answer="agree").status_code == 303
    assert "Lead Person agreed on" in text(head.gets("/leaving"))
    assert head.posts("/leaving", answer="refuse").status_code == 303

    assert lead.gets("/leaving").status_code == 404


def test_for_everybody_else_it_is_not_there(site: Site) -> None:
    asks(site)
    team, elsewhere = site.team, site.team.another()

    for nobody in (team.reporter, team.administrator, elsewhere.lead, elsewhere.head):
        tab = site.as_(nobody)
        assert tab.gets("/leaving").status_code == 404
        assert tab.posts("/leaving", answer="agree").status_code == 404
    asked = team.leaving.pending(team.lead)
    assert asked is not None
    assert asked.agreed_by is None


def test_a_lead_who_is_an_administrator_too_is_told_that_another_has_to_agree(site: Site) -> None:
    asks(site)
    site.gives(site.team.lead, Role.ADMINISTRATOR)

    said = site.as_(site.team.lead).posts("/leaving", answer="agree")

    assert (said.status_code, "administrator here as well" in text(said)) == (409, True)


def test_when_it_is_carried_out_nobody_of_the_school_is_signed_in_any_more_and_others_are(site: Site) -> None:
    team = site.team
    other = team.another()
    asks(site)
    mine, theirs = site.as_(team.lead), site.as_(other.lead)
    site.services.tickets.issue({"tenant": team.tenant.id, "staff": team.lead.id})
    site.services.tickets.issue({"tenant": other.tenant.id, "staff": other.lead.id})
    mine.posts("/leaving", answer="agree")

    team.leaving.carry_out(team.tenant.id, even_open=False, without_lead=False, also=forget_tenant)

    assert mine.gets("/cases").status_code == 403
    assert theirs.gets("/cases").status_code == 200
    with site.database.reading() as db:
        kept = [row.facts for table in (sessions, tickets) for row in db.execute(sa.select(table.c.facts))]
    assert len(kept) == 2
    assert not [facts for facts in kept if team.tenant.id in facts]
