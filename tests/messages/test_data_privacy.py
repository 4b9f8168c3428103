"""What is held of a member of staff: an administrator asks, and learns of no case; who reads cases settles it."""

import pytest

from lti_tool.tenants.model import Role
from tests.launch.platform import ABSENT, FOR_USER, ROLES
from tests.messages.conftest import THERE, Town

INSTITUTION_ADMIN = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator"
SETTLED = "This is settled"


def person_url(town: Town) -> str:
    return f"/people/{town.school.reporter.id}"


def request_url(town: Town) -> str:
    (each,) = town.world.rows.ids_of(town.school)["privacy_requests"]
    return f"/requests/{each}"


def test_an_administrator_is_shown_the_account_and_what_may_be_held(town: Town) -> None:
    seen = town.asks("admin", "reporter")

    assert (seen.status, seen.path) == (200, person_url(town))
    assert all(each in seen.text for each in (town.school.tenant_id, "signpost person export"))
    assert "No case can be seen from here" in seen.words


def test_the_page_says_the_same_whatever_there_is_of_cases(town: Town) -> None:
    before = town.asks("admin", "reporter").words
    town.school.reports()
    town.school.reports(restricted=True)
    town.school.practised()

    assert town.asks("admin", "reporter").words == before


@pytest.mark.parametrize("sub", ["reporter", "lead", "head", "stranger"])
def test_nobody_but_an_administrator_of_ours_is_shown_it(town: Town, sub: str) -> None:
    assert town.asks(sub, "reporter").status == 403
    assert town.asks(sub, "reporter", **{ROLES: [INSTITUTION_ADMIN]}).status == 403


def test_an_administrator_comes_from_no_course_and_needs_no_role_in_one(town: Town) -> None:
    assert town.asks("admin", "reporter", **{ROLES: [INSTITUTION_ADMIN]}).status == 200


@pytest.mark.parametrize("broken", [{FOR_USER: ABSENT}, {FOR_USER: {"user_id": ""}}, {FOR_USER: []}])
def test_it_has_to_say_about_whom(town: Town, broken: dict[str, object]) -> None:
    assert town.asks("admin", "reporter", **broken).status == 403


def test_of_somebody_who_never_came_nothing_is_held(town: Town) -> None:
    seen = town.asks("admin", "a-pupil")

    assert (seen.status, "Nothing is held of this person" in seen.words) == (404, True)


def test_asking_waits_for_whoever_reads_cases_and_deletes_nothing(town: Town) -> None:
    case, draft = town.school.reports(), town.school.starts(town.school.reporter, danger="no")
    asked = town.asks("admin", "reporter").sends(person_url(town))
    again = asked.sends(person_url(town))

    assert "It waits for your leads or the head" in asked.words
    assert case.reference not in again.text
    lead = town.opens("lead", "LtiResourceLinkRequest", None)
    assert "Requests about data" in lead.goes_to("/cases").words
    page = lead.goes_to(request_url(town))
    assert case.reference in page.words
    assert draft.reference in page.words
    assert town.world.rows.ids_of(town.school)["cases"] >= {case.id, draft.id}


def test_a_lead_sees_only_what_they_may_and_the_head_says_that_it_is_settled(town: Town) -> None:
    hidden = town.school.reports(restricted=True)
    admin = town.asks("admin", "reporter").sends(person_url(town))
    lead, head = (town.opens(sub, "LtiResourceLinkRequest", None) for sub in ("lead", "head"))

    seen = lead.goes_to(request_url(town))
    assert hidden.reference not in seen.text
    assert SETTLED not in seen.text
    assert lead.sends(request_url(town)).status == 404
    assert hidden.reference in head.goes_to(request_url(town)).text
    assert head.sends(request_url(town)).path == "/requests"

    assert "Settled" in admin.goes_to(person_url(town)).words
    assert lead.goes_to(request_url(town)).status == 404


def test_without_a_head_a_lead_says_so(town: Town) -> None:
    services = town.world.services
    services.install.revoke(town.school.tenant_id, town.school.host_id, "head", Role.HEAD)
    town.asks("admin", "reporter").sends(person_url(town))

    lead = town.opens("lead", "LtiResourceLinkRequest", None)

    assert SETTLED in lead.goes_to(request_url(town)).text
    assert lead.sends(request_url(town)).path == "/requests"


def test_nobody_settles_what_is_about_themself(town: Town) -> None:
    admin = town.asks("admin", "lead").sends(f"/people/{town.school.lead.id}")
    assert "It waits" in admin.words

    lead = town.opens("lead", "LtiResourceLinkRequest", None)

    assert lead.goes_to(request_url(town)).status == 404
    assert "Requests about data" not in lead.goes_to("/cases").words


def test_an_administrator_of_another_school_asks_about_their_own_people_only(town: Town) -> None:
    town.school.reports()
    mine = person_url(town)

    seen = town.asks("admin", "reporter", THERE)

    assert seen.path == f"/people/{town.other.reporter.id}"
    assert town.school.mark not in seen.text
    assert seen.goes_to(mine).status == 404
    assert seen.sends(mine).status == 404
    assert town.world.rows.ids_of(town.school)["privacy_requests"] == set()
