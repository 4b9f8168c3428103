"""What is not known, and which answers would raise the outcome."""

from collections.abc import Mapping
from dataclasses import dataclass

from .assess import assess
from .guide import Guide
from .model import NOT_KNOWN, Level, Option, Question
from .reading import strand_of


@dataclass(frozen=True, slots=True)
class Raise:
    """An answer that would raise the outcome, and to what."""

    option: Option
    outcome: Level


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question whose answer is not known. With no raises, no answer to it alone raises the outcome."""

    question: Question
    raises: tuple[Raise, ...]


def what_would_raise(guide: Guide, answers: Mapping[str, str]) -> tuple[Unknown, ...]:
    """Each question that applies and is not known, with the answers that would raise the outcome."""
    now = assess(guide, answers, strict=False)
    applying = {question.id: question for question in guide.in_strand(strand_of(guide, answers))}
    return tuple(
        Unknown(applying[question_id], raises(guide, answers, applying[question_id], now.outcome))
        for question_id in now.missing
    )


def raises(guide: Guide, answers: Mapping[str, str], question: Question, now: Level) -> tuple[Raise, ...]:
    """The answers to this question that would raise the outcome from where it is now."""
    known = [option for option in question.options if option.id != NOT_KNOWN and not option.leaves]
    tried = [Raise(option, outcome_with(guide, answers, question.id, option.id)) for option in known]
    return tuple(each for each in tried if each.outcome > now)


def outcome_with(guide: Guide, answers: Mapping[str, str], question_id: str, option_id: str) -> Level:
    """The outcome if this one answer were given."""
    return assess(guide, {**answers, question_id: option_id}, strict=False).outcome
