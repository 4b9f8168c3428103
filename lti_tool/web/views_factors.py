"""The page model of the factors: what lets a school manage a case, and what asks to refer it."""

from __future__ import annotations

from dataclasses import dataclass

from . import view_parts as part
from .views_guide import PublicPage, Told, notes_of


@dataclass(frozen=True, slots=True)
class FactorItem:
    """One factor.

    Attributes:
        answers: the answers that it consists of.
        together: what else must have been answered.
        tell: who must be told because of it.
        messages: what it asks for where there are only messages.
    """

    question: str
    answers: tuple[str, ...]
    sources: tuple[part.SourceNote, ...]
    together: str | None = None
    why: str | None = None
    tell: str | None = None
    messages: str | None = None


@dataclass(frozen=True, slots=True)
class FactorGroup:
    """Factors that belong together."""

    heading: str
    items: tuple[FactorItem, ...]


@dataclass(frozen=True, slots=True)
class FactorList:
    """All factors that ask for one kind of thing."""

    id: str
    heading: str
    words: str
    groups: tuple[FactorGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorsPage(PublicPage):
    """The two lists, and what stands between them."""

    template = "pages/factors.html"
    subject = "Risk factors"
    wide = True
    heading: str = "What makes it more serious, and what does not"
    how: tuple[Told, ...]
    manage: FactorList
    refer: FactorList
    between: FactorList

    @property
    def notes(self) -> tuple[part.SourceNote, ...]:
        """Each source of this page once. Its place is its number."""
        items = (
            item for each in (self.manage, self.refer, self.between) for group in each.groups for item in group.items
        )
        return tuple(dict.fromkeys((*notes_of(self.how), *(note for item in items for note in item.sources))))
