"""A safeguarding team on SQLite, and on each database for what the database decides."""

import pytest

from lti_tool.system.database import Database
from tests.cases.team import Team


@pytest.fixture
def team(sqlite_database: Database) -> Team:
    """For what cannot differ between databases."""
    return Team(sqlite_database)


@pytest.fixture
def team_on_each(database: Database) -> Team:
    """For what takes rows while others do."""
    return Team(database)
