"""What a guide is made of. Every value is frozen: a guide never changes while it is in use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from .to_the_head import ToTheHead
from .within import Within

NOT_KNOWN = "nk"
"""The option that an unanswered question counts as."""

AGENCIES = ("999", "health", "police", "social_care", "lado")
"""Everybody a case can be referred to, in the order they are told."""


class Level(IntEnum):
    """The five outcomes, least to most urgent. An answer's floor is one of these."""

    MANAGE = 0
    CONSULT = 1
    REFER_CSC = 2
    REFER_NOW = 3
    EMERGENCY = 4


class Strand(StrEnum):
    """What a case is about. A question of `BOTH` is asked in every case."""

    IMAGES = "images"
    CONTACT = "contact"
    BOTH = "both"


class Audience(StrEnum):
    """Who is asked a question. `NOBODY`: the answer comes from the tenant, not from a page."""

    EVERYONE = "everyone"
    LEAD = "lead"
    NOBODY = "nobody"


class Kind(StrEnum):
    """A choice is one of a question's options; a text is written by hand and never scored."""

    CHOICE = "choice"
    TEXT = "text"


class Label(StrEnum):
    """How far a source was verified: read, seen second-hand, or from knowledge only."""

    V = "V"
    V2 = "V2"
    K = "K"


@dataclass(frozen=True)
class Source:
    """A published document that the guide rests on."""

    id: str
    title: str
    publisher: str
    date: str
    url: str
    label: Label
    checked: str


@dataclass(frozen=True)
class Raised:
    """A school's own decision that an answer asks for more than the guide says. No file of a guide holds one."""

    reason: str
    owner: str
    on: date


@dataclass(frozen=True)
class Softening:
    """The floor an option has instead, and who is told, when there are only messages and no image."""

    floor: Level
    refer: tuple[str, ...] = ()
    why: str = ""
    raised: Raised | None = None


@dataclass(frozen=True)
class Option:
    """One answer to a question, in plain words, with the lowest outcome it allows."""

    id: str
    label: str
    floor: Level
    refer: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    why: str = ""
    opens: Strand | None = None
    """The strand that the case is assessed in once this is chosen."""
    in_messages: Softening | None = None
    images_only: bool = False
    """Not offered when there are only messages."""
    leaves: bool = False
    """Leads out of the guide to the exit page."""
    raised: Raised | None = None
    """Who has raised its floor, where a school has (`overlay`)."""


@dataclass(frozen=True)
class Question:
    """One question, on a page of its own. `options` run from least to most concerning."""

    id: str
    section: str
    title: str
    asked_of: Audience
    error: str
    """What the page says when nothing was selected."""
    options: tuple[Option, ...] = ()
    kind: Kind = Kind.CHOICE
    strand: Strand = Strand.BOTH
    help: tuple[str, ...] = ()
    """Paragraphs shown above the options."""
    hint: str = ""
    display: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    why: str = ""
    scored: bool = True
    unanswered: str = NOT_KNOWN

    @property
    def shown(self) -> tuple[Option, ...]:
        """The options in the order a page shows them."""
        places = {option_id: place for place, option_id in enumerate(self.display)}
        return tuple(sorted(self.options, key=lambda option: places.get(option.id, 0)))

    def option(self, option_id: str | None) -> Option | None:
        """The option of this id, or None if it is not offered."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True)
class Interaction:
    """Answers that together allow less than each does alone."""

    id: str
    when: Mapping[str, tuple[str, ...]]
    floor: Level
    refer: tuple[str, ...]
    sources: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Flag:
    """A mark that adds advice and never changes the outcome: any of `any`, and all of `only_if`."""

    id: str
    title: str
    any: Mapping[str, tuple[str, ...]]
    only_if: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Criterion:
    """A criterion for immediate referral: any of `any`, and all of `only_if`."""

    id: str
    title: str
    any: Mapping[str, tuple[str, ...]]
    only_if: Mapping[str, tuple[str, ...]]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How one level is shown to a lead."""

    level: Level
    name: str
    """In a list: a few words."""
    title: str
    timing: str
    care: str
    summary: str


@dataclass(frozen=True)
class PoliceLine:
    """The first line of every outcome: whether the police are to be told."""

    id: str
    text: str
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Action:
    """Something somebody must do. `contacts`: whose numbers stand beside it. `again`: of a review, when the next is."""

    id: str
    who: str
    when: str
    within: Within
    text: str
    sources: tuple[str, ...]
    again: Within | None = None
    contacts: tuple[str, ...] = ()
    if_telling: tuple[str, ...] = ()
    unless_telling: tuple[str, ...] = ()


@dataclass(frozen=True)
class DoNot:
    """Something nobody may do."""

    id: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """The advice for one outcome, one flag, or (`ALL`) every case."""

    id: str
    title: str
    do: tuple[Action, ...] = ()
    do_not: tuple[DoNot, ...] = ()


@dataclass(frozen=True)
class Instruction:
    """What the person who heard first is told to do this minute. It never names a level."""

    id: str
    level: Level
    heading: str
    do: tuple[str, ...]
    say: tuple[str, ...]
    do_not: tuple[str, ...]
    if_nobody_answers: tuple[str, ...]
    if_about_staff: tuple[str, ...]
    contacts: tuple[str, ...]
    to_the_head: ToTheHead
