"""SQLite's files are for the user who runs the tool, from the moment they are made."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lti_tool.system.database import Database
from lti_tool.system.migrate import migrate
from lti_tool.system.private_files import file_of, open_to_others


@pytest.fixture(params=[0o022, 0o000], ids=["the usual umask", "a generous one"], autouse=True)
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_database_and_what_sqlite_keeps_beside_it_are_ours_alone(tmp_path: Path) -> None:
    file = tmp_path / "var" / "data" / "signpost.db"
    database = Database(f"sqlite:///{file}")

    assert (mode(file), mode(file.parent)) == (0o600, 0o700)
    migrate(database)
    beside = sorted(path.name for path in file.parent.iterdir())

    assert beside == ["signpost.db", "signpost.db-shm", "signpost.db-wal"]
    assert [mode(path) for path in file.parent.iterdir()] == [0o600] * 3
    assert open_to_others(file) == []
    database.close()


def test_a_folder_and_a_database_that_are_there_keep_their_modes(tmp_path: Path) -> None:
    file = tmp_path / "signpost.db"
    Database(f"sqlite:///{file}").close()
    tmp_path.chmod(0o750)
    file.chmod(0o640)

    database = Database(f"sqlite:///{file}")
    migrate(database)

    assert (mode(file), mode(tmp_path)) == (0o640, 0o750)
    assert open_to_others(file) == [file, Path(f"{file}-wal"), Path(f"{file}-shm")]
    database.close()


def test_a_database_that_is_no_file_of_ours_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    for url in ("sqlite://", "sqlite:///:memory:", "sqlite:///file:elsewhere.db?uri=true", "postgresql://nobody@x/y"):
        assert file_of(Database(url).url) is None

    assert list(tmp_path.iterdir()) == []
