"""The page models of common questions and of the toolkit: for anybody in the guide, and beside a case."""

from __future__ import annotations

from dataclasses import dataclass

from . import view_parts as part
from .view_asides import Belief
from .views_guide import PublicPage


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question comes up: its name, and a link where its reader can go there."""

    words: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A common question with its answer. `anchor`: its place on the page; `href`: the address of that place."""

    question: str
    answer: str
    anchor: str
    href: str
    sources: tuple[part.SourceNote, ...]
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Answers under one heading."""

    title: str
    anchor: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPage(PublicPage):
    """Every common question, or those that were looked for.

    Attributes:
        query: what was looked for, as it was typed. It stands in its own field and nowhere else.
        found: what came of it, in words.
        nation: goes along with what is looked for, where it is not the usual one.
    """

    template = "pages/guide_questions.html"
    subject = "Common questions"
    heading: str
    search_url: str
    all_url: str
    topics: tuple[AnswerGroup, ...]
    beliefs: tuple[Belief, ...] = ()
    query: str = ""
    found: tuple[str, ...] = ()
    nation: str | None = None
    notes: tuple[part.SourceNote, ...] = ()
    """Each answer shows its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersPage(part.Page):
    """The questions that come up at one page of a case, answered, with the way back."""

    template = "pages/answers.html"
    subject = "Common questions"
    caption: str
    back: part.Link
    answers: tuple[Answer, ...]
    beliefs: tuple[Belief, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetLink:
    """A sheet in the list of them."""

    link: part.Link
    use: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolkitPage(PublicPage):
    """The sheets there are."""

    template = "pages/guide_toolkit.html"
    subject = "Toolkit"
    heading: str
    words: tuple[str, ...]
    sheets: tuple[SheetLink, ...]
    notes: tuple[part.SourceNote, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSection:
    """What stands under one heading of a sheet, ready to be shown. `rows` numbers the rows of an empty table."""

    title: str
    words: tuple[str, ...]
    say: tuple[str, ...]
    steps: tuple[str, ...]
    avoid: tuple[str, ...]
    blanks: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[int, ...]
    sources: tuple[part.SourceNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage(PublicPage):
    """One sheet, to print."""

    template = "pages/guide_sheet.html"
    name: str
    heading: str
    use: str
    sections: tuple[SheetSection, ...]
    notes: tuple[part.SourceNote, ...]
    compact: bool = False
    """All of it has to stand on one page of paper."""

    @property
    def about(self) -> str:
        return self.name
