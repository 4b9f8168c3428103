"""Who is signed in, for how long, and as what."""

import hashlib
from http.cookies import SimpleCookie

import pytest
import sqlalchemy as sa

from lti_tool.app import housekeeping
from lti_tool.launch.tables import login_transactions
from lti_tool.tenants.model import Role
from lti_tool.web.session import COOKIE
from lti_tool.web.tables import sessions
from tests.host.client import HttpLaunch, tool_in_flask
from tests.host.school import STAFF_COURSE, STUDENT
from tests.journeys.answers import first, heading, words
from tests.journeys.conftest import QuickSchool
from tests.school import SCIENCE, School, Visit


def opens_in_the_same_browser(school: School, before: Visit, person: str, course: str = STAFF_COURSE) -> Visit:
    """Another launch in the browser that somebody has just used."""
    launch = HttpLaunch(school.host, tool_in_flask(before.client))
    form = launch.fields(person, course)
    return Visit(before.client, before.client.post(form.url, data=form.fields, follow_redirects=True))


def cookie_of(visit: Visit) -> str:
    cookie = visit.client.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def rows(school: School | QuickSchool) -> int:
    with school.services.database.reading() as db:
        return db.execute(sa.select(sa.func.count()).select_from(sessions)).scalar_one()


def test_half_an_hour_of_nothing_ends_it(quick_school: QuickSchool) -> None:
    clock, reporter = quick_school.team.clock, quick_school.opens("reporter")
    clock.moves_on(minutes=29)
    assert reporter.goes_to("/start").last.status_code == 200
    clock.moves_on(minutes=29)
    assert reporter.goes_to("/start").last.status_code == 200

    clock.moves_on(minutes=31)

    assert reporter.goes_to("/start").last.status_code == 403
    assert heading(reporter) == "Open this again from your course"
    assert "Your saved answers are safe." in words(reporter)


def test_eight_hours_end_it_however_busy(quick_school: QuickSchool) -> None:
    clock, reporter = quick_school.team.clock, quick_school.opens("reporter")
    for _ in range(24):
        clock.moves_on(minutes=19.9)
        assert reporter.goes_to("/stay").last.status_code == 204

    clock.moves_on(minutes=10)

    assert reporter.goes_to("/stay").last.status_code == 403


def test_a_form_sent_after_the_end_keeps_nothing_and_says_what_to_do(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts()
    quick_school.team.clock.moves_on(minutes=31)

    reporter.submits(reporter.path, choice="yes", question="danger")

    assert reporter.last.status_code == 400
    assert "Open the activity again from your course." in words(reporter)
    assert quick_school.team.queue_of(quick_school.team.lead) == []


def test_what_has_ended_is_thrown_away(quick_school: QuickSchool) -> None:
    clock, keeper = quick_school.team.clock, housekeeping(quick_school.services)
    quick_school.opens("reporter")
    clock.moves_on(minutes=31)
    quick_school.opens("lead")
    assert rows(quick_school) == 2

    keeper.when_due()
    assert rows(quick_school) == 1
    clock.moves_on(minutes=9)
    quick_school.services.logins.begin(login_of(quick_school), ())
    keeper.when_due()
    clock.moves_on(minutes=30)
    keeper.when_due()

    assert rows(quick_school) == 0


def test_a_login_that_was_left_in_a_frame_holds_no_hint_a_minute_after_its_end(quick_school: QuickSchool) -> None:
    clock, keeper = quick_school.team.clock, housekeeping(quick_school.services)
    quick_school.services.logins.begin(login_of(quick_school) | {"login_hint": "hint-2f6e"}, ())
    for _ in range(11):
        keeper.when_due()
        clock.moves_on(minutes=1)

    with quick_school.services.database.reading() as db:
        assert [row.redirect_url for row in db.execute(sa.select(login_transactions))] == [None]


def test_each_launch_has_an_id_of_its_own(sqlite_school: School) -> None:
    reporter = sqlite_school.opens("reporter")
    old = cookie_of(reporter)

    again = opens_in_the_same_browser(sqlite_school, reporter, "reporter")

    assert cookie_of(again) != old
    assert again.last.status_code == 200


def test_the_id_of_somebody_who_was_here_before_is_dead(sqlite_school: School) -> None:
    reporter = sqlite_school.opens("reporter")
    old = cookie_of(reporter)

    opens_in_the_same_browser(sqlite_school, reporter, "colleague")

    thief = sqlite_school.app.test_client()
    thief.set_cookie(COOKIE, old, domain="localhost")
    assert thief.get("/start").status_code == 403


def test_the_cookie_is_one_that_a_frame_gives_back_and_nothing_else_reads(sqlite_school: School) -> None:
    client = sqlite_school.app.test_client()
    form = HttpLaunch(sqlite_school.host, tool_in_flask(client)).fields("reporter", STAFF_COURSE)

    response = client.post(form.url, data=form.fields)

    given = next(value for value in response.headers.getlist("Set-Cookie") if value.startswith(COOKIE + "="))
    assert COOKIE.startswith("__Host-")
    for attribute in ("Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"):
        assert attribute in given.split("; ")
    assert "Domain" not in given
    token = SimpleCookie(given.replace("Partitioned", ""))[COOKIE].value
    with sqlite_school.services.database.reading() as db:
        stored = db.execute(sa.select(sessions)).one()
    assert stored.id_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(stored)
    assert "Okafor" not in str(stored)


def test_two_people_one_after_the_other_have_nothing_in_common(sqlite_school: School) -> None:
    reporter = sqlite_school.opens("reporter").starts().answers(**first(3))
    case_id = reporter.case_id

    colleague = opens_in_the_same_browser(sqlite_school, reporter, "colleague")

    assert "Dana Whitfield" in colleague.text
    assert "Continue where you left off" not in words(colleague)
    assert colleague.goes_to(f"/cases/{case_id}/resume").last.status_code == 404


@pytest.mark.parametrize(("person", "course"), [("pupil", SCIENCE), ("lead", SCIENCE)])
def test_a_launch_that_opens_nothing_signs_out_whoever_was_there_before(
    sqlite_school: School, person: str, course: str
) -> None:
    school = sqlite_school.host.school
    if person == "lead":
        school.enrol(school.people["colleague"], school.courses[SCIENCE], STUDENT)
        person = "colleague"
    before = sqlite_school.opens("lead")
    old = cookie_of(before)

    after = opens_in_the_same_browser(sqlite_school, before, person, course)

    assert after.last.status_code == 403
    assert after.goes_to("/cases").last.status_code == 403
    thief = sqlite_school.app.test_client()
    thief.set_cookie(COOKIE, old, domain="localhost")
    assert thief.get("/cases").status_code == 403


def test_a_role_that_is_given_counts_at_once(quick_school: QuickSchool) -> None:
    quick_school.opens("reporter").starts().answers(**first(3))
    colleague = quick_school.opens("colleague")
    assert colleague.goes_to("/cases").last.status_code == 404

    quick_school.gives(quick_school.team.colleague, Role.DEPUTY)

    assert "Started, not sent" in words(colleague.goes_to("/cases"))


def test_a_role_that_is_taken_away_counts_at_once(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(3))
    lead = quick_school.opens("lead").goes_to(f"/cases/{reporter.case_id}")
    assert lead.last.status_code == 200

    quick_school.takes(quick_school.team.lead, Role.LEAD)

    for path in ("/cases", lead.path, f"{lead.path}/outcome", f"{lead.path}/resume"):
        assert lead.goes_to(path).last.status_code == 404, path


def test_a_lead_whose_role_is_taken_away_keeps_only_what_they_reported(quick_school: QuickSchool) -> None:
    lead = quick_school.opens("lead").starts().answers(**first(3))
    unanswered = quick_school.opens("lead").starts()
    quick_school.takes(quick_school.team.lead, Role.LEAD)

    for visit in (lead, unanswered):
        visit.goes_to(f"/cases/{visit.case_id}/resume")
        assert visit.last.status_code == 200
        assert visit.path.endswith("/sent")


def test_an_administrator_sees_the_installation_and_no_case(sqlite_school: School) -> None:
    reporter = sqlite_school.opens("reporter").starts().answers(**first(3))

    administrator = sqlite_school.opens("administrator")

    assert administrator.path == "/installation"
    assert "No case can be seen from here" in words(administrator)
    for path in ("/cases", f"/cases/{reporter.case_id}", f"/cases/{reporter.case_id}/outcome"):
        assert administrator.goes_to(path).last.status_code == 404
    assert reporter.goes_to("/installation").last.status_code == 404


def test_nothing_is_kept_of_a_pupil(sqlite_school: School) -> None:
    with sqlite_school.services.database.reading() as db:
        before = db.execute(sa.text("SELECT count(*) FROM staff")).scalar_one()

    sqlite_school.opens("pupil", SCIENCE)

    with sqlite_school.services.database.reading() as db:
        assert db.execute(sa.text("SELECT count(*) FROM staff")).scalar_one() == before
    assert rows(sqlite_school) == 0


def login_of(school: QuickSchool) -> dict[str, str]:
    return {
        "iss": "https://moodle.test",
        "client_id": "signpost",
        "login_hint": "5",
        "target_link_uri": "http://localhost/lti/launch",
    }
