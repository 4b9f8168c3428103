"""While nothing can be written, everything can still be read; and nothing that was typed is lost."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from lti_tool.system.database import Database
from tests.clock import SettableClock
from tests.host.client import HttpLaunch, tool_in_flask
from tests.school import STAFF_COURSE, School, Visit, school_with

from .case_on_disk import read_cases
from .school import login_fields
from .trouble import impatient, locked_elsewhere, read_only

REASON = "The pupil has told us herself, and her mother knows."


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(datetime.now(UTC))


@pytest.fixture
def school(database: Database, clock: SettableClock) -> Iterator[School]:
    with school_with(database.url.render_as_string(hide_password=False), clock) as school:
        yield school


def test_every_page_can_be_read(school: School, clock: SettableClock) -> None:
    urgent, reporter = school.opens("colleague").starts(), school.opens("reporter").starts()
    urgent.answers(danger="no")
    # Answered straight away, not followed: the page that says "stop" has not been shown yet.
    urgent.client.post(case(urgent, "/questions/danger"), data={"csrf_token": urgent.csrf_token, "choice": "yes"})
    reporter.answers(danger="no", strand="images")
    lead, administrator = school.opens("lead"), school.opens("administrator")
    # Long enough for the session to want its "seen" noted.
    clock.moves_on(minutes=2)

    with read_only(school.services.database):
        pages = {
            **look(reporter, "/start", case(reporter, "/questions/strand"), case(reporter, "/check")),
            **look(urgent, case(urgent, "/first")),
            **look(lead, "/cases", case(reporter), case(reporter, "/outcome"), case(urgent)),
            **look(administrator, "/installation"),
        }

    assert {path: status for path, (status, _) in pages.items()} == dict.fromkeys(pages, 200)
    assert "999" in pages[case(urgent, "/first")][1]


def test_a_session_is_kept_alive_as_soon_as_it_can_be(school: School, clock: SettableClock) -> None:
    reporter = school.opens("reporter")

    for _ in range(3):
        clock.moves_on(minutes=9)
        with read_only(school.services.database):
            assert reporter.goes_to("/start").last.status_code == 200
    assert reporter.goes_to("/start").last.status_code == 200

    clock.moves_on(minutes=25)
    assert reporter.goes_to("/start").last.status_code == 200


@pytest.mark.parametrize("trouble", ["read-only", "locked"])
def test_what_was_typed_is_on_the_page_again(school: School, trouble: str) -> None:
    reporter = school.opens("reporter").starts().answers(danger="no")
    lead = school.opens("lead").goes_to(f"/cases/{reporter.case_id}/outcome")
    decide = lead.text.split('action="', 1)[1].split('"', 1)[0]
    database = school.services.database
    broken = read_only(database) if trouble == "read-only" else locked_elsewhere(database)

    with impatient(database), broken:
        reporter.submits(reporter.path, choice="contact", question="strand")
        lead.submits(decide, reason=REASON)

    assert (reporter.last.status_code, lead.last.status_code) == (503, 503)
    assert "could not save this just now" in reporter.text
    assert 'value="contact" checked' in reporter.text
    assert "could not save this just now" in lead.text
    assert REASON in lead.text

    assert reporter.submits(reporter.path, choice="contact", question="strand").last.status_code == 200
    kept = read_cases(school.services)[reporter.case_id]
    assert kept.flaws() == []
    assert kept.answered == [("danger", "no"), ("strand", "contact")]


def test_sending_that_fails_keeps_what_stands_on_the_page(school: School) -> None:
    reporter = school.opens("reporter").starts().answers(danger="no")
    send = f"/cases/{reporter.case_id}/send"

    with read_only(school.services.database):
        reporter.submits(send, choice="contact", question="strand")

    assert reporter.last.status_code == 503
    assert 'value="contact" checked' in reporter.text
    assert "Sent" in reporter.submits(send, choice="contact", question="strand").text


def test_a_login_that_cannot_be_kept_gets_a_clear_page(school: School) -> None:
    with impatient(school.services.database), locked_elsewhere(school.services.database):
        page = school.app.test_client().post("/lti/login", data=login_fields(school.host))

    assert page.status_code == 503
    assert "Wait for a minute" in page.text
    assert school.opens("reporter").last.status_code == 200


def test_a_launch_that_cannot_be_kept_is_not_spent(school: School) -> None:
    client, database = school.app.test_client(), school.services.database
    form = HttpLaunch(school.host, tool_in_flask(client)).fields("reporter", STAFF_COURSE)

    with impatient(database), locked_elsewhere(database):
        refused = client.post(form.url, data=form.fields)
    accepted = client.post(form.url, data=form.fields)

    assert refused.status_code == 503
    assert "Wait for a minute" in refused.text
    assert "safeguarding lead" in refused.text
    assert accepted.status_code == 303
    assert client.get(accepted.headers["Location"], follow_redirects=True).status_code == 200
    # The same form once more is another person's, for all that we know.
    assert client.post(form.url, data=form.fields).status_code == 403


def case(visit: Visit, page: str = "") -> str:
    return f"/cases/{visit.case_id}{page}"


def look(visit: Visit, *paths: str) -> dict[str, tuple[int, str]]:
    """The status and the text of each page."""
    seen = {}
    for path in paths:
        answer = visit.client.get(path)
        seen[path] = (answer.status_code, answer.get_data(as_text=True))
    return seen
