"""SQLite's files: nobody but the user who runs the tool needs to open them."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

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


def open_to_others(file: Path) -> list[Path]:
    """Which of the database's files other users of the machine may open."""
    return [path for ending in BESIDE if _mode(path := Path(f"{file}{ending}")) & OTHERS]


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return 0
