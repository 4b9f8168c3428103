"""The page models of the poster: the public one, and a school's own."""

from __future__ import annotations

from dataclasses import dataclass

from . import view_parts as part
from .views_guide import PublicPage


@dataclass(frozen=True, slots=True)
class PosterPart:
    """A part of the poster in words: a heading, what stands under it, and a list."""

    heading: str
    words: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Downloads:
    """The poster as files, and as a picture on the page with what is said in its place."""

    pdf_url: str
    svg_url: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterPage(PublicPage):
    """The poster that anybody may print."""

    template = "pages/poster.html"
    subject = "Poster"
    heading: str
    advice: tuple[str, ...]
    downloads: Downloads | None = None
    parts: tuple[PosterPart, ...] = ()
    notes: tuple[part.SourceNote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolPosterPage(part.Page):
    """The poster with a school's own numbers, for those who lead or install."""

    template = "pages/school_poster.html"
    subject = "Poster"
    heading: str
    back: part.Link
    downloads: Downloads | None
    advice: tuple[str, ...]
    warning: str | None = None
    unset: str = ""
    missing: tuple[str, ...] = ()
