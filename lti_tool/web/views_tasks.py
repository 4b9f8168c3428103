"""The page models for working off a case: its tasks, in the order in which they are due."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part


@dataclass(frozen=True, slots=True)
class TaskCard:
    """One task.

    Attributes:
        words: what is to be done, as the guide says it.
        facts: who, when and by whom, a line each.
        overdue: it should have been done by now. The words say so too.
        about: its first sentence, which tells one button from another.
        done_url: where one press says that it is done; None where there is more to say, or nothing to do.
        change: everything else that can be said of it.
    """

    words: str
    about: str
    facts: tuple[str, ...]
    note: str = ""
    overdue: bool = False
    done_url: str | None = None
    change: part.Link | None = None


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Tasks under one heading."""

    title: str
    cards: tuple[TaskCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksPage(part.Page):
    """All tasks of one case."""

    template = "pages/tasks.html"
    subject = "Tasks"
    reference: str
    back_url: str
    late: tuple[str, ...]
    """Agencies that have not answered in time."""
    agencies_url: str
    parts: tuple[TaskGroup, ...]
    notes: tuple[str, ...]
    file: part.Link | None = None
    error: str | None = None

    @property
    def wrong(self) -> str | None:
        return self.error
