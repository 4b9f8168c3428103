"""Two people, or two tabs, at one question: nobody replaces an answer that they have not seen.

A page carries a mark of the answer that it showed. It is made with the tenant's key: the options of a question are few,
and whoever holds a page must not find out by trying what somebody else has answered.
"""

from __future__ import annotations

from ..system.crypto import Cipher, Place


class AnswerChanged(Exception):
    """Somebody else has answered this question since the page was made."""


def mark_of(cipher: Cipher, about: str, question: str, answer: str) -> str:
    """The mark of an answer; an empty one is none.

    Args:
        about: the id of the case, or of the practice.
    """
    return cipher.mark(answer, Place(about, "answers", "mark", question))


def check_unchanged(cipher: Cipher, about: str, question: str, *, standing: str, wanted: str, was: str | None) -> None:
    """Raise AnswerChanged where the answer on the page is not the one that stands.

    Args:
        wanted: the new answer; to give the one that stands is no quarrel.
        was: the mark on the page; None where there was no page.
    """
    if was is not None and wanted != standing and was != mark_of(cipher, about, question, standing):
        raise AnswerChanged
