"""Which core does what: the tool and its database on one, the driver and the platform on another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AVAILABLE = sorted(os.sched_getaffinity(0))
SERVER_CORE = AVAILABLE[0]
# On a machine with one core both share it; the figures are then lower, and the table says so.
DRIVER_CORE = AVAILABLE[-1]


@contextmanager
def starting_on(core: int) -> Iterator[None]:
    """Processes started inside stay on `core`: a child inherits where its parent's thread may run."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def busy_seconds(pid: int) -> float:
    """Processor time that a process and its children have used."""
    ticks = os.sysconf("SC_CLK_TCK")
    return sum(_own_ticks(each) for each in (pid, *_children(pid))) / ticks


def _own_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _children(pid: int) -> list[int]:
    direct = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()]
    return [*direct, *(grandchild for child in direct for grandchild in _children(child))]
