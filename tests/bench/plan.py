"""How long and how often to measure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

CLIENTS = 8

T = TypeVar("T")


@dataclass(frozen=True)
class Plan:
    """One run lasts `seconds`; each figure is the median of `runs`."""

    seconds: float
    runs: int
    many_hosts: int
    schools: int
    cases: tuple[int, ...]
    entries: int

    @property
    def warm_up(self) -> float:
        return self.seconds / 3

    @property
    def in_large(self) -> int:
        """As many cases as each school holds at the largest size."""
        return self.cases[-1] // self.schools

    def repeat(self, measures: Mapping[str, Callable[[], T]], times_as_often: int = 1) -> dict[str, list[T]]:
        """Take the measures in turn, so that what disturbs the machine disturbs them all alike."""
        taken: dict[str, list[T]] = {name: [] for name in measures}
        for _run in range(self.runs * times_as_often):
            for name, measure in measures.items():
                taken[name].append(measure())
        return taken


USUAL = Plan(seconds=3.0, runs=3, many_hosts=10_000, schools=1000, cases=(1000, 100_000, 1_000_000), entries=1100)
QUICK = Plan(seconds=0.5, runs=1, many_hosts=100, schools=2, cases=(2, 40), entries=20)
