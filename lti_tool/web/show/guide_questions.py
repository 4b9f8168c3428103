"""The page of all common questions in the public guide, and the search in it."""

from __future__ import annotations

from ...guidance.faq import Faq, grouped
from ...guidance.finding import Found, find
from ...guidance.library import FALLBACK_NATION
from ..views_help import Answer, AnswerGroup, QuestionsPage
from .common import all_places, answer_of, belief_of
from .guide import Chosen, guide_bar

ENDPOINT = "guide_help.questions"
CHART = "guide.flowchart"
# What has a place of its own in the chart.
CHARTED = frozenset({"question", "outcome"})
ASK_A_PERSON = "If you are not sure, ask your safeguarding lead. Do not wait for an answer here."
NOTHING = (
    "No answer here has those words. Try one word, such as “phone” or “parents”, or look through all of them below."
)
SOME = "No answer has all of those words. These have most of them."


def questions_page(chosen: Chosen, query: str) -> QuestionsPage:
    """All of them in their groups or, where somebody looks for words, those that have them, the nearest first."""
    guide = chosen.guide
    found = find(guide.faq, query)
    return QuestionsPage(
        bar=guide_bar(chosen, ENDPOINT),
        heading="Common questions",
        search_url=chosen.url(ENDPOINT),
        all_url=chosen.url(ENDPOINT),
        query=query,
        found=_found_words(found) if query.strip() else (),
        nation=None if chosen.nation.value == FALLBACK_NATION else chosen.nation.value,
        topics=(_hits(chosen, found),) if found.asked else _groups(chosen),
        beliefs=() if found.asked else tuple(belief_of(guide, each) for each in guide.misconceptions),
    )


def _found_words(found: Found) -> tuple[str, ...]:
    if not found.asked:
        return (NOTHING, ASK_A_PERSON)
    return (SOME,) if not found.whole else ()


def _hits(chosen: Chosen, found: Found) -> AnswerGroup:
    count = len(found.asked)
    title = "1 answer" if count == 1 else f"{count} answers"
    return AnswerGroup(title, "found", tuple(_answer(chosen, each) for each in found.asked))


def _groups(chosen: Chosen) -> tuple[AnswerGroup, ...]:
    return tuple(
        AnswerGroup(title, f"group-{number}", tuple(_answer(chosen, each) for each in asked))
        for number, (title, asked) in enumerate(grouped(chosen.guide.faq), 1)
    )


def _answer(chosen: Chosen, asked: Faq) -> Answer:
    chart = chosen.url(CHART)

    def way(kind: str, name: str) -> str | None:
        return f"{chart}#{kind}-{name.lower()}" if kind in CHARTED else None

    return answer_of(chosen.guide, asked, chosen.url(ENDPOINT), all_places(chosen.guide, asked.at, way))
