"""In which words a page is said: those of the school whose page it is, once that is known."""

from __future__ import annotations

from typing import Any

from flask import g, has_app_context

from ..guidance.vocabulary import USUAL, Ours, Vocabulary, vocabulary
from ..tenants.contacts import Manner


def speak(manner: Manner) -> Vocabulary:
    """From here on this request's page is said in the words of this school."""
    g.vocabulary = vocabulary(manner.nation.value, manner.lead_word, manner.child_word)
    return spoken_here()


def spoken_here() -> Vocabulary:
    """The words of this request; the usual ones where no school is known."""
    found: Vocabulary = g.get("vocabulary", USUAL) if has_app_context() else USUAL
    return found


def say(text: str) -> str:
    """A text of ours in the words of this request."""
    return spoken_here().say(text)


def finalize(value: Any) -> Any:
    """What a template prints. Jinja calls it for every value; only texts of ours can change."""
    return say(value) if type(value) is Ours else value
