"""The page models for roles: what waits for agreement, what has changed, and who can read cases."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part


@dataclass(frozen=True, slots=True)
class RoleNews:
    """What has become of roles since this person looked, or waits for agreement; and where to see it."""

    sentences: tuple[str, ...]
    link: part.Link


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesPage(part.Page):
    """Everything about roles that this person may know."""

    template = "pages/roles.html"
    subject = "Roles"
    back: part.Link
    waiting: tuple[part.Link, ...] = ()
    news: tuple[part.Happening, ...] = ()
    seen_action: str
    seen_ids: tuple[str, ...] = ()
    """What the button says was seen: what this page shows, and nothing that came after it."""
    readers: tuple[part.Fact, ...] = ()
    notes: tuple[str, ...] = ()
    empty: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePage(part.Page):
    """One role that was proposed for somebody. Without actions where this person cannot agree, or nothing waits."""

    template = "pages/role.html"
    subject = "A role"
    back: part.Link
    heading: str
    facts: tuple[part.Fact, ...]
    words: tuple[str, ...]
    agree_action: str | None = None
    refuse_action: str | None = None
