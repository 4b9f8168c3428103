"""Opening a sealed file: in memory for an import, or into a file of its own for whoever is to read it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from ...system.private_files import written_whole
from ...system.sealed_files import CannotUnseal, unseal
from .leaving import check_can_be_written
from .refused import RecordRefused

MOST_BYTES_SEALED = 1024 * 1024 * 1024


def opened(file: Path, passphrase: str) -> bytes:
    """The archive in a sealed file. Raises RecordRefused."""
    into = io.BytesIO()
    try:
        if file.stat().st_size > MOST_BYTES_SEALED:
            raise RecordRefused(f"The file is larger than {MOST_BYTES_SEALED} bytes, which is not read.")
        with file.open("rb") as source:
            for piece in unseal(source, passphrase):
                into.write(piece)
    except CannotUnseal as error:
        raise RecordRefused(f"{error} Nothing was written.") from error
    except OSError as error:
        raise RecordRefused(f"{file} cannot be read: {error.strerror}. Nothing was written.") from error
    return into.getvalue()


def open_into(file: Path, to: Path, passphrase: Callable[[], str]) -> None:
    """Write the archive as it is, for our user alone. Raises RecordRefused.

    Args:
        passphrase: is asked for once it is known that the file can be written.
    """
    check_can_be_written(to)
    archive = opened(file, passphrase())
    try:
        with written_whole(to) as out:
            out.write(archive)
    except OSError as error:
        raise RecordRefused(f"{to} cannot be written: {error.strerror}. No file was left under that name.") from error
