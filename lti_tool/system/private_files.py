"""Files that nobody but the user who runs the tool needs to open: SQLite's own, and those that a command writes."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.engine import URL

OURS_ALONE = 0o600
FOLDER_OURS_ALONE = 0o700
OTHERS = 0o077
# What SQLite keeps beside a database. It gives them the database's own mode.
BESIDE = ("", "-wal", "-shm", "-journal")


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database; None where there is none, or SQLite finds it in its own way."""
    named = url.database if url.get_backend_name() == "sqlite" else None
    return None if not named or named == ":memory:" or named.startswith("file:") else Path(named)


def make_private(file: Path) -> None:
    """Make the file, and the folder it lies in, for our user alone. What is there already keeps its mode."""
    file.parent.mkdir(FOLDER_OURS_ALONE, parents=True, exist_ok=True)
    # Where it cannot be made, whoever opens it says so.
    with contextlib.suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OURS_ALONE))


@contextlib.contextmanager
def written_whole(file: Path) -> Iterator[BinaryIO]:
    """Write a new file for our user alone. Under its name it is there whole, or not at all.

    Raises:
        FileExistsError: something has this name. It is never replaced.
    """
    if os.path.lexists(file):
        raise FileExistsError(file)
    # Made for our user alone, whatever the umask.
    opened, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".part", dir=file.parent)
    part = Path(name)
    try:
        with os.fdopen(opened, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        _give_name(part, file)
    finally:
        part.unlink(missing_ok=True)


def _give_name(part: Path, file: Path) -> None:
    try:
        # A second name, and not a new one: that would take the place of a file that came meanwhile.
        file.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:
        # A stick for many systems knows no second names.
        if os.path.lexists(file):
            raise FileExistsError(file) from None
        part.rename(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def open_to_others(file: Path) -> list[Path]:
    """Which of the database's files other users of the machine may open."""
    return [path for ending in BESIDE if _mode(path := Path(f"{file}{ending}")) & OTHERS]


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return 0
