"""What lets a school manage a case, what asks for advice first, and what asks to refer: read off the chart."""

from collections.abc import Iterator
from dataclasses import dataclass

from .flow import Together, Way, flow
from .guide import Driver, Guide
from .model import NOT_KNOWN, Audience, Level, Option, Question, Strand


@dataclass(frozen=True)
class Factor:
    """One answer, or one that counts together with an earlier one, and what it asks for.

    Attributes:
        in_messages: what it asks for where there are only messages, if that is something else.
    """

    question: Question
    option: Option
    level: Level
    refer: tuple[str, ...]
    sources: tuple[str, ...]
    why: str
    together: tuple[Together, ...] = ()
    in_messages: Level | None = None


def factors(guide: Guide) -> tuple[Factor, ...]:
    """Every factor, in the order of the chart. What is not known is none: it never lets a school manage a case."""
    soft = dict(answered(guide, Strand.CONTACT))
    hard = dict(answered(guide, Strand.BOTH))
    found: list[Factor] = []
    for stop in flow(guide, Strand.BOTH).stops:
        if not sets_up(stop.question):
            for way in stop.ways:
                found += of_way(stop.question, way, hard, soft)
    return tuple(found)


def of_way(
    question: Question, way: Way, hard: dict[tuple[str, str], Driver], soft: dict[tuple[str, str], Driver]
) -> Iterator[Factor]:
    """The factors of one way: its answers one by one."""
    for option in way.options:
        key = (question.id, option.id)
        if way.together:
            yield Factor(question, option, way.level, way.refer, way.sources, way.why, way.together)
        elif option.id != NOT_KNOWN:
            other = soft[key].level if key in soft and soft[key].level is not way.level else None
            yield Factor(question, option, way.level, way.refer, hard[key].sources, hard[key].why, in_messages=other)


def answered(guide: Guide, strand: Strand) -> Iterator[tuple[tuple[str, str], Driver]]:
    """Every answer of a strand, with its reason and sources as an assessment gives them."""
    for row in guide.rows(strand):
        for option_id, driver in row.answers.items():
            yield (row.question_id, option_id), driver


def sets_up(question: Question) -> bool:
    """Whether a question only says which guide, and which of its questions, apply; or counts for nothing."""
    return not question.scored or question.asked_of is Audience.NOBODY or any(each.leaves for each in question.options)
