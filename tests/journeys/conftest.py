"""A school for each journey: with its host, on each database or on SQLite, or its pages only."""

from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO

import pytest

from lti_tool.system.database import Database
from lti_tool.system.log import set_up_logging
from tests.school import School, Visit, school_with
from tests.web.signed_in import Site


@pytest.fixture
def school(database: Database) -> Iterator[School]:
    """Oakfield School, with everybody in place and nothing reported yet."""
    with school_with(_url(database)) as school:
        yield school


class QuickSchool(Site):
    """The pages without the host: people are there as if they had launched. For what a launch has no part in."""

    def opens(self, person: str) -> Visit:
        client = self.as_(getattr(self.team, person)).client
        return Visit(client, client.get("/", follow_redirects=True))


@pytest.fixture
def quick_school(sqlite_database: Database) -> QuickSchool:
    return QuickSchool(sqlite_database)


@pytest.fixture
def sqlite_school(sqlite_database: Database) -> Iterator[School]:
    """The school with its host, on SQLite only: for what the database has no part in."""
    with school_with(_url(sqlite_database)) as school:
        yield school


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the tool writes to its log."""
    written = StringIO()
    with redirect_stderr(written):
        set_up_logging(strict=True)
    yield written
    set_up_logging(strict=True)


def _url(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)
