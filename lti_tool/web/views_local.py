"""What the pages show of what a school adds to its guide."""

from __future__ import annotations

from dataclasses import dataclass

from .view_parts import Link


@dataclass(frozen=True, slots=True)
class LocalFloor:
    """An answer whose floor the school has raised: what it asks for here, why, and who decided that when."""

    question: str
    answer: str
    asks_for: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Local:
    """The school's own part of an outcome."""

    version: str = ""
    """Which version of it the case was assessed with. Without floors there is nothing to say."""
    floors: tuple[LocalFloor, ...] = ()
    links: tuple[Link, ...] = ()


NOTHING_LOCAL = Local()
