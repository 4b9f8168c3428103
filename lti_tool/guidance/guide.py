"""A whole guide, with the lookups that make ten thousand assessments quick."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from .confirm import Confirm
from .faq import Faq, Misconception
from .messages import Message
from .model import (
    NOT_KNOWN,
    Action,
    Audience,
    Criterion,
    Flag,
    Instruction,
    Interaction,
    Kind,
    Level,
    Option,
    Outcome,
    Part,
    PoliceLine,
    Question,
    Source,
    Strand,
)
from .poster_words import PosterWords
from .toolkit import Sheet


@dataclass(frozen=True, slots=True)
class Driver:
    """An answer, the lowest outcome it allows in this case, and why. At the top level it drives the outcome."""

    question: Question
    option: Option
    level: Level
    sources: tuple[str, ...]
    why: str
    flags: tuple[Flag, ...]
    """The flags this answer raises, as long as each flag's `only_if` holds."""
    known: bool


class Row(NamedTuple):
    """A choice as it stands in one strand, with every answer to it worked out beforehand."""

    question_id: str
    answers: Mapping[str, Driver]
    unanswered: Driver


@dataclass(frozen=True)
class Guide:
    """A versioned set of questions, rules and outcomes. An assessment names the guide it was made with."""

    id: str
    nation: str
    title: str
    checked: str
    about: tuple[str, ...]
    reminder: str
    timing_note: str
    unknown_why: str
    asks_first: tuple[str, ...]
    labels: Mapping[str, str]
    agencies: Mapping[str, str]
    sources: tuple[Source, ...]
    questions: tuple[Question, ...]
    interactions: tuple[Interaction, ...]
    flags: tuple[Flag, ...]
    outcomes: tuple[Outcome, ...]
    police: tuple[PoliceLine, ...]
    parts: tuple[Part, ...]
    instructions: tuple[Instruction, ...]
    extends: str = ""
    """The guide that this one borrows from, if any."""
    confirm: tuple[Confirm, ...] = ()
    contacts: Mapping[str, str] = field(default_factory=dict)
    """How kinds of telephone number are called that have another name than in England."""
    faq: tuple[Faq, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    messages: tuple[Message, ...] = ()
    poster: PosterWords | None = None
    toolkit: tuple[Sheet, ...] = ()
    leaflet: Sheet | None = None

    def question(self, question_id: str) -> Question | None:
        """The question of this id with all its options, or None."""
        return self._questions.get(question_id)

    def option(self, question_id: str, option_id: str | None) -> Option | None:
        """The option of this question as the guide has it, whatever the strand, or None."""
        return self._options.get(question_id, {}).get(option_id or "")

    def source(self, source_id: str) -> Source:
        """The source of this id."""
        return self._sources[source_id]

    def cited(self, source_ids: tuple[str, ...]) -> tuple[Source, ...]:
        """The sources of these ids, in the order given."""
        return tuple(self._sources[source_id] for source_id in source_ids)

    def outcome(self, level: Level) -> Outcome:
        """How this level is shown."""
        return next(outcome for outcome in self.outcomes if outcome.level is level)

    def name_of(self, level: Level) -> str:
        """What this level is called where there is room for a few words."""
        return self._names[level]

    def flag(self, flag_id: str) -> Flag:
        """The flag of this id."""
        return next(flag for flag in self.flags if flag.id == flag_id)

    def part(self, part_id: str) -> Part | None:
        """The advice for an outcome's name, a flag or `ALL`."""
        return next((part for part in self.parts if part.id == part_id), None)

    def action(self, action_id: str) -> Action:
        """The action of this id."""
        return self._actions[action_id]

    def place_of(self, action_id: str) -> int:
        """Where the action stands among all of the guide."""
        return self._places[action_id]

    def in_strand(self, strand: Strand) -> tuple[Question, ...]:
        """The questions that apply in this strand, as they stand there, in guide order."""
        return self._strands[strand]

    def rows(self, strand: Strand) -> tuple[Row, ...]:
        """The choices that apply in this strand, ready to be looked up."""
        return self._rows[strand]

    def accepted(self, strand: Strand) -> frozenset[tuple[str, str]]:
        """Every question with every option that may be assessed in this strand, whether it applies or not."""
        return self._accepted[strand]

    def asked(self, strand: Strand, audience: Audience) -> tuple[Question, ...]:
        """The questions a person of this audience is asked in this strand, in asking order."""
        first = {question_id: place for place, question_id in enumerate(self.asks_first)}
        mine = [question for question in self._strands[strand] if is_asked(question, audience)]
        return tuple(sorted(mine, key=lambda question: first.get(question.id, len(first))))

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _names(self) -> dict[Level, str]:
        return {outcome.level: outcome.name for outcome in self.outcomes}

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def _actions(self) -> dict[str, Action]:
        return {action.id: action for part in self.parts for action in part.do}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {action_id: place for place, action_id in enumerate(self._actions)}

    @cached_property
    def _strands(self) -> dict[Strand, tuple[Question, ...]]:
        return {strand: tuple(in_strand(self.questions, strand)) for strand in Strand}

    @cached_property
    def _rows(self) -> dict[Strand, tuple[Row, ...]]:
        return {strand: tuple(row(self, q) for q in choices(self._strands[strand])) for strand in Strand}

    @cached_property
    def _accepted(self) -> dict[Strand, frozenset[tuple[str, str]]]:
        return {strand: frozenset(accepted(self.questions, strand)) for strand in Strand}

    @cached_property
    def _options(self) -> dict[str, dict[str, Option]]:
        return {question.id: {option.id: option for option in question.options} for question in self.questions}


def in_strand(questions: tuple[Question, ...], strand: Strand) -> list[Question]:
    """The questions that apply in this strand, with the options and floors they have there."""
    here = [q for q in questions if Strand.BOTH in (q.strand, strand) or q.strand is strand]
    return [in_messages(question) for question in here] if strand is Strand.CONTACT else here


def in_messages(question: Question) -> Question:
    """The question as it stands when there are only messages: no image options, softer floors."""
    kept = [softened(option) for option in question.options if not option.images_only]
    return replace(question, options=tuple(kept))


def softened(option: Option) -> Option:
    """The option with the floor it has when there are only messages."""
    soft = option.in_messages
    if soft is None:
        return option
    return replace(option, floor=soft.floor, refer=soft.refer, why=soft.why or option.why, raised=soft.raised)


def accepted(questions: tuple[Question, ...], strand: Strand) -> Iterator[tuple[str, str]]:
    """The answers that may be assessed in this strand."""
    for question in questions:
        standing = in_messages(question) if strand is Strand.CONTACT else question
        yield from ((question.id, option.id) for option in standing.options if not option.leaves)


def is_asked(question: Question, audience: Audience) -> bool:
    """Whether this audience is asked the question. A lead reads what a reporter wrote; they do not write it."""
    if audience is Audience.LEAD:
        return question.asked_of is not Audience.NOBODY and question.kind is Kind.CHOICE
    return question.asked_of is audience


def triggered(flags: tuple[Flag, ...], question_id: str, option_id: str) -> tuple[Flag, ...]:
    """The flags that name this answer."""
    return tuple(flag for flag in flags if option_id in flag.any.get(question_id, ()))


def choices(questions: tuple[Question, ...]) -> list[Question]:
    """The questions that are answered with an option."""
    return [question for question in questions if question.kind is Kind.CHOICE]


def row(guide: Guide, question: Question) -> Row:
    """The question with every answer to it worked out."""
    answers = {option.id: driver(guide, question, option) for option in question.options if not option.leaves}
    return Row(question.id, answers, answers[question.unanswered])


def driver(guide: Guide, question: Question, option: Option) -> Driver:
    """One answer with the sources and the reason that are its own or, failing that, its question's."""
    known = option.id != NOT_KNOWN
    return Driver(
        question=question,
        option=option,
        level=option.floor,
        sources=option.sources or question.sources,
        why=option.why or (question.why if known else guide.unknown_why),
        flags=triggered(guide.flags, question.id, option.id),
        known=known,
    )
