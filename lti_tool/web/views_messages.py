"""The page models about what platforms and administrators ask outside of a launch."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part
from lti_tool.web.view_lists import Entries
from lti_tool.web.views_retention import DeletionsPage


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesPage(DeletionsPage):
    """Courses that a platform has copied."""

    subject = "Installation"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage(part.Page):
    """What is held of a person: for an administrator who asks, or for whoever settles it."""

    template = "pages/privacy.html"
    subject = "A request about data"
    heading: str
    words: tuple[str, ...]
    facts: tuple[part.Fact, ...] = ()
    lists: tuple[Entries, ...] = ()
    kinds: tuple[str, ...] = ()
    action: str | None = None
    act: str = ""
    back: part.Link
