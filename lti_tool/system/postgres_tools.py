"""PostgreSQL's own pg_dump and pg_restore. Passwords go by the environment: other users see a command line."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy.engine import URL

PIECE_BYTES = 1024 * 1024
NOT_HERE = "{0} is not on this machine. Install PostgreSQL’s client programs, of the server’s version or newer."
# Their own words may quote a row.
DUMP_FAILED = "pg_dump ended with {0}. Its version must be the server’s or newer, and the user must own the tables."
RESTORE_FAILED = "pg_restore ended with {0}. Its version must be the one that made the backup, or newer."
STOP_SECONDS = 10


class ToolFailed(Exception):
    """A program of PostgreSQL's is missing or did not do it. The message says what to do."""


def dump(url: URL) -> Iterator[bytes]:
    """The whole database in pg_dump's own format, piece by piece. Raises ToolFailed at the end where it failed."""
    words = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges"]
    with _running(words, url, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        while piece := process.stdout.read(PIECE_BYTES):
            yield piece
        if process.wait() != 0:
            raise ToolFailed(DUMP_FAILED.format(process.returncode))


def restore(url: URL, pieces: Iterator[bytes]) -> None:
    """Put what `dump` gave into an empty database, whole or not at all. Raises ToolFailed.

    Whatever `pieces` raises ends it too: the program is stopped before it could commit.
    """
    words = ["pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    with _running(words, url, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        # Where it has gone before all was said, how it ended says so below.
        with contextlib.suppress(BrokenPipeError):
            for piece in pieces:
                process.stdin.write(piece)
            process.stdin.close()
        if process.wait() != 0:
            raise ToolFailed(RESTORE_FAILED.format(process.returncode))


@contextlib.contextmanager
def _running(words: list[str], url: URL, **pipe: int) -> Iterator[subprocess.Popen[bytes]]:
    program = shutil.which(words[0])
    if program is None:
        raise ToolFailed(NOT_HERE.format(words[0]))
    place = conninfo_to_dict(url.set(drivername="postgresql").render_as_string(hide_password=False))
    secret = {"PGPASSWORD": str(place.pop("password"))} if place.get("password") else {}
    process = subprocess.Popen(
        [program, *words[1:], f"--dbname={make_conninfo('', **place)}"],
        # HOME is where libpq looks for certificates and its file of passwords.
        env={"HOME": str(Path.home()), **secret},
        stderr=subprocess.DEVNULL,
        **pipe,  # type: ignore[call-overload]
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(STOP_SECONDS)
        for end in (process.stdin, process.stdout):
            if end is not None:
                with contextlib.suppress(BrokenPipeError):
                    end.close()
