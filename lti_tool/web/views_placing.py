"""The page models for placing a page of ours in a course."""

from __future__ import annotations

from dataclasses import dataclass, field

from lti_tool.web import view_parts as part
from lti_tool.web.view_forms import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacingPage(part.Page):
    """Which pages go into the course?"""

    template = "pages/placing.html"
    subject = "Place a page in your course"
    choice: Field
    words: tuple[str, ...]
    action: str
    cancel_url: str

    @property
    def wrong(self) -> str | None:
        return self.choice.error


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToPlacePage(part.Page):
    """The course takes no link to a tool here. There is only the way back."""

    template = "pages/placing_nothing.html"
    subject = "Nothing can be placed here"
    cancel_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingPage(part.Page):
    """What was chosen, on its way to the course."""

    template = "pages/placing_send.html"
    subject = "Back to your course"
    heading: str
    action: str
    token: str = field(repr=False)
