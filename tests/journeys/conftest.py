"""A school for each journey, once on SQLite and once on PostgreSQL."""

from collections.abc import Iterator

import pytest

from lti_tool.system.database import Database
from tests.school import School, school_with


@pytest.fixture
def school(database: Database) -> Iterator[School]:
    """Oakfield School, with everybody in place and nothing reported yet."""
    with school_with(database.url.render_as_string(hide_password=False)) as school:
        yield school
