"""Released guides never change: each one's SHA-256 is written down when it is released.

A case keeps the guide that it was begun with, so a changed file would change what an old case says that it was asked.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from .library import SHELF, GuideError, edition, load

LIST = "released.toml"
FIRST_LINES = """\
# The SHA-256 of each released guide. `signpost guide release ID` adds a line, and `signpost guide check` compares.
# A line is never changed: whatever has to be said otherwise is said in the next version.

"""


class ReleaseRefused(Exception):
    """A guide that cannot be released. The message says what to do."""


def released(shelf: Path = SHELF) -> Mapping[str, str]:
    """The SHA-256 of each released guide, by its id."""
    path = shelf / LIST
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GuideError(f"{LIST}: {error}") from error
    if not all(isinstance(each, str) for each in found.values()):
        raise GuideError(f"{LIST}: write a guide's id and its SHA-256 on each line")
    return found


def altered(shelf: Path = SHELF) -> Iterator[tuple[str, str]]:
    """Each released guide whose file is not what was released, with what to do."""
    for guide_id, was in released(shelf).items():
        path = shelf / f"{guide_id}.toml"
        if not path.is_file():
            yield guide_id, "is released, and its file is gone. Put it back: cases name it"
        elif _hash(path) != was:
            yield guide_id, f"was changed after its release. Put the file back, and make it {following(guide_id)}"


def release(guide_id: str, extends: str = "", shelf: Path = SHELF) -> str:
    """Write down the SHA-256 of this guide, and give it back. Raises ReleaseRefused; then nothing was written.

    Args:
        extends: the guide that it borrows from. That one must be released as well, or it could change underneath.
    """
    known = released(shelf)
    if guide_id in known:
        raise ReleaseRefused(f"{guide_id} is released. To change anything, make it {following(guide_id)}.")
    if extends and extends not in known:
        raise ReleaseRefused(f"{guide_id} borrows from {extends}, which may still change. Release {extends} first.")
    found = _hash(shelf / f"{guide_id}.toml")
    lines = "".join(f'{name} = "{each}"\n' for name, each in {**known, guide_id: found}.items())
    (shelf / LIST).write_text(FIRST_LINES + lines, encoding="utf-8")
    return found


def following(guide_id: str) -> str:
    """The id of the next version: `england_v2` after `england_v1`."""
    nation, version = edition(guide_id)
    return f"{nation}_v{version + 1}"


@cache
def fingerprint(guide_id: str) -> str:
    """The SHA-256 of all that this guide says, with what it borrows. What was confirmed was confirmed of this."""
    mine = _hash(SHELF / f"{guide_id}.toml")
    base = load(guide_id).extends
    return hashlib.sha256(f"{mine} {fingerprint(base)}".encode()).hexdigest() if base else mine


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
