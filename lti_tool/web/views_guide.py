"""The page models of the public guide. They hold nothing of a school, a case or a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from . import view_parts as part
from .views_lead import Tab


@dataclass(frozen=True, slots=True)
class GuideBar:
    """What stands on every page of the guide.

    Attributes:
        parts: the pages of the guide.
        edition: which guide it is, its version, and when its sources were read.
        warning: what to know where the guide was written for another nation.
    """

    parts: tuple[Tab, ...]
    edition: str
    warning: str | None = None


ANYBODY = part.Chrome(signed_in=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPage(part.Page):
    """A page that anybody may read."""

    chrome: part.Chrome = ANYBODY
    bar: GuideBar


@dataclass(frozen=True, slots=True)
class Told:
    """A few sentences under a heading, where they come from, and what of others they name."""

    heading: str
    words: tuple[str, ...]
    sources: tuple[part.SourceNote, ...]
    links: tuple[part.Link, ...] = ()


def notes_of(told: Iterable[Told]) -> tuple[part.SourceNote, ...]:
    """Each source of these once, in the order of first mention."""
    return tuple(dict.fromkeys(note for each in told for note in each.sources))


@dataclass(frozen=True, slots=True)
class GuidePart:
    """A page of the guide, and what it is for."""

    link: part.Link
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideIndexPage(PublicPage):
    """The first page of the guide."""

    template = "pages/guide.html"
    subject = "The guide"
    heading: str
    preface: tuple[str, ...]
    contents: tuple[GuidePart, ...]
    nations: tuple[Tab, ...]
    told: tuple[Told, ...]

    @property
    def notes(self) -> tuple[part.SourceNote, ...]:
        """Each source of this page once. Its place is its number."""
        return notes_of(self.told)
