"""The worker: does what is due, of every kind, one piece after the other."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from threading import Event

from ..system.log import get_logger


class Line(ABC):
    """Work of one kind. Several processes may do it at once."""

    @abstractmethod
    def deliver_next(self) -> bool:
        """Try one piece of work that is due. False: nothing is."""

    def deliver_due(self, limit: int = 100) -> int:
        """Try everything that is due, at most `limit` pieces, and say how many were tried."""
        tried = 0
        while tried < limit and self.deliver_next():
            tried += 1
        return tried


class Worker(Line):
    """Every line of work together. What is due on the first line comes before all others."""

    def __init__(self, *lines: Line) -> None:
        self._lines = lines

    def deliver_next(self) -> bool:
        return any(line.deliver_next() for line in self._lines)

    def watch(self, stop: Event, pause_seconds: float = 5.0, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Deliver what comes due until `stop` is set, through a database that is locked or away for a while.

        Args:
            meanwhile: done after each round, for what else this process looks after.
        """
        while not stop.is_set():
            try:
                while not stop.is_set() and self.deliver_next():
                    pass
                meanwhile()
            except Exception as error:  # noqa: BLE001 — the watch must outlive whatever stops one round
                # Only its type: a database's error quotes the row.
                get_logger().error("delivery interrupted", exception_type=type(error).__name__)
            stop.wait(pause_seconds)
