"""PostgreSQL is restarted under a running tool: no page for connections that lay idle, a clear one while it is away."""

import time
from collections.abc import Iterator

import pytest

from lti_tool.system.connections import TRUSTED_SECONDS
from lti_tool.system.database import Database
from tests.conftest import PostgresServer
from tests.school import School, Visit, school_with

from .school import login_fields
from .trouble import away, cut_off

WORDS = "With the school nurse, in the blue room"


@pytest.fixture
def school(postgres_database: Database) -> Iterator[School]:
    with school_with(postgres_database.url.render_as_string(hide_password=False)) as school:
        yield school


@pytest.fixture
def reporter(school: School) -> Visit:
    """Somebody who is asked to write where the child is."""
    return (
        school.opens("reporter")
        .starts()
        .answers(
            danger="no",
            strand="images",
            distress="coping",
            adult="no",
            pressure="no",
            spread="private",
            staff_seen="none",
        )
    )


def test_connections_that_were_cut_while_idle_are_noticed_by_nobody(
    school: School, reporter: Visit, postgres: PostgresServer
) -> None:
    cut_off(postgres, str(school.services.database.url.database))
    time.sleep(TRUSTED_SECONDS)

    assert reporter.submits(reporter.path, text=WORDS, question="child_where").last.status_code == 200
    assert reporter.path.endswith("/questions/reach")


def test_while_it_is_away_a_page_says_so_and_holds_what_was_typed(
    school: School, reporter: Visit, postgres: PostgresServer
) -> None:
    token, question = reporter.csrf_token, reporter.path

    with away(postgres, str(school.services.database.url.database)):
        reporter.submits(question, text=WORDS, question="child_where")
        page = reporter.client.get("/start")
        ready, health = reporter.client.get("/ready"), reporter.client.get("/health")

    assert reporter.last.status_code == 503
    assert "We could not save that just now" in reporter.text
    assert WORDS in reporter.text
    assert "safeguarding lead" in reporter.text
    assert page.status_code == 503
    assert "We could not open that just now" in page.text
    assert (ready.status_code, health.status_code) == (503, 200)

    reporter.submits(question, csrf_token=token, text=WORDS, question="child_where")
    assert reporter.last.status_code == 200
    assert reporter.path.endswith("/questions/reach")


def test_a_login_while_it_is_away_gets_a_clear_page(school: School, postgres: PostgresServer) -> None:
    with away(postgres, str(school.services.database.url.database)):
        page = school.app.test_client().post("/lti/login", data=login_fields(school.host))

    assert page.status_code == 503
    assert "We could not open that just now" in page.text
    assert "Open the activity again from your course" in page.text
    assert school.opens("reporter").last.status_code == 200
