"""The page model for paper: one case in one flow."""

from __future__ import annotations

from dataclasses import dataclass

from . import view_parts as part
from .views_children import ChildCard
from .views_lead import Call, CasePage, OutcomePage
from .views_tasks import TaskGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage(part.Page):
    """All of one case, from what was answered to what became of it.

    Attributes:
        case: as its own page shows it, without the links that change something.
        outcome: likewise.
    """

    template = "pages/paper.html"
    subject = "One case, to print"
    back_url: str
    case: CasePage
    outcome: OutcomePage
    calls: tuple[Call, ...]
    children: tuple[ChildCard, ...] = ()
    tasks: tuple[TaskGroup, ...] = ()
