"""Advice as a page shows it: tasks in parts, and each source once, with a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from lti_tool.web.view_parts import Reason, SourceNote, Task


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring tasks of one part of the advice."""

    title: str
    tasks: tuple[Task, ...]


def in_parts(tasks: Iterable[Task]) -> tuple[Part, ...]:
    """The tasks in their order, neighbours of one part together."""
    return tuple(Part(title, tuple(group)) for title, group in groupby(tasks, key=lambda task: task.part))


def cited(*items: Iterable[Task | Reason]) -> tuple[SourceNote, ...]:
    """Each source of these tasks and reasons once, in the order of first mention. Its place is its number."""
    notes = (note for group in items for item in group for note in item.sources)
    return tuple(dict.fromkeys(notes))
