"""The address of whoever is on call is for e-mail alone: no page shows it, least of all as a telephone number."""

from lti_tool.system.database import Database
from lti_tool.tenants.model import ContactKind
from lti_tool.web.phones import LABELS
from tests.cases.team import EVERYONE
from tests.web.signed_in import Site

ADDRESS = "night-0163296@school.example"


def test_no_page_shows_the_address(sqlite_database: Database) -> None:
    site = Site(sqlite_database)
    team = site.team
    site.sets({ContactKind.ON_CALL: "Tom Ellis, 01632 960002", ContactKind.ON_CALL_EMAIL: ADDRESS})
    urgent, sending, sent = team.starts(danger="yes"), team.sends(danger="no"), team.sends(team.colleague, **EVERYONE)
    reporter, lead, administrator = site.as_(team.reporter), site.as_(team.lead), site.as_(team.administrator)

    pages = [
        reporter.gets("/start"),
        reporter.gets(f"/cases/{sending.id}/sent"),
        reporter.gets(f"/cases/{urgent.id}/first"),
        reporter.gets(f"/cases/{urgent.id}/questions/danger"),
        lead.gets(f"/cases/{sent.id}"),
        lead.gets(f"/cases/{sent.id}/outcome"),
        administrator.gets("/start"),
    ]

    for page in pages:
        assert page.status_code == 200, page.request.path
        assert "night-" not in page.get_data(as_text=True)
    assert "960002" in pages[1].get_data(as_text=True)
    assert ContactKind.ON_CALL_EMAIL not in LABELS
