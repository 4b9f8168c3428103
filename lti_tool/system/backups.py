"""A whole database as one sealed file, and back into an empty place.

Copying the file of an SQLite database that is in use is no backup: what was written last stands in the log beside it.
So SQLite is asked for a copy (its backup interface), and PostgreSQL's own pg_dump makes one of PostgreSQL.

A backup is a line that says what it is, then the copy; all of it sealed with a passphrase (sealed_files.py).
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from . import postgres_tools
from .database import Database
from .migrate import at_newest, newest, too_new
from .postgres_tools import ToolFailed
from .private_files import BESIDE, file_of, written_whole
from .sealed_files import CannotUnseal, Sealing, unseal

FORMAT = 1
PIECE_BYTES = 1024 * 1024
LONGEST_HEAD = 1000
NOT_MIGRATED = "The database is not at this version’s schema. Run `signpost migrate` first. No backup was made."
NO_BACKUP = "This is a sealed file, but no backup. Give the file that `signpost backup` wrote."


class BackupFailed(Exception):
    """No backup was kept, or nothing was put back. The message says what to do."""


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself.

    Attributes:
        kind: sqlite or postgresql.
        revision: of the schema.
        made_at: when, as ISO 8601.
    """

    kind: str
    revision: str
    made_at: str

    def line(self) -> bytes:
        facts = {"signpost backup": FORMAT, "kind": self.kind, "revision": self.revision, "made_at": self.made_at}
        return json.dumps(facts).encode() + b"\n"


def back_up(database: Database, to: Path, passphrase: str, now: datetime) -> About:
    """Write everything that the database holds into a new file, sealed. The database goes on being used.

    Raises:
        BackupFailed
    """
    about = About(database.url.get_backend_name(), _revision(database), now.isoformat())
    try:
        with written_whole(to) as out:
            sealing = Sealing(out, passphrase)
            sealing.write(about.line())
            for piece in _copied(database):
                sealing.write(piece)
            sealing.close()
    except FileExistsError as error:
        raise BackupFailed(f"{to} is there already and is not replaced. Name another file.") from error
    except ToolFailed as error:
        raise BackupFailed(f"{error} No backup was made.") from error
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(f"{to} could not be written, or the database not be read. No backup was made.") from error
    return about


def restore(database_url: str, file: Path, passphrase: str) -> About:
    """Put a backup where no database is yet: a file that is not there, or a PostgreSQL database without a table.

    It is there whole afterwards, or not at all. Raises BackupFailed.
    """
    try:
        with file.open("rb") as source:
            pieces = unseal(source, passphrase)
            about, rest = _head(pieces)
            _put(database_url, about, rest, pieces)
    except (CannotUnseal, ToolFailed) as error:
        raise BackupFailed(f"{error} Nothing was put back.") from error
    except OSError as error:
        raise BackupFailed(f"{file} cannot be read, or the place not be written. Nothing was put back.") from error
    return about


def _revision(database: Database) -> str:
    with database.reading() as db:
        if not at_newest(db):
            raise BackupFailed(NOT_MIGRATED)
    return newest()


def _copied(database: Database) -> Iterator[bytes]:
    if not database.is_sqlite:
        yield from postgres_tools.dump(database.url)
        return
    with _copy_of_sqlite(database) as copy:
        while piece := copy.read(PIECE_BYTES):
            yield piece


@contextmanager
def _copy_of_sqlite(database: Database) -> Iterator[BinaryIO]:
    """A copy beside the database, where the same words lie in any case; it is gone afterwards."""
    file = file_of(database.url)
    if file is None:
        raise BackupFailed("The database has no file of its own. No backup was made.")
    opened, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".backup", dir=file.parent)
    os.close(opened)
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(name)) as copy:
            source.backup(copy)
            # One file, without a log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
            if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise BackupFailed("The database’s file is damaged. No backup was made. Keep the earlier ones.")
        with Path(name).open("rb") as whole:
            yield whole
    finally:
        for ending in BESIDE:
            Path(f"{name}{ending}").unlink(missing_ok=True)


def _head(pieces: Iterator[bytes]) -> tuple[About, bytes]:
    first, _, rest = next(pieces).partition(b"\n")
    try:
        facts: dict[str, Any] = json.loads(first[:LONGEST_HEAD])
        if facts["signpost backup"] != FORMAT:
            raise BackupFailed("This backup was made by a newer version of Signpost. Install that version.")
        return About(str(facts["kind"]), str(facts["revision"]), str(facts["made_at"])), rest
    except (ValueError, KeyError, TypeError) as error:
        raise BackupFailed(NO_BACKUP) from error


def _put(database_url: str, about: About, first: bytes, pieces: Iterator[bytes]) -> None:
    url = sa.make_url(database_url)
    if url.get_backend_name() != about.kind:
        raise BackupFailed(f"The backup is of {about.kind}, and SIGNPOST_DATABASE_URL names another kind of database.")

    def whole() -> Iterator[bytes]:
        yield first
        yield from pieces

    if (file := file_of(url)) is not None:
        _put_file(file, whole())
    else:
        _check_is_empty(database_url)
        postgres_tools.restore(url, whole())
    _check_is_known(database_url)


def _put_file(file: Path, pieces: Iterator[bytes]) -> None:
    there = [str(path) for ending in BESIDE if (path := Path(f"{file}{ending}")).exists()]
    if there:
        raise BackupFailed(f"Move away first what is there: {', '.join(there)}. Nothing was put back.")
    file.parent.mkdir(0o700, parents=True, exist_ok=True)
    with written_whole(file) as out:
        for piece in pieces:
            out.write(piece)


def _check_is_empty(database_url: str) -> None:
    database = Database(database_url)
    try:
        with database.reading() as db:
            if sa.inspect(db).get_table_names():
                raise BackupFailed("The database holds tables. Make an empty one. Nothing was put back.")
    except SQLAlchemyError as error:
        raise BackupFailed("The database does not answer. Check SIGNPOST_DATABASE_URL.") from error
    finally:
        database.close()


def _check_is_known(database_url: str) -> None:
    """What a newer version wrote is put back all the same; but whoever did so must hear that it takes that version."""
    database = Database(database_url)
    try:
        with database.reading() as db:
            if too_new(db):
                raise BackupFailed("It is put back, and a newer version of Signpost made it. Install that version.")
    finally:
        database.close()
