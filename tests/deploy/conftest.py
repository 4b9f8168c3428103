"""Each kind of database, at a place where it can be destroyed and put back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import MIGRATED, NUMBERS, PostgresServer
from tests.deploy.ground import TOOLS, Ground


@pytest.fixture(params=["sqlite", "postgres"])
def ground(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Ground:
    """A migrated database without a school, once of each kind. PostgreSQL's own programs are at hand."""
    monkeypatch.setenv("PATH", TOOLS)
    found: Ground = request.getfixturevalue(f"{request.param}_ground")
    return found


@pytest.fixture
def sqlite_ground(migrated_sqlite: Path, tmp_path: Path) -> Ground:
    file = tmp_path / "here" / "signpost.db"
    file.parent.mkdir(mode=0o700)
    shutil.copy(migrated_sqlite, file)
    return Ground(f"sqlite:///{file}", lambda: shutil.rmtree(file.parent), tmp_path)


@pytest.fixture
def postgres_ground(postgres: PostgresServer, tmp_path: Path) -> Iterator[Ground]:
    name = f"ground_{next(NUMBERS)}"

    def clear() -> None:
        postgres.drop(name)
        postgres.create(name)

    yield Ground(postgres.create(name, MIGRATED), clear, tmp_path)
    postgres.drop(name)
