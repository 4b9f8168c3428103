"""The page model for whoever installed Signpost."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminPage(part.Page):
    """For the person who installed the tool. No case can be seen from here."""

    template = "pages/admin.html"
    subject = "Installation"
    school: str
    checks: tuple[part.Check, ...]
    pages: tuple[part.Link, ...]
    test_url: str
    copies_url: str | None = None
    """Where courses wait that a platform has copied."""

    @property
    def ready(self) -> bool:
        """Whether everything is there that is needed before real use."""
        return all(check.ready for check in self.checks)
