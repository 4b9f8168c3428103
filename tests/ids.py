"""Ids whose numbers a test can rely on."""

from itertools import count

from lti_tool.system.ids import RandomIds


class NumbersInTurn(RandomIds):
    """Random ids, but numbers one after the other: of two that are drawn, both are the same now and then."""

    def __init__(self) -> None:
        self._numbers = count()

    def number_below(self, limit: int) -> int:
        return next(self._numbers) % limit
