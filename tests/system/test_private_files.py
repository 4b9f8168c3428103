"""SQLite's files are for the user who runs the tool, from the moment they are made."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lti_tool.system.database import Database
from lti_tool.system.migrate import migrate
from lti_tool.system.private_files import file_of, open_to_others, written_whole


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


def write(file: Path, data: bytes) -> None:
    with written_whole(file) as out:
        out.write(data)


def write_late(file: Path) -> None:
    """Somebody else is quicker."""
    with written_whole(file) as out:
        out.write(b"new")
        file.write_bytes(b"somebody else")


def test_a_file_that_is_written_whole_is_ours_alone(tmp_path: Path) -> None:
    write(tmp_path / "out", b"all of it")

    assert (tmp_path / "out").read_bytes() == b"all of it"
    assert mode(tmp_path / "out") == 0o600
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


def test_a_file_that_is_there_is_not_replaced_nor_one_that_comes_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")

    for name in ("old", "link"):
        with pytest.raises(FileExistsError):
            write(tmp_path / name, b"new")
    with pytest.raises(FileExistsError):
        write_late(tmp_path / "meanwhile")

    assert (tmp_path / "old").read_bytes() == b"old"
    assert (tmp_path / "meanwhile").read_bytes() == b"somebody else"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link", "meanwhile", "old"]


def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with written_whole(tmp_path / "out") as out:
            out.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert list(tmp_path.iterdir()) == []


HALF = """
import os, resource, signal, sys
from pathlib import Path
from lti_tool.system.private_files import written_whole
with written_whole(Path(sys.argv[1])) as out:
    out.write(b"half")
    out.flush()
    {then}
"""


def ran(then: str, file: Path) -> int:
    """How a process ends that writes half of a file and then does this."""
    return subprocess.run(
        [sys.executable, "-c", HALF.format(then=then), str(file)], check=False, capture_output=True, timeout=60
    ).returncode


def test_a_process_that_is_killed_leaves_nothing_under_that_name(tmp_path: Path) -> None:
    assert ran("os.kill(os.getpid(), signal.SIGKILL)", tmp_path / "out") == -signal.SIGKILL

    assert not (tmp_path / "out").exists()
    # What is left says by its name what it is.
    assert [each.suffix for each in tmp_path.iterdir()] == [".part"]


def test_a_full_disk_leaves_nothing_at_all(tmp_path: Path) -> None:
    then = "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)); out.write(bytes(1000)); out.flush()"

    assert ran(then, tmp_path / "out") == 1

    assert list(tmp_path.iterdir()) == []
