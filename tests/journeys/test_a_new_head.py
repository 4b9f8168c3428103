"""A new head, from the administrator's command to the case that only a head may read."""

from lti_tool.tenants.model import Role
from tests.journeys.answers import REPORTER, words
from tests.school import School

ABOUT_STAFF = REPORTER | {"adult": "adult_staff"}


def test_a_new_head_reads_a_case_about_staff_once_a_lead_has_agreed(school: School) -> None:
    lead = school.opens("lead")
    school.opens("reporter").starts().answers(**ABOUT_STAFF).sends()
    install, colleague = school.services.install, school.host.people["colleague"]

    added = install.grant(school.tenant_id, school.host_id, colleague.sub, Role.HEAD)
    assert added.roles == frozenset()
    before = school.opens("colleague")
    assert before.path == "/start"
    assert "was proposed for the role: head" in words(before)
    assert before.goes_to("/cases").last.status_code == 404

    lead.goes_to("/cases")
    assert "1 role waits for agreement." in words(lead)
    lead.goes_to("/roles")
    page = lead.text.split('href="/roles/', 1)[1].split('"', 1)[0]
    lead.goes_to(f"/roles/{page}")
    assert colleague.name in words(lead)
    lead.submits(f"/roles/{page}/agree")
    assert f"{colleague.name} now has the role: head." in words(lead)

    head = school.opens("colleague")
    assert head.path == "/cases"
    assert "Restricted" in words(head)
    assert "Restricted" not in words(lead.goes_to("/cases"))


def test_an_administrator_who_makes_themself_head_reads_nothing(school: School) -> None:
    school.opens("head")
    school.opens("reporter").starts().answers(**ABOUT_STAFF).sends()
    install, sub = school.services.install, school.host.people["administrator"].sub

    install.grant(school.tenant_id, school.host_id, sub, Role.HEAD)
    administrator = school.opens("administrator")

    assert administrator.path == "/installation"
    for path in ("/cases", "/roles/" + "f" * 32):
        assert administrator.goes_to(path).last.status_code == 404
    assert "1 role waits for agreement." in words(school.opens("head"))
