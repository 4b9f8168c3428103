"""What a chart is made of on a page: the same parts for the whole guide and for the path of one case."""

from __future__ import annotations

from dataclasses import dataclass

from . import view_parts as part
from .views_guide import PublicPage, Told, notes_of
from .views_lead import Tab


@dataclass(frozen=True, slots=True)
class FlowWay:
    """One way from a question.

    Attributes:
        answers: the answers that lead this way, as they are read on their question's page.
        together: what else must have been answered for it, in words.
        leads: where it leads, in words.
        tone: the end of a CSS class that repeats those words; "on" for the way down, "out" for the way out.
        tell: who must be told because of it.
        note: what else changes on this way.
        folded: the words on the fold, where it is not the way that was taken.
        taken: it is the way that was taken.
    """

    answers: tuple[str, ...]
    leads: str
    tone: str
    together: str | None = None
    tell: str | None = None
    note: str | None = None
    folded: str | None = None
    taken: bool = False


@dataclass(frozen=True, slots=True)
class FlowStop:
    """One question of the chart.

    Attributes:
        off: the ways that leave the spine, the most urgent first.
        on: the ways that go on along it.
        answered: what was answered, in words; None in the chart of the whole guide.
        known: whether somebody knows the answer.
        change: where the answer can be given or changed.
        decides: whether the answer leads to the outcome at the end.
    """

    id: str
    question: str
    off: tuple[FlowWay, ...]
    on: tuple[FlowWay, ...] = ()
    answered: str | None = None
    known: bool = True
    change: part.Link | None = None
    decides: str | None = None


@dataclass(frozen=True, slots=True)
class FlowStretch:
    """One section of the chart, with its number on the spine."""

    number: int
    title: str
    stops: tuple[FlowStop, ...]


@dataclass(frozen=True, slots=True)
class FlowEnd:
    """Where a chart ends."""

    id: str
    title: str
    tone: str
    sentences: tuple[str, ...]
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowPage(PublicPage):
    """The whole guide as a chart."""

    template = "pages/flowchart.html"
    subject = "Flowchart"
    wide = True
    heading: str = "Where each answer leads"
    reminder: str
    how: tuple[Told, ...]
    strands: tuple[Tab, ...]
    strand: str
    stretches: tuple[FlowStretch, ...]
    end: FlowEnd
    ends: tuple[FlowEnd, ...]

    @property
    def notes(self) -> tuple[part.SourceNote, ...]:
        """Each source of this page once. Its place is its number."""
        return notes_of(self.how)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPage(part.Page):
    """The path of one case."""

    template = "pages/path.html"
    subject = "The path of one case"
    wide = True
    reference: str
    back_url: str
    outcome_url: str
    how: tuple[str, ...]
    stretches: tuple[FlowStretch, ...]
    end: FlowEnd
    guide: str
    printed: str | None = None
