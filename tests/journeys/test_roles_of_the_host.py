"""A host that sends no staff role, or a role that says somebody is none: the role that we hold, and its limits."""

import base64
import json

import pytest

from tests.host.client import HttpLaunch, tool_in_flask
from tests.journeys.answers import heading
from tests.school import SCIENCE, STAFF_COURSE, School, Visit

ROLES = "https://purl.imsglobal.org/spec/lti/claim/roles"
COURSE = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
SUB = "http://purl.imsglobal.org/vocab/lis/v2/membership/"
INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
SYSTEM = "http://purl.imsglobal.org/vocab/lis/v2/system/person#"
TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"


def opens_as(school: School, person: str, course: str, *roles: str) -> Visit:
    """A launch in which the host says exactly these roles."""
    client = school.app.test_client()
    form = HttpLaunch(school.host, tool_in_flask(client)).fields(person, course)
    body = form.fields["id_token"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    token = school.host.sign(claims, **{ROLES: list(roles)})
    return Visit(client, client.post(form.url, data=form.fields | {"id_token": token}, follow_redirects=True))


@pytest.mark.parametrize("roles", [(), (INSTITUTION + "Staff",), (SYSTEM + "Administrator",), (COURSE + "Member",)])
def test_a_lead_comes_in_where_the_host_sends_no_role_in_the_course(
    sqlite_school: School, roles: tuple[str, ...]
) -> None:
    for course in (SCIENCE, STAFF_COURSE):
        if course == SCIENCE:
            science = sqlite_school.host.school.courses[SCIENCE]
            sqlite_school.host.school.enrol(sqlite_school.host.people["lead"], science, "teacher")
        assert opens_as(sqlite_school, "lead", course, *roles).path == "/cases"


def test_somebody_without_a_role_of_ours_does_not(sqlite_school: School) -> None:
    for roles in ((), (INSTITUTION + "Instructor",), (SYSTEM + "Administrator",), (COURSE + "Mentor",)):
        visit = opens_as(sqlite_school, "colleague", SCIENCE, *roles)
        assert visit.last.status_code == 403
        assert heading(visit) == "You cannot open this here"


@pytest.mark.parametrize(
    "roles",
    [
        (COURSE + "Mentor",),
        (SUB + "Mentor#Advisor",),
        (COURSE + "Mentor", SYSTEM + "Administrator"),
        (TEST_USER,),
        (TEST_USER, COURSE + "Instructor"),
        (TEST_USER, COURSE + "Learner"),
    ],
)
def test_a_mentor_or_a_test_person_does_not_whatever_role_we_hold(
    sqlite_school: School, roles: tuple[str, ...]
) -> None:
    visit = opens_as(sqlite_school, "lead", STAFF_COURSE, *roles)

    assert visit.last.status_code == 403
    assert visit.goes_to("/cases").last.status_code == 403


@pytest.mark.parametrize("roles", [(COURSE + "Learner",), ("Learner",), (COURSE + "Learner", COURSE + "Instructor")])
def test_a_pupil_in_a_course_stays_a_pupil_whatever_role_we_hold(sqlite_school: School, roles: tuple[str, ...]) -> None:
    school = sqlite_school.host.school
    school.enrol(school.people["lead"], school.courses[SCIENCE], "student")

    assert heading(opens_as(sqlite_school, "lead", SCIENCE, *roles)) == "Help for you"
