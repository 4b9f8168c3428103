"""The shelf the guides stand on: the only file here that reads from the disk."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from .guide import Guide
from .schemas import GuideSchema

SHELF = Path(__file__).with_name("guides")
FALLBACK_NATION = "england"
"""A nation whose guide is not written yet borrows this one, which then asks for advice at least."""


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
def for_nation(nation: str) -> Guide:
    """The newest guide written for this nation or, where there is none, the one it borrows."""
    own = [guide_id for guide_id in guide_ids() if edition(guide_id)[0] == nation]
    return load(own[-1]) if own else for_nation(FALLBACK_NATION)


def open_guide(path: Path) -> Guide:
    """Read one guide file, or say where and why it cannot be read."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        guide: Guide = GuideSchema().load(table)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GuideError(f"{path.name}: {error}") from error
    except ValidationError as error:
        faults = "; ".join(places(error.messages, table))
        raise GuideError(f"{path.name}: {faults}") from error
    if guide.id != path.stem:
        raise GuideError(f"{path.name}: id: the file and the guide ({guide.id}) must have the same name")
    return guide


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
