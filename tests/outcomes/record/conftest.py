"""A school that leaves, and an installation that it comes to."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lti_tool.system.database import Database
from tests.outcomes.record.installation import OURS, Installation, busy_school


@pytest.fixture
def elsewhere(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Installation]:
    """An installation on SQLite with keys of its own, where nobody is yet."""
    database = Database(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'elsewhere.db')}")
    yield Installation(database)
    database.close()


@pytest.fixture(scope="module")
def exported(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a busy school. It is only read."""
    folder = tmp_path_factory.mktemp("busy")
    database = Database(f"sqlite:///{shutil.copy(migrated_sqlite, folder / 'signpost.db')}")
    team = busy_school(database)
    file = Installation(database, OURS).exports(team.tenant.id, folder)
    database.close()
    return file
