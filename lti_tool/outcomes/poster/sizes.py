"""The sizes of a poster's letters, in millimetres, all from that of the plain text."""

from __future__ import annotations

from dataclasses import dataclass

MARGIN = 8.0
LEFT, RIGHT = MARGIN, 202.0
ACROSS = RIGHT - LEFT
PAD = 3.0
"""From a frame to the words in it."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large each kind of words is."""

    body: float

    @property
    def title(self) -> float:
        """The poster's own heading."""
        return self.body * 2.15

    @property
    def number(self) -> float:
        """999, where it stands for itself."""
        return self.body * 3.3

    @property
    def heading(self) -> float:
        """The heading of a part."""
        return self.body * 1.3

    @property
    def strong(self) -> float:
        """What is to be seen before the plain text."""
        return self.body * 1.15

    @property
    def small(self) -> float:
        """What is read from nearer."""
        return self.body * 0.9

    @property
    def label(self) -> float:
        """Whose number it is."""
        return self.body * 0.8

    @property
    def fine(self) -> float:
        """The foot."""
        return self.body * 0.68
