"""The page model for paper: one case in one flow."""

from __future__ import annotations

from dataclasses import dataclass

from . import view_parts as part
from .views_lead import Call, CasePage, OutcomePage


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage(part.Page):
    """All of one case: what was answered, what the guidance asks for, what was decided, who was told, what happened.

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
