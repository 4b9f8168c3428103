"""Common questions, wherever they stand: answered in the guide, or named beside a page of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ...guidance.faq import Faq, Misconception, Places
from ...guidance.guide import Guide
from ...guidance.model import Level
from ..view_asides import Belief
from ..views_help import Answer, Place
from .source_notes import dated_notes

# Where a question, a flag or an outcome can be read, by its kind and id; None where its reader cannot go there.
WayTo = Callable[[str, str], str | None]


def anchor_of(asked: Faq) -> str:
    """The place of an answer on its page."""
    return f"faq-{asked.id}"


def answer_of(guide: Guide, asked: Faq, page: str, places: Iterable[Place]) -> Answer:
    """One question with its answer, its sources, and where it comes up.

    Args:
        page: the address of the page that it stands on.
    """
    return Answer(
        question=asked.question,
        answer=asked.answer,
        anchor=anchor_of(asked),
        href=f"{page}#{anchor_of(asked)}",
        sources=dated_notes(guide, asked.sources),
        places=tuple(places),
    )


def belief_of(guide: Guide, said: Misconception) -> Belief:
    """What is often believed, and what is so."""
    return Belief(said.belief, said.fact, dated_notes(guide, said.sources))


def question_places(guide: Guide, at: Places, way: WayTo) -> Iterator[Place]:
    """The questions of the guide at which something comes up."""
    for question_id in at.questions:
        question = guide.question(question_id)
        if question is not None:
            yield Place(question.title, way("question", question_id))


def all_places(guide: Guide, at: Places, way: WayTo) -> Iterator[Place]:
    """Everywhere that something comes up, by name."""
    yield from question_places(guide, at, way)
    for name in at.outcomes:
        yield Place(f"The outcome “{guide.name_of(Level[name])}”", way("outcome", name))
    for flag_id in at.flags:
        yield Place(guide.flag(flag_id).title, way("flag", flag_id))
