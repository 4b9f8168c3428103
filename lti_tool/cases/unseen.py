"""Two people at one question: nobody replaces an answer that they have not seen."""

from __future__ import annotations

import hashlib

from .desk import Desk


class AnswerChanged(Exception):
    """Somebody else has answered this question since the page was made."""


def mark_of(answer: str) -> str:
    """A few signs that tell whether an answer is still the one that a page showed. They say nothing about it."""
    return hashlib.sha256(answer.encode()).hexdigest()[:16]


def check_unchanged(desk: Desk, question: str, value: str, was: str | None) -> None:
    """Raise AnswerChanged where the answer on the page, by its mark, is not the one that stands."""
    before = desk.answers.get(question, "")
    if was is not None and value != before and was != mark_of(before):
        raise AnswerChanged
