"""The shelf the guides stand on: the only file here that reads from the disk."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from .borrowing import BorrowingRefused, Table, put_together
from .guide import Guide
from .lowered import lowered
from .references import unknown_questions
from .schemas import GuideSchema
from .vocabulary import Vocabulary, spoken
from .where import line_of, line_of_problem

SHELF = Path(__file__).with_name("guides")
FALLBACK_NATION = "england"
"""A nation whose guide is not written yet borrows this one, which then asks for advice at least."""
GUIDE_ID = re.compile(r"[a-z_]+_v[0-9]+")


class GuideError(Exception):
    """A guide that cannot be used. The message names the file, the place and the reason."""


def guide_ids() -> tuple[str, ...]:
    """The guides on the shelf, oldest version first."""
    return tuple(sorted((path.stem for path in SHELF.glob("*_v*.toml")), key=edition))


def edition(guide_id: str) -> tuple[str, int]:
    """The nation and the version in a guide's id: `england_v2` is version 2 of `england`."""
    nation, _, version = guide_id.rpartition("_v")
    return nation, int(version)


@cache
def load(guide_id: str) -> Guide:
    """Open the guide of this id. It is read once and kept."""
    if guide_id not in guide_ids():
        raise GuideError(f"There is no guide called {guide_id!r}. The guides are: {', '.join(guide_ids())}.")
    return open_guide(SHELF / f"{guide_id}.toml")


@cache
def in_words(guide_id: str, words: Vocabulary) -> Guide:
    """The guide of this id as a school with these words tells it."""
    return spoken(load(guide_id), words)


@cache
def for_nation(nation: str) -> Guide:
    """The newest guide for this nation that can be used or, where there is none, the one it borrows.

    A new guide that is refused does not end the one in force. `signpost doctor` says that it is refused.
    """
    for guide_id in reversed([each for each in guide_ids() if edition(each)[0] == nation]):
        try:
            return load(guide_id)
        except GuideError:
            continue
    return _fallback(nation)


def _fallback(nation: str) -> Guide:
    if nation == FALLBACK_NATION:
        raise GuideError(f"No guide for {nation} can be used. `signpost guide check` says why.")
    return for_nation(FALLBACK_NATION)


def open_guide(path: Path) -> Guide:
    """Read one guide file, or say on which line and why it cannot be used."""
    text, table = _read(path)
    base = _base(path, table)
    try:
        whole = put_together(base[0], table) if base else table
    except BorrowingRefused as refusal:
        raise _refused(path, text, [str(refusal)]) from refusal
    guide = _made(path, text, whole)
    if guide.id != path.stem:
        raise _refused(path, text, [f"id: the file and the guide ({guide.id}) must have the same name"])
    if faults := list(unknown_questions(guide)):
        lines = [line_of_problem(text, fault) for fault in faults]
        raise GuideError(f"{path.name}: {_listed(faults, lines)}")
    if base and (faults := [f"{place}: {reason}" for place, reason in lowered(base[1], guide)]):
        raise _refused(path, text, faults)
    return guide


def _read(path: Path) -> tuple[str, Table]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GuideError(f"{path.name}: {error}") from error


def _base(path: Path, table: Table) -> tuple[Table, Guide] | None:
    """What this guide borrows from, as its file has it and as a guide."""
    name = table.get("extends")
    if name is None:
        return None
    beside = path.with_name(f"{name}.toml") if GUIDE_ID.fullmatch(str(name)) else None
    if beside is None or not beside.is_file():
        raise GuideError(f"{path.name}: extends: there is no guide {name!r} beside it")
    text, base = _read(beside)
    if "extends" in base:
        raise GuideError(f"{path.name}: extends: {name} borrows itself. Borrow from a guide that is whole.")
    return base, _made(beside, text, base)


def _made(path: Path, text: str, table: Table) -> Guide:
    try:
        guide: Guide = GuideSchema().load(table)
    except ValidationError as error:
        raise _refused(path, text, list(places(error.messages, table))) from error
    return guide


def _refused(path: Path, text: str, faults: list[str]) -> GuideError:
    lines = [line_of(text, fault.partition(": ")[0]) for fault in faults]
    return GuideError(f"{path.name}: {_listed(faults, lines)}")


def _listed(faults: list[str], lines: list[int | None]) -> str:
    return "; ".join(f"line {line}: {fault}" if line else fault for fault, line in zip(faults, lines, strict=True))


def places(faults: Mapping[Any, Any] | list[Any], table: Any, place: str = "") -> Iterator[str]:
    """Each fault as `place: reason`, with rows named by their id rather than their number."""
    if isinstance(faults, list):
        yield f"{place}: {' '.join(str(fault) for fault in faults)}"
        return
    for key, inner in faults.items():
        below = within(table, key)
        name = below.get("id", key) if isinstance(key, int) and isinstance(below, dict) else key
        yield from places(inner, below, f"{place} > {name}" if place else str(name))


def within(table: Any, key: Any) -> Any:
    """What the file holds at this key, or nothing where the file has another shape."""
    try:
        return table[key]
    except (KeyError, IndexError, TypeError):
        return None
