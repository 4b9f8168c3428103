"""A school for each test, once on SQLite and once on PostgreSQL, and a clock to let tickets grow old."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from lti_tool.system.database import Database
from tests.clock import SettableClock
from tests.school import School, school_with
from tests.storage.framed import Framed


@pytest.fixture
def clock() -> SettableClock:
    """Starts at the real time, because the host that signs the tokens has that."""
    return SettableClock(datetime.now(UTC))


@pytest.fixture
def school(database: Database, clock: SettableClock) -> Iterator[School]:
    """Oakfield School, with everybody in place and nothing reported yet."""
    with school_with(database.url.render_as_string(hide_password=False), clock) as school:
        yield school


@pytest.fixture
def framed(school: School) -> Framed:
    """Somebody in front of the course page, whose frames keep no cookie."""
    return Framed(school)
