"""The page models for what a safeguarding professional has confirmed of a guide."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part


@dataclass(frozen=True, slots=True)
class Confirmation:
    """How far a guide is confirmed, in one line that leads to the whole. It is quieter once nothing is open."""

    words: str
    href: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Resting:
    """What rests on a source in one part of the guide."""

    heading: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something that nobody has confirmed yet. A source has a note that says how far it was read."""

    words: str
    source: part.SourceNote | None = None
    resting: tuple[Resting, ...] = ()
    summary: str = ""
    """What the folded list of what rests on it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmingPage(part.Page):
    """What is confirmed of a guide and what is not, for leads."""

    template = "pages/confirming.html"
    subject = "What is confirmed of the guide"
    back: part.Link
    guide: str
    standing: str
    meaning: tuple[str, ...]
    left: tuple[OpenPoint, ...] = ()
    done: tuple[part.Fact, ...] = ()
    """Each point that was confirmed, and by whom."""
