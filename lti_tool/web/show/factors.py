"""The factors of the guide in two lists, in words for people."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from ...guidance.factors import Factor, factors
from ...guidance.guide import Guide
from ...guidance.messages import on_page
from ...guidance.model import Level
from ..views_factors import FactorGroup, FactorItem, FactorList, FactorsPage
from .flow import tell_words, together_words
from .guide import Chosen, guide_bar, told
from .source_notes import source_notes

ENDPOINT = "guide.factors"
REFER = (Level.EMERGENCY, Level.REFER_NOW, Level.REFER_CSC)


def factors_page(chosen: Chosen) -> FactorsPage:
    """What lets a school manage it beside what asks to refer, and below them what asks for advice first."""
    guide = chosen.guide
    found = factors(guide)
    return FactorsPage(
        bar=guide_bar(chosen, ENDPOINT),
        how=tuple(told(guide, each) for each in on_page(guide.messages, "factors")),
        manage=FactorList(
            "manage",
            "What lets a school manage it",
            "Only where every one of these holds, and nothing that matters is unknown.",
            _by_section(guide, (each for each in found if each.level is Level.MANAGE)),
        ),
        refer=FactorList(
            "refer",
            "What asks you to refer",
            "Any one of these is enough.",
            tuple(_of_level(guide, found, level) for level in REFER),
        ),
        between=FactorList(
            "advice",
            "Between the two: take advice first",
            guide.unknown_why,
            _by_section(guide, (each for each in found if each.level is Level.CONSULT)),
        ),
    )


def _of_level(guide: Guide, found: Iterable[Factor], level: Level) -> FactorGroup:
    """Everything that asks for this outcome, under its title."""
    items = tuple(_item(guide, (each,)) for each in found if each.level is level)
    return FactorGroup(guide.outcome(level).title, items)


def _by_section(guide: Guide, found: Iterable[Factor]) -> tuple[FactorGroup, ...]:
    """Factors under the headings of their sections, answers to one question for one reason together."""
    return tuple(
        FactorGroup(section, tuple(_item(guide, tuple(each)) for _, each in groupby(mine, _same)))
        for section, mine in groupby(found, lambda each: each.question.section)
    )


def _same(factor: Factor) -> tuple[str, str, tuple[str, ...]]:
    return factor.question.id, factor.why, factor.sources


def _item(guide: Guide, same: tuple[Factor, ...]) -> FactorItem:
    first = same[0]
    soft = first.in_messages
    return FactorItem(
        question=first.question.title,
        answers=tuple(each.option.label for each in same),
        sources=source_notes(guide, first.sources),
        together=" ".join(together_words(each) for each in first.together) or None,
        why=first.why if first.level > Level.MANAGE else None,
        tell=tell_words(guide, first.refer),
        messages=None if soft is None else f"With messages alone, and no image: {guide.name_of(soft)}.",
    )
