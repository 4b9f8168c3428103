"""The page models for the record of a case: on the screen, on paper, and where no PDF of it could be made."""

from __future__ import annotations

from dataclasses import dataclass

from . import view_parts as part
from .views_children import ChildCard
from .views_lead import Call
from .views_local import NOTHING_LOCAL, Local
from .views_tasks import TaskGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was reported and answered, and what the guidance asks for on it.

    Attributes:
        own_words: what somebody wrote themself, apart from what others made of it.
        reasons: the answers that ask for it, with `notes`: the sources of all of them, each once.
        local: what the school adds to the guide in this case.
    """

    glance: tuple[part.Fact, ...]
    own_words: tuple[part.Fact, ...]
    sections: tuple[part.Section, ...]
    unknown: tuple[part.Unknown, ...]
    outcome: str
    police: str
    explained: tuple[str, ...]
    reasons: tuple[part.Reason, ...]
    criteria: tuple[str, ...]
    notes: tuple[part.SourceNote, ...]
    local: Local = NOTHING_LOCAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What people made of it. `sign_off`: who decided, and who agreed for the school."""

    decision: part.Decision | None
    earlier: tuple[part.Decision, ...]
    sign_off: tuple[part.Fact, ...]
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """For whom, what was done, and everything that happened."""

    children: tuple[ChildCard, ...]
    parents: tuple[part.Fact, ...]
    tasks: tuple[TaskGroup, ...]
    devices: tuple[part.Fact, ...]
    reviews: tuple[part.Fact, ...]
    linked: tuple[str, ...]
    history: tuple[part.Happening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage(part.Page):
    """All of one case, from what was answered to what became of it, with nothing to press but what prints.

    Attributes:
        made: who prints it, as what, and when.
        downloads: the same record as files.
    """

    template = "pages/paper.html"
    subject = "One case, to print"
    back_url: str
    reference: str
    made: str
    downloads: tuple[part.Link, ...]
    asked: Asked
    judged: Judged
    worked: Worked


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPdfPage(part.Page):
    """There is no PDF now: why, in a sentence, and how the same comes onto paper without one."""

    template = "pages/no_pdf.html"
    subject = "No PDF"
    heading: str
    words: tuple[str, ...]
    print_url: str
    back_url: str
