"""A role or a deployment that is taken back works at once, also for somebody who is signed in."""

from lti_tool.outcomes.moving import Moving
from lti_tool.tenants.model import Nation, Posting, Role
from tests.journeys.answers import first, heading, link, words
from tests.journeys.conftest import QuickSchool
from tests.school import STAFF_COURSE, School


def test_a_lead_who_has_left_sees_no_case_from_the_next_click(quick_school: QuickSchool) -> None:
    team = quick_school.team
    quick_school.opens("reporter").starts().answers(**first(4))
    lead, deputy = quick_school.opens("lead"), quick_school.opens("deputy")
    lead.goes_to(link(lead, "Open"))
    case = lead.path

    quick_school.services.install.revoke(team.tenant.id, team.host.id, team.lead.sub, Role.LEAD)

    assert lead.goes_to(case).last.status_code == 404
    assert lead.goes_to("/cases").last.status_code == 404
    assert lead.goes_to("/").path == "/start"
    assert deputy.goes_to(case).last.status_code == 200


def test_who_came_from_a_deployment_that_is_taken_out_is_signed_out(quick_school: QuickSchool) -> None:
    team = quick_school.team
    reporter, lead = quick_school.opens("reporter").starts().answers(**first(4)), quick_school.opens("lead")
    case_id, case = reporter.case_id, f"/cases/{reporter.case_id}"

    quick_school.services.install.deactivate(team.tenant.id, team.host.id, f"of {team.tenant.id}")

    for visit, path in ((reporter, case + "/resume"), (reporter, "/start"), (lead, "/cases"), (lead, case)):
        assert visit.goes_to(path).last.status_code == 403
        assert heading(visit) == "Open this again from your course"
    assert reporter.submits(case + "/questions/pressure", choice="no").last.status_code in {400, 403}
    assert team.assessments.read(case_id, team.reporter).answers.get("pressure") is None


def test_it_launches_nobody_until_it_is_accepted_again(sqlite_school: School) -> None:
    admin, place = sqlite_school.services.install, (sqlite_school.tenant_id, sqlite_school.host_id)
    deployment = sqlite_school.host.deployment_id
    admin.deactivate(*place, deployment)

    refused = sqlite_school.opens("reporter")

    assert refused.last.status_code == 403
    assert heading(refused) == "This installation is not accepted yet"
    admin.activate(*place, deployment)
    assert "safeguarding" in words(sqlite_school.opens("reporter"))


def test_who_was_told_that_they_are_signed_out_stays_so_when_it_is_accepted_again(sqlite_school: School) -> None:
    admin, place = sqlite_school.services.install, (sqlite_school.tenant_id, sqlite_school.host_id)
    deployment, lead = sqlite_school.host.deployment_id, sqlite_school.opens("lead")
    admin.deactivate(*place, deployment)
    assert lead.goes_to("/cases").last.status_code == 403

    admin.activate(*place, deployment)

    assert lead.goes_to("/cases").last.status_code == 403
    assert sqlite_school.opens("lead").goes_to("/cases").last.status_code == 200


def test_a_deployment_that_is_moved_takes_nobody_and_nothing_along(sqlite_school: School) -> None:
    built, place = sqlite_school.services, (sqlite_school.host_id, sqlite_school.host.deployment_id)
    lead, reporter = sqlite_school.opens("lead"), sqlite_school.opens("reporter").starts().answers(**first(4))
    other = built.install.add_tenant("Elmwood College", Nation.ENGLAND).id

    Moving(built.database, built.tenants, built.hosts, built.deployments, built.clock).move(
        sqlite_school.tenant_id, other, *place
    )

    for visit, path in ((lead, "/cases"), (reporter, f"/cases/{reporter.case_id}/resume")):
        assert visit.goes_to(path).last.status_code == 403
        assert heading(visit) == "Open this again from your course"
    # The course was staff-only for the school before; and nobody has a role with the new one.
    assert sqlite_school.opens("reporter").last.status_code == 403
    built.install.mark_staff_only(other, place[0], STAFF_COURSE, Posting.RECEIPT)
    assert sqlite_school.opens("lead").path == "/start"
    assert sqlite_school.opens("lead").goes_to("/cases").last.status_code == 404
