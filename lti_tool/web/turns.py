"""Requests of one process take turns: who came first is answered first.

Python runs one thread at a time, and hands over whenever one waits, if only for a file that is read in microseconds.
Whoever came first then waits until all who came since are done: with eight people at work, one page in a hundred took
three times as long as the others. In turn, the processor has as much to do as before, and nobody is overtaken.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Condition
from typing import Any

# Longer than all but the heaviest pages take. Whoever waits for a host, a disk or a PDF keeps nobody else waiting.
LONGEST_SECONDS = 0.02

Application = Callable[..., Iterable[bytes]]


class Turns:
    """Whose turn it is.

    Args:
        longest_seconds: after this long a turn is over, whether its request is done or not.
    """

    def __init__(self, longest_seconds: float = LONGEST_SECONDS) -> None:
        self._longest = longest_seconds
        self._changed = Condition()
        self._line: deque[object] = deque()
        self._whose: object | None = None
        self._ends = 0.0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn, and have it until the block ends or its time does."""
        mine = object()
        with self._changed:
            self._wait_in_line(mine)
            self._whose, self._ends = mine, time.monotonic() + self._longest
        try:
            yield
        finally:
            with self._changed:
                if self._whose is mine:
                    self._whose, self._ends = None, 0.0
                    self._changed.notify_all()

    def _wait_in_line(self, mine: object) -> None:
        self._line.append(mine)
        try:
            # Who is free to begin is the first in line, and not whoever happens to come at that moment.
            while self._line[0] is not mine or self._left() > 0:
                self._changed.wait(self._left() or self._longest)
        finally:
            self._line.remove(mine)

    def _left(self) -> float:
        return max(0.0, self._ends - time.monotonic())


class InTurn:
    """A layer around the application. What is sent after it has answered, as a built file is, takes no turn."""

    def __init__(self, application: Application, turns: Turns) -> None:
        self._application = application
        self._turns = turns

    def __call__(self, asked: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with self._turns.one():
            return self._application(asked, start_response)
