"""The poster for the staff-room wall: a guide in a nutshell, as a value. How it is drawn is not known here."""

from dataclasses import dataclass
from datetime import date

from .age import read_in_words, warning
from .guide import Guide
from .library import edition
from .model import Instruction
from .poster_words import NumberWords, PosterWords, StepWords

TO_THE_CHILD = "To the child:"
"""How an instruction marks what is said to the child. What is said to the lead needs no wall."""


@dataclass(frozen=True)
class Step:
    """One step of the decision: what is asked, what counts, and where it ends."""

    ask: str
    counts: tuple[str, ...]
    title: str
    then: str


@dataclass(frozen=True)
class Poster:
    """Everything that stands on the poster, but for a school's own numbers.

    Attributes:
        tells: whom to tell, as a heading; `do` and `do_not` follow it.
        else_tell: where nobody answers, or it is about a member of staff.
        contacts: the kinds of number that a school fills in; `contacts_if_set` only where it has one.
        warning: that the guide is old, where it is.
        foot: whose guide this is, how old, and what it is not.
    """

    heading: str
    about: str
    danger: str
    danger_do: str
    tells: str
    do: tuple[str, ...]
    do_not: tuple[str, ...]
    else_tell: tuple[str, ...]
    steps_heading: str
    steps: tuple[Step, ...]
    contacts_heading: str
    contacts: tuple[str, ...]
    contacts_if_set: frozenset[str]
    numbers: tuple[NumberWords, ...]
    police: str
    warning: str | None
    foot: tuple[str, ...]


def poster_of(guide: Guide, today: date) -> Poster | None:
    """The guide's poster as it is printed on this day; None for a guide that has none."""
    words = guide.poster
    if words is None:
        return None
    danger, tell = _instruction(guide, words.danger), _instruction(guide, words.tell)
    return Poster(
        heading=words.heading,
        about=words.about,
        danger=next(each.title for each in guide.questions if each.id == guide.asks_first[0]),
        danger_do=" ".join(danger.do[:2]),
        tells=tell.heading,
        do=(*tell.do, *(words for words in tell.say if words.startswith(TO_THE_CHILD))),
        do_not=tell.do_not,
        else_tell=(" ".join(tell.if_nobody_answers), " ".join(tell.if_about_staff)),
        steps_heading=words.steps_heading,
        steps=tuple(_step(guide, words, step) for step in words.steps),
        contacts_heading=words.contacts_heading,
        contacts=words.contacts,
        contacts_if_set=frozenset(words.contacts_if_set),
        numbers=words.numbers,
        police=words.police,
        warning=warning(guide, today),
        foot=_foot(guide, words),
    )


def _instruction(guide: Guide, instruction_id: str) -> Instruction:
    return next(each for each in guide.instructions if each.id == instruction_id)


def _step(guide: Guide, words: PosterWords, step: StepWords) -> Step:
    counts = tuple(words.criteria[each.id] for each in guide.criteria) if step.criteria else ()
    return Step(step.ask, counts, guide.outcome(step.level).title, step.then)


def _foot(guide: Guide, words: PosterWords) -> tuple[str, ...]:
    version = edition(guide.id)[1]
    made = f"{guide.title}. Guide version {version}, based on guidance as read in {read_in_words(guide)}."
    return made, f"{guide.about[0]} {words.disclaimer}"
