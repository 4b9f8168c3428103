"""Many clients at once, each asking again as soon as it is answered."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

# One turn of a client. What it gives is kept: seconds, or nothing of interest.
Turn = Callable[[], float]


@dataclass
class Load:
    """What came of a run.

    Attributes:
        seconds: how long it took.
        gave: what each turn gave.
        failures: what went wrong, in words.
    """

    seconds: float
    gave: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.gave) / self.seconds

    def percentile(self, percent: float) -> float:
        """The value that so many percent of the turns stayed at or below."""
        ordered = sorted(self.gave)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def together(loads: Sequence[Load]) -> Load:
    """Several runs as one: a run of few turns has no 99th percentile to speak of."""
    return Load(sum(load.seconds for load in loads), [given for load in loads for given in load.gave])


def run(clients: Sequence[Turn], seconds: float, pause: float = 0.0) -> Load:
    """Let every client take turns until the time is over, with a pause of about this length after each."""
    began = time.perf_counter()
    until = began + seconds
    parts = [Load(0.0) for _client in clients]
    threads = [
        threading.Thread(target=_take_turns, args=(client, until, pause, part))
        for client, part in zip(clients, parts, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = Load(time.perf_counter() - began)
    for part in parts:
        whole.gave += part.gave
        whole.failures += part.failures
    return whole


def _take_turns(turn: Turn, until: float, pause: float, part: Load) -> None:
    # Nobody's pauses are even; those of all together must not fall into step.
    uneven = random.Random(id(part))
    while time.perf_counter() < until:
        time.sleep(uneven.uniform(0.5, 1.5) * pause)
        try:
            part.gave.append(turn())
        except Exception as error:  # noqa: BLE001 - whatever it is, the run goes on and the caller is told
            part.failures.append(f"{type(error).__name__}: {error}")
            if len(part.failures) > 100:
                return
