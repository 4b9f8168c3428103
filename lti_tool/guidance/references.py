"""Finds names in a guide that lead nowhere."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from .faq import Faq, Misconception
from .guide import Guide
from .model import Kind, Level


def references(guide: Guide) -> Iterator[str]:
    """Every question, option, source or line that is named and does not exist, or exists twice."""
    yield from twice(guide)
    yield from unknown_sources(guide)
    yield from unknown_questions(guide)


def unknown_questions(guide: Guide) -> Iterator[str]:
    """Every question or option that a rule names and that is not there. Such a rule would never hold."""
    for interaction in guide.interactions:
        yield from unknown_answers(guide, f"interaction {interaction.id}", interaction.when)
    for flag in guide.flags:
        yield from unknown_answers(guide, f"flag {flag.id}", flag.any)
        yield from unknown_answers(guide, f"flag {flag.id}", flag.only_if)
    for each in guide.criteria:
        yield from unknown_answers(guide, f"criterion {each.id}", each.any)
        yield from unknown_answers(guide, f"criterion {each.id}", each.only_if)
    yield from unknown_places(guide)
    for question_id in guide.asks_first:
        if guide.question(question_id) is None:
            yield f"asks_first: there is no question {question_id}"
    for question in guide.questions:
        if question.kind is Kind.CHOICE and question.option(question.unanswered) is None:
            yield f"question {question.id}: unanswered, it counts as {question.unanswered}, which is not an option"


def unknown_answers(guide: Guide, place: str, answers: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The answers named at a place that the guide does not have."""
    for question_id, option_ids in answers.items():
        if guide.question(question_id) is None:
            yield f"{place}: there is no question {question_id}"
            continue
        for option_id in option_ids:
            if guide.option(question_id, option_id) is None:
                yield f"{place}: {question_id} has no option {option_id}"


def unknown_places(guide: Guide) -> Iterator[str]:
    """The places at which something is said to come up and that the guide does not have."""
    there = {
        "question": {question.id for question in guide.questions},
        "outcome": {level.name for level in Level},
        "flag": {flag.id for flag in guide.flags},
        "instruction": {each.id for each in guide.instructions},
    }
    said_there: tuple[Faq | Misconception, ...] = (*guide.faq, *guide.misconceptions)
    for said in said_there:
        for (kind, ids), named in zip(there.items(), said.at.lists, strict=True):
            yield from (
                f"{said.id}: comes up at {kind} {each}, which is not there" for each in named if each not in ids
            )


def unknown_sources(guide: Guide) -> Iterator[str]:
    """The sources cited anywhere that are not on the list."""
    listed = {source.id for source in guide.sources}
    for place, cited in citations(guide, guide.id):
        yield from (f"{place}: there is no source {source_id}" for source_id in cited if source_id not in listed)


def citations(value: Any, place: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Everything inside a value that cites sources, with its place."""
    if isinstance(value, tuple):
        for inner in value:
            yield from citations(inner, f"{place} > {getattr(inner, 'id', '')}")
    elif is_dataclass(value):
        if not isinstance(value, Guide):
            yield place, getattr(value, "sources", ())
        for field in fields(value):
            yield from citations(getattr(value, field.name), place)


def twice(guide: Guide) -> Iterator[str]:
    """An id that two things of one kind share."""
    ids: dict[str, list[str]] = {
        "question": [question.id for question in guide.questions],
        "source": [source.id for source in guide.sources],
        "flag": [flag.id for flag in guide.flags],
        "criterion": [each.id for each in guide.criteria],
        # A sign-off names either of them.
        "point": [*(each.id for each in guide.confirm), *(source.id for source in guide.sources)],
        "interaction": [interaction.id for interaction in guide.interactions],
        "part": [part.id for part in guide.parts],
        "message": [each.id for each in guide.messages],
        "action": [action.id for part in guide.parts for action in part.do],
        "faq": [each.id for each in guide.faq],
        "misconception": [each.id for each in guide.misconceptions],
        "sheet": [sheet.id for sheet in guide.toolkit],
        "do_not": [each.id for part in guide.parts for each in part.do_not],
    }
    for kind, named in ids.items():
        yield from (f"{kind} {each}: named twice" for each in repeated(named))


def repeated(ids: Iterable[str]) -> Iterator[str]:
    """The ids that come again."""
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield each
        seen.add(each)
