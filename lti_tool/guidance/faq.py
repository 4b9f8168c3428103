"""What staff ask about a guide's subject, what is often believed, and where each comes up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from .model import Audience


@dataclass(frozen=True)
class Places:
    """Where in the guide something comes up, by the ids of what is shown there."""

    questions: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    instructions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.questions or self.outcomes or self.flags or self.instructions)

    @property
    def lists(self) -> tuple[tuple[str, ...], ...]:
        """The ids, kind by kind."""
        return (self.questions, self.outcomes, self.flags, self.instructions)


@dataclass(frozen=True)
class Faq:
    """A question that staff ask, and the answer.

    Attributes:
        group: the heading it stands under.
        at: where it comes up.
        asked_of: `LEAD` where the answer names an outcome, because a reporter is shown none.
        search: words that people type and that no page shows.
    """

    id: str
    question: str
    answer: str
    sources: tuple[str, ...] = ()
    group: str = "What staff ask"
    at: Places = Places()
    asked_of: Audience = Audience.EVERYONE
    search: tuple[str, ...] = ()


@dataclass(frozen=True)
class Misconception:
    """Something often believed, what is so, and where somebody would believe it."""

    id: str
    belief: str
    fact: str
    sources: tuple[str, ...] = ()
    at: Places = Places()


Said = TypeVar("Said", Faq, Misconception)


def coming_up(said: Iterable[Said], here: Places) -> tuple[Said, ...]:
    """Those that come up at any of these places, in guide order."""
    # Every question page asks this, mostly of one place: what is empty is left out first.
    wanted = [(kind, frozenset(ids)) for kind, ids in enumerate(here.lists) if ids]
    return tuple(each for each in said if any(not ids.isdisjoint(each.at.lists[kind]) for kind, ids in wanted))


def for_audience(asked: Iterable[Faq], audience: Audience) -> tuple[Faq, ...]:
    """Those whose answer this audience may be shown beside a case."""
    return tuple(each for each in asked if audience is Audience.LEAD or each.asked_of is Audience.EVERYONE)


def grouped(asked: Iterable[Faq]) -> Iterator[tuple[str, tuple[Faq, ...]]]:
    """Each heading with what stands under it, in guide order."""
    groups: dict[str, list[Faq]] = {}
    for each in asked:
        groups.setdefault(each.group, []).append(each)
    return ((title, tuple(found)) for title, found in groups.items())
