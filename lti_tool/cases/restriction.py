"""When a case is for the head's eyes only (design.md, "Two depths, two people")."""

from __future__ import annotations

from collections.abc import Mapping

from .model import Case, Sight, Status

RESTRICTING = {"adult": "adult_staff", "staff_seen": "copied"}


def restricting(answers: Mapping[str, str]) -> bool:
    """Whether these answers concern a member of staff."""
    return any(answers.get(question) == option for question, option in RESTRICTING.items())


def restricted_after(case: Case, answers: Mapping[str, str], by: Sight, question: str) -> bool:
    """Whether the case is restricted once these answers, the last of them to `question`, are kept.

    Restricting takes one answer. Undoing it takes the head; or the reporter while nothing has been sent and nobody
    has looked, so that a slip of the finger does not hide a case from a school that has set no head.
    """
    if restricting(answers):
        return True
    if not case.restricted:
        return False
    if by is Sight.HEAD:
        # Only by answering what restricted it. The reporter may have taken the answer back under pressure, and then
        # no other answer of the head's may open the case to everybody by the way.
        return question not in RESTRICTING
    is_own_slip = by is Sight.REPORTER and case.status is Status.STARTED and case.opened_at is None
    return not is_own_slip
