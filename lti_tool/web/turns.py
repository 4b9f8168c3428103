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
from threading import Lock
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
        self._changing = Lock()
        # Who waits, each at a gate of their own, so that nobody is woken but whoever may go on.
        self._line: deque[Lock] = deque()
        self._whose: Lock | None = None
        self._ends = 0.0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn, and have it until the block ends or its time does."""
        mine = Lock()
        mine.acquire()
        self._wait(mine)
        try:
            yield
        finally:
            with self._changing:
                if self._whose is mine:
                    self._pass_on()

    def _wait(self, mine: Lock) -> None:
        with self._changing:
            self._line.append(mine)
            left = self._take_over()
        try:
            while not mine.acquire(timeout=left):
                with self._changing:
                    left = self._take_over()
        except BaseException:
            self._leave(mine)
            raise

    def _take_over(self) -> float:
        """If the turn is over, the first in line has the next one. Gives how long it may last, in seconds."""
        if self._whose is None or self._ends <= time.monotonic():
            self._pass_on()
        return max(0.0, self._ends - time.monotonic())

    def _pass_on(self) -> None:
        self._whose = self._line.popleft() if self._line else None
        if self._whose is not None:
            self._ends = time.monotonic() + self._longest
            self._whose.release()

    def _leave(self, mine: Lock) -> None:
        with self._changing:
            if self._whose is mine:
                self._pass_on()
            elif mine in self._line:
                self._line.remove(mine)


class InTurn:
    """A layer around the application. What is sent after it has answered, as a built file is, takes no turn."""

    def __init__(self, application: Application, turns: Turns) -> None:
        self._application = application
        self._turns = turns

    def __call__(self, asked: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with self._turns.one():
            return self._application(asked, start_response)
