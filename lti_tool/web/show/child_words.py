"""What is known of a child, in words. Nothing here asks what an image shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...cases.children import IDENTIFYING, QUESTIONS, Child, Fact, Parents
from ...guidance.guide import Guide

TITLES = {
    Fact.AGE: "Age",
    Fact.SUPPORT: "Extra support or a social worker",
    Fact.WANTS: "What the child wants",
    Fact.WANTS_POLICE: "What the child wants about the police",
    Fact.PARENTS: "Parents or carers",
    Fact.PARENTS_WHY: "Who told them and when, or why not",
    Fact.ADULT: "Named adult",
    Fact.PLAN: "Safety plan",
    Fact.NAME: "Name",
    Fact.NUMBER: "Number in the school’s records",
}
PARTS = {
    Fact.SHOWN: "Shown in an image",
    Fact.SENT: "Sent it",
    Fact.RECEIVED: "Received it",
    Fact.CAUSED: "May have caused harm",
    Fact.HARMED: "May have been harmed",
}
PARENTS = {Parents.TOLD: "Told", Parents.NOT_TOLD: "Not told"}
PART = "Part in it"
NOT_WRITTEN = "Nothing written"


def title_of(label: str) -> str:
    """What a child is called here."""
    return f"Child {label}"


def options_of(guide: Guide, fact: Fact) -> tuple[tuple[str, str], ...]:
    """The options of a fact that the guide asks about, in the order of the page."""
    question = guide.question(QUESTIONS[fact])
    return tuple((option.id, option.label) for option in question.shown) if question else ()


def fact_words(guide: Guide, fact: Fact, value: str) -> str:
    """One value in words."""
    if fact in QUESTIONS:
        return dict(options_of(guide, fact)).get(value, value)
    if fact is Fact.PARENTS:
        return PARENTS[Parents(value)]
    return value


def lines_of(guide: Guide, child: Child) -> Iterator[tuple[str, str]]:
    """Every line of a child's entry: what it is about, and what is known, or nothing."""
    for fact in (Fact.NAME, Fact.NUMBER):
        if fact in child.facts:
            yield TITLES[fact], child.facts[fact]
    yield TITLES[Fact.AGE], fact_words(guide, Fact.AGE, child.facts.get(Fact.AGE, ""))
    yield PART, _parts(child)
    for fact, title in TITLES.items():
        if fact is not Fact.AGE and fact not in IDENTIFYING:
            yield title, fact_words(guide, fact, child.facts[fact]) if child.facts.get(fact) else ""


def _parts(child: Child) -> str:
    found = "; ".join(words.lower() for fact, words in PARTS.items() if child.facts.get(fact))
    return found[:1].upper() + found[1:]


def entry_words(guide: Guide, detail: Mapping[str, str]) -> str:
    """An entry of the history: what was written down of a child, and what stood there before."""
    changes = [words for fact in Fact if (words := _change(guide, fact, detail))]
    return f"Wrote down {title_of(detail['label'])}. {'. '.join(changes)}".strip()


def _change(guide: Guide, fact: Fact, detail: Mapping[str, str]) -> str:
    now, was = detail.get(fact), detail.get(f"{fact.value} was")
    if now is None:
        return ""
    if fact in IDENTIFYING:
        return f"{TITLES[fact]} changed"
    if fact in PARTS:
        return PARTS[fact] if now else f"No longer: {PARTS[fact]}"
    words = fact_words(guide, fact, now) if now else "taken out"
    before = f" (before: {fact_words(guide, fact, was)})" if was else ""
    return f"{TITLES[fact]}: {words}{before}"
