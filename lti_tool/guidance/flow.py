"""The whole guide as a chart: the sections one below the other, and at each question what leads on and what leads off.

It is built from the same rows and combinations that `assess` reads, so the picture and the rules cannot disagree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from .guide import Guide
from .model import Interaction, Kind, Level, Option, Question, Strand


@dataclass(frozen=True)
class Together:
    """An earlier question, and the answers to it that count together with a later one."""

    question: Question
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Way:
    """Answers to one question that lead to the same place.

    Attributes:
        options: the answers, least concerning first.
        level: where each of them leads, if nothing else is of concern. MANAGE leads on to the next question.
        refer: who must be told because of them.
        leaves: it leads out of the guide.
        opens: the questions that apply from here on, where that changes.
        together: what else must have been answered for this way. Without any, the answer alone leads there.
        sources: of a combination; an answer alone has its own.
        why: likewise.
    """

    options: tuple[Option, ...]
    level: Level
    refer: tuple[str, ...] = ()
    leaves: bool = False
    opens: Strand | None = None
    together: tuple[Together, ...] = ()
    sources: tuple[str, ...] = ()
    why: str = ""

    @property
    def goes_on(self) -> bool:
        """Whether it stays on the way down."""
        return self.level is Level.MANAGE and not self.leaves

    def has(self, option_id: str) -> bool:
        """Whether this answer goes this way."""
        return any(option.id == option_id for option in self.options)


@dataclass(frozen=True)
class Stop:
    """One question, and every way from it, the most urgent first."""

    question: Question
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Stretch:
    """One section of the guide."""

    title: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Flow:
    """The chart of one strand."""

    strand: Strand
    stretches: tuple[Stretch, ...]

    @property
    def stops(self) -> tuple[Stop, ...]:
        """Every question on the way down."""
        return tuple(stop for stretch in self.stretches for stop in stretch.stops)


def flow(guide: Guide, strand: Strand) -> Flow:
    """The chart of everything that applies in this strand. What is asked first stands first."""
    choices = [question for question in guide.in_strand(strand) if question.kind is Kind.CHOICE]
    titles = sections(guide, choices)
    stretches = [
        Stretch(title, tuple(stop(guide, strand, each) for each in choices if each.section == title))
        for title in titles
    ]
    return Flow(strand, tuple(stretches))


def sections(guide: Guide, questions: list[Question]) -> tuple[str, ...]:
    """The sections of these questions once each: first those with a question that is asked before all others."""
    asked_first = [question.section for question_id in guide.asks_first if (question := guide.question(question_id))]
    return tuple(dict.fromkeys([*asked_first, *(question.section for question in questions)]))


def stop(guide: Guide, strand: Strand, question: Question) -> Stop:
    """One question with the ways of each answer alone, and those of the combinations that end with it."""
    here = {each.id: each for each in guide.in_strand(strand)}
    ways = [*alone(question), *combined(guide, here, question)]
    return Stop(question, tuple(sorted(ways, key=lambda way: (way.level, bool(way.together)), reverse=True)))


def alone(question: Question) -> Iterator[Way]:
    """The ways of single answers. Neighbours that lead to the same place go together."""
    for (level, refer, leaves, opens), options in groupby(question.options, destination):
        yield Way(tuple(options), level, refer, leaves, opens)


def destination(option: Option) -> tuple[Level, tuple[str, ...], bool, Strand | None]:
    """Where an answer leads. What was reported opens questions without leading anywhere else."""
    opens = option.opens if option.floor else None
    return option.floor, option.refer, option.leaves, opens


def combined(guide: Guide, here: Mapping[str, Question], question: Question) -> Iterator[Way]:
    """The ways of combinations whose last question this is."""
    for interaction in guide.interactions:
        if last_of(here, interaction) == question.id:
            options = {name: offered(here[name], interaction.when[name]) for name in here if name in interaction.when}
            mine = options.pop(question.id)
            together = tuple(Together(here[name], each) for name, each in options.items())
            yield Way(
                mine,
                interaction.floor,
                interaction.refer,
                together=together,
                sources=interaction.sources,
                why=interaction.why,
            )


def last_of(here: Mapping[str, Question], interaction: Interaction) -> str | None:
    """The question at which this combination is known; none where one of its questions does not apply."""
    if not all(name in here and offered(here[name], ids) for name, ids in interaction.when.items()):
        return None
    return [name for name in here if name in interaction.when][-1]


def offered(question: Question, option_ids: tuple[str, ...]) -> tuple[Option, ...]:
    """Those of the options that the question has in this strand."""
    return tuple(option for option in question.options if option.id in option_ids)
