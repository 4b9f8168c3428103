"""Small values that more than one page shows. They hold words ready to print, never rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from ..guidance.vocabulary import Ours

TOOL_NAME = "Signpost"
REMINDER = (
    "Answer from what you have already been told. Do not look at any image, and do not ask a child to describe one."
)


class Care(Enum):
    """How soon somebody must act: the words, and the colour class that repeats them."""

    ACT_NOW = ("Act now", "act-now")
    ACT_TODAY = ("Act today", "act-today")
    MONITOR = ("Monitor", "monitor")

    @property
    def words(self) -> str:
        """What the card and the tag say."""
        return self.value[0]

    @property
    def tone(self) -> str:
        """The end of the CSS class. The words are always there too."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time for people (`words`) and for programs (`iso`)."""

    words: str
    iso: str


@dataclass(frozen=True, slots=True)
class Phone:
    """Somebody to telephone. `number` is None when the school has not set it."""

    label: str
    number: str | None
    name: str | None = None
    note: str | None = None

    @property
    def tel(self) -> str:
        """The number as a link, without the spaces people read it by."""
        return "tel:" + "".join(sign for sign in self.number or "" if sign in "+0123456789")


DANGER = Phone("In danger now", "999")
NSPCC = Phone("NSPCC helpline for adults", "0808 800 5000")
CHILDLINE = Phone("Childline", "0800 1111")


@dataclass(frozen=True, slots=True)
class TimeOut:
    """When the session ends, so that the page can warn two minutes before."""

    idle_seconds: int
    left_seconds: int
    """Until the session ends whatever happens, counted from when the page was made."""
    stay_url: str
    """A GET that keeps the session alive and answers 2xx, or anything else once it has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What stands around every page."""

    who: str | None = None
    foot: tuple[Phone, ...] = (DANGER, NSPCC)
    first_view: bool = False
    """True on the first page after a launch: the focus then stays where the host put it."""
    time_out: TimeOut | None = None
    done: str | None = None
    """What somebody has just done, where they came from its form."""
    signed_in: bool = True
    tool_name: str = TOOL_NAME


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to put right, and the id of the field where."""

    words: str
    field: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button."""

    value: str
    words: str
    hint: str | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One question and its answer, with where to change it."""

    question: str
    answer: str
    change_url: str | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """Facts under one heading."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where a statement comes from, and how far that was checked, in a sentence."""

    name: str
    checked: str
    href: str | None = None
    grade: str = ""
    """How far that was checked, in a word or two."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something somebody must do."""

    words: str
    who: str
    when: str
    sources: tuple[SourceNote, ...] = ()
    part: str = ""
    """The part of the advice it belongs to. Neighbours of one part share its heading."""


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer that caused the outcome."""

    question: str
    answer: str
    why: str
    sources: tuple[SourceNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question nobody has answered yet, and what an answer could change."""

    question: str
    would_raise: str | None = None
    change_url: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, and why."""

    words: str
    by: str
    at: Moment
    reason: str
    facts: tuple[Fact, ...] = ()
    """What else was written down with it, and what the answers asked for where that was something else."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a case's history."""

    words: str
    by: str
    at: Moment


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """A case this person began before."""

    label: str
    status: str
    at: Moment
    href: str


@dataclass(frozen=True, slots=True)
class Check:
    """One thing an installation needs before real use."""

    words: str
    ready: bool
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class ReasonForm:
    """A form that asks for a reason: where it goes, what was typed, what was wrong."""

    action: str
    typed: str = ""
    error: str | None = None
    max_length: int = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has. A title names the page, never the case, the answer or a person."""

    template: ClassVar[str]
    subject: ClassVar[str] = ""
    wide: ClassVar[bool] = False

    chrome: Chrome

    @property
    def title(self) -> str:
        """The document's title, which a host's page and the browser's history may show."""
        words = f"{'Error: ' if self.wrong else ''}{self.about} – {TOOL_NAME}"
        return Ours(words) if isinstance(self.about, Ours) else words

    @property
    def about(self) -> str:
        """What the page is about, in neutral words."""
        return self.subject

    @property
    def wrong(self) -> str | None:
        """What has to be put right on this page, if anything."""
        return None
