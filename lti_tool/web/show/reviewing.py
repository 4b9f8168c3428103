"""What one person has sent."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for

from ...cases.model import Case
from .. import view_parts as part
from ..view_lists import Entries, Entry
from ..views_retention import SentByPage
from .words import moment


def sent_by_page(cases: Iterable[Case], chrome: part.Chrome) -> SentByPage:
    """The cases, newest first."""
    return SentByPage(
        chrome=chrome,
        heading="Cases from one person",
        words=("Only cases that you may see are listed here.",),
        lists=(Entries("What they sent", case_entries(cases), ""),),
        back=part.Link("All cases", url_for("review.queue")),
    )


def case_entries(cases: Iterable[Case]) -> tuple[Entry, ...]:
    """A line for each case: its reference, and when it was sent or begun."""
    return tuple(
        Entry(f"Case {case.reference}", url_for("review.case", case_id=case.id), (_when(case),)) for case in cases
    )


def _when(case: Case) -> str:
    if case.sent_at is None:
        return f"Begun {moment(case.started_at).words}, not sent."
    return f"Sent {moment(case.sent_at).words}."
