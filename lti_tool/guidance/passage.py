"""The way of one set of answers through the chart: at each question the ways that were taken, and all others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .flow import Flow, Stop, Way
from .guide import Guide
from .model import NOT_KNOWN, Option
from .reading import read


@dataclass(frozen=True)
class Passage:
    """One question of the chart, passed with one answer.

    Attributes:
        given: what was answered; None where nothing was.
        counted: what it counts as.
        taken: the ways that this answer goes, by itself and together with others.
        others: all other ways. An answer that would have led to the same place is one of them.
    """

    stop: Stop
    given: Option | None
    counted: Option
    taken: tuple[Way, ...]
    others: tuple[Way, ...]

    @property
    def known(self) -> bool:
        """Whether somebody knows the answer."""
        return self.given is not None and self.given.id != NOT_KNOWN


def passages(guide: Guide, chart: Flow, answers: Mapping[str, str]) -> tuple[Passage, ...]:
    """Every question of the chart with where these answers pass it."""
    counted = {name: each.option for name, each in read(guide, answers, strict=False).counted.items()}
    return tuple(passage(each, each.question.option(answers.get(each.question.id)), counted) for each in chart.stops)


def passage(stop: Stop, given: Option | None, counted: Mapping[str, Option]) -> Passage:
    """One question passed."""
    # An answer that leads out of the guide counts for nothing in it, and was given all the same.
    here = given or counted[stop.question.id]
    ways = [each for way in stop.ways for each in parted(way, here)]
    taken = tuple(way for way in ways if way.has(here.id) and holds(way, counted))
    return Passage(stop, given, here, taken, tuple(way for way in ways if way not in taken))


def parted(way: Way, option: Option) -> Iterator[Way]:
    """A way that this answer goes, and beside it that of the answers that go the same."""
    others = tuple(each for each in way.options if each.id != option.id)
    if len(others) < len(way.options):
        yield replace(way, options=(option,))
    if others:
        yield replace(way, options=others)


def holds(way: Way, counted: Mapping[str, Option]) -> bool:
    """Whether everything else that this way needs was answered."""
    return all(counted[each.question.id] in each.options for each in way.together)
