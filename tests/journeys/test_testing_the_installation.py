"""An administrator tests the installation from their own launch, at a host as strict as Moodle."""

import html
import re
from io import StringIO

import pytest
import sqlalchemy as sa

from lti_tool.outcomes.installation_test import MOST_IN_AN_HOUR
from lti_tool.system.database import metadata
from lti_tool.tenants.model import Role
from tests.host.client import HttpLaunch, tool_in_flask
from tests.host.faults import Service, Slow
from tests.host.settings import MEMBERSHIP_READ, SCORE
from tests.school import SCIENCE, STAFF_COURSE, School, Visit

TESTS = "/installation/test"
LOOK = re.compile(r'<h2 class="govuk-heading-s">(.*?)</h2>.*?<strong class="govuk-tag[^>]*>\s*(.*?)\s*</strong>', re.S)
GRADES_YOU = "Whether the platform grades you here"
COLUMN = "The activity’s column in the gradebook"
RECEIPT = "A receipt for you from this course"


def presses(school: School, visit: Visit | None = None) -> Visit:
    """The administrator presses the button on the page of the installation."""
    visit = visit or school.opens("administrator")
    return visit.goes_to("/installation").submits(TESTS)


def found(visit: Visit) -> dict[str, str]:
    """Each thing that was tried, and the words of its tag."""
    return {html.unescape(title): html.unescape(state) for title, state in LOOK.findall(visit.text)}


def said(visit: Visit) -> str:
    return html.unescape(visit.text)


def grants_the_list(school: School) -> None:
    school.host.settings.scopes = (*school.host.settings.scopes, MEMBERSHIP_READ)


def test_the_administrator_reads_what_works_and_what_to_change(sqlite_school: School) -> None:
    visit = presses(sqlite_school)

    assert visit.last.status_code == 200
    assert found(visit) == {
        "The platform’s keys (JWKS)": "Works",
        "The two clocks": "Works",
        "The token endpoint": "Works",
        "What this course posts": "Works",
        "Permission to post a receipt (scopes)": "Works",
        COLUMN: "Works",
        GRADES_YOU: "Not known",
        RECEIPT: "Not known",
        "Being told of copied courses": "Off",
        "Cookies in this browser": "Not known",
        "Platform storage in this browser": "Off",
    }
    assert "does not let Signpost read the list of members" in said(visit)
    assert sqlite_school.host.scores == []


def test_where_the_list_may_be_read_the_administrator_is_told_that_teachers_are_not_graded(
    sqlite_school: School,
) -> None:
    grants_the_list(sqlite_school)

    visit = presses(sqlite_school)

    assert (found(visit)[GRADES_YOU], found(visit)[RECEIPT]) == ("To change", "To change")
    assert "Site administration > Grades > General settings > Graded roles" in said(visit)


def test_an_administrator_who_is_not_enrolled_is_told_so(sqlite_school: School) -> None:
    grants_the_list(sqlite_school)
    host = sqlite_school.host
    host.school.enrol(host.people["administrator"], host.school.courses[STAFF_COURSE])

    assert "You are not enrolled in this course" in said(presses(sqlite_school))


def test_what_the_test_says_of_a_learner_is_what_the_host_then_does(sqlite_school: School) -> None:
    school, lead = sqlite_school, sqlite_school.host.people["lead"]
    school.services.install.grant(school.tenant_id, school.host_id, lead.sub, Role.ADMINISTRATOR)
    visit = presses(school, school.opens("lead"))

    assert found(visit)[RECEIPT] == "Works"
    assert school.host.scores == []
    school.opens("reporter").starts().answers(danger="no").sends()
    assert school.delivers() == 1
    assert [post.status for post in school.host.scores] == [200]


def test_a_teacher_who_may_not_edit_is_in_moodles_list_as_a_learner_and_is_not_promised_a_receipt(
    sqlite_school: School,
) -> None:
    grants_the_list(sqlite_school)
    host = sqlite_school.host
    host.school.enrol(host.people["administrator"], host.school.courses[STAFF_COURSE], "teacher")

    visit = presses(sqlite_school)

    assert found(visit)[GRADES_YOU] == "Not known"
    assert "lists teachers who may not edit like this" in said(visit)


def test_in_a_frame_and_in_a_window_the_browser_is_judged_by_its_own_launch(sqlite_school: School) -> None:
    states = {}
    for shown_in in ("iframe", "document"):
        client = sqlite_school.app.test_client()
        form = HttpLaunch(sqlite_school.host, tool_in_flask(client)).fields("administrator", STAFF_COURSE)
        headers = {"Sec-Fetch-Dest": shown_in}
        launched = client.post(form.url, data=form.fields, headers=headers, follow_redirects=True)
        visit = presses(sqlite_school, Visit(client, launched))
        states[shown_in] = found(visit)["Cookies in this browser"]
        assert ("Default launch container > New window" in said(visit)) is (shown_in == "document")

    assert states == {"iframe": "Works", "document": "Not known"}


def test_an_activity_without_a_column_gets_one_with_its_first_receipt(sqlite_school: School) -> None:
    sqlite_school.host.set_graded(STAFF_COURSE, False)

    visit = presses(sqlite_school)

    assert found(visit)[COLUMN] == "Works"
    assert "Signpost may make it with the first receipt" in said(visit)
    assert sqlite_school.host.gradebook.of_course(STAFF_COURSE) == []


def test_a_column_that_was_deleted_since_the_launch_is_missed(sqlite_school: School) -> None:
    visit = sqlite_school.opens("administrator")
    sqlite_school.host.set_graded(STAFF_COURSE, False)

    assert found(presses(sqlite_school, visit))[COLUMN] == "To change"


def test_scopes_that_are_not_granted_are_named_with_where_to_grant_them(sqlite_school: School) -> None:
    settings = sqlite_school.host.settings
    settings.scopes = tuple(scope for scope in settings.scopes if scope != SCORE)

    visit = presses(sqlite_school)

    assert found(visit)["Permission to post a receipt (scopes)"] == "To change"
    assert "Manage tools > Signpost > Services > IMS LTI Assignment and Grade Services" in said(visit)


def test_a_course_with_pupils_is_not_called_wrong(sqlite_school: School) -> None:
    visit = presses(sqlite_school, sqlite_school.opens("administrator", SCIENCE))

    assert found(visit)["What this course posts"] == "Off"
    assert "That is right for a course with a pupil in it." in said(visit)
    assert "To change" not in found(visit).values()


def test_a_host_that_is_away_breaks_no_page(sqlite_school: School) -> None:
    visit = sqlite_school.opens("administrator").goes_to("/installation")
    with sqlite_school.host.away():
        visit = visit.submits(TESTS)

    assert visit.last.status_code == 200
    assert found(visit)["The platform’s keys (JWKS)"] == found(visit)["The token endpoint"] == "To change"


def test_a_slow_token_endpoint_is_named_after_five_seconds(sqlite_school: School) -> None:
    visit = sqlite_school.opens("administrator").goes_to("/installation")
    sqlite_school.host.faults.plan(Service.TOKEN, Slow(6), times=1)

    visit = visit.submits(TESTS)

    assert found(visit)["The token endpoint"] == "To change"
    assert "Nothing answered in five seconds." in said(visit)
    assert found(visit)[COLUMN] == "Works"


@pytest.mark.parametrize("person", ["reporter", "lead", "deputy", "head"])
def test_nobody_else_has_these_pages(sqlite_school: School, person: str) -> None:
    visit = sqlite_school.opens(person).goes_to("/start")

    assert visit.submits(TESTS).last.status_code == 404
    for path in (TESTS, "/installation/health"):
        assert visit.goes_to(path).last.status_code == 404


def test_a_stranger_is_asked_to_open_it_from_their_course(sqlite_school: School) -> None:
    client = sqlite_school.app.test_client()

    for path in (TESTS, "/installation/health"):
        answer = client.get(path)
        assert (answer.status_code, "Open this again" in answer.get_data(as_text=True)) == (403, True)


def test_a_post_without_the_forms_token_tests_nothing(sqlite_school: School) -> None:
    visit = sqlite_school.opens("administrator")

    assert visit.submits(TESTS, csrf_token="none").last.status_code == 400
    assert sqlite_school.host.faults.requests[Service.TOKEN] == 0


def test_the_seventh_test_of_an_hour_is_refused_with_what_to_do(sqlite_school: School) -> None:
    visit = sqlite_school.opens("administrator").goes_to("/installation")
    for _ in range(MOST_IN_AN_HOUR):
        assert visit.submits(TESTS).last.status_code == 200

    refused = sqlite_school.opens("administrator").goes_to("/installation").submits(TESTS)

    assert refused.last.status_code == 429
    assert "Wait until the first of them is an hour old" in said(refused)


def test_nothing_of_the_course_is_kept_or_logged(sqlite_school: School, log: StringIO) -> None:
    grants_the_list(sqlite_school)
    host, visit = sqlite_school.host, sqlite_school.opens("administrator").goes_to("/installation")
    before = everything(sqlite_school)

    visit.submits(TESTS)

    assert host.faults.requests[Service.MEMBERSHIPS] >= 1
    assert everything(sqlite_school) == before
    others = [each for each in host.people.values() if each.key != "administrator"]
    for each in others:
        assert not any(word in log.getvalue() for word in (each.given, each.family, each.email))
        assert each.name not in said(visit).split("<footer")[0]


def everything(school: School) -> dict[str, list[str]]:
    """Every row of the database."""
    with school.services.database.reading() as db:
        return {name: [repr(row) for row in db.execute(sa.select(table))] for name, table in metadata.tables.items()}
