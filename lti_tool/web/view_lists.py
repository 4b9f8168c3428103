"""The page model of a list: entries under a heading, each with what there is to say of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: what it is, where it leads if anywhere, and what there is to say of it."""

    words: str
    href: str | None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries under one heading, or what stands there when there is none."""

    title: str
    entries: tuple[Entry, ...]
    empty: str
