"""The page model for a referral call: what is read out, and where the answers go."""

from __future__ import annotations

from dataclasses import dataclass

from . import view_parts as part


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPage(part.Page):
    """What one case has to say to an agency, in the order in which somebody says it.

    Attributes:
        say: the first sentences.
        ask: what to ask before hanging up.
        blanks: what to write down, by hand where the page is printed.
        record: where it is written down for good, unless nothing may be added.
    """

    template = "pages/call.html"
    subject = "What to say in the call"
    reference: str
    back_url: str
    police: str
    phones: tuple[part.Phone, ...]
    say: tuple[str, ...]
    children: part.Section
    reasons: part.Section
    known: part.Section
    unknown: tuple[str, ...]
    told: part.Section
    ask: tuple[str, ...]
    blanks: tuple[str, ...]
    printed: str
    record: part.Link | None = None
