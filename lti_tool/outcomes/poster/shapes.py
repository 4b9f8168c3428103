"""What a poster is drawn of: boxes, strokes, and passages of words, all in millimetres from the top left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .letters import even_lines, lines_of, width_of

WIDTH, HEIGHT = 210.0, 297.0
"""A4."""

INK, DEEP, TINT, LINE, WHITE = "#111111", "#123c3a", "#edf5f3", "#8fa9a5", "#ffffff"
"""Nothing is said by a colour: on a black and white printer the words and the frames say the same."""

LEADING = 1.2
# Half of what Arial rises above the middle of its line, in parts of its size.
RISE = 0.3465


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, filled or framed or both."""

    x: float
    y: float
    width: float
    height: float
    fill: str = "none"
    stroke: str = "none"
    thick: float = 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path: `d` as SVG writes it."""

    d: str
    thick: float
    ink: str = INK
    fill: str = "none"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand under one another, line by line, from `x` on and no wider than `width`."""

    lines: tuple[str, ...]
    x: float
    top: float
    width: float
    size: float
    bold: bool = False
    ink: str = INK

    def moved(self, down: float) -> Passage:
        """The same further down."""
        return replace(self, top=self.top + down)

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return self.size * LEADING

    @property
    def height(self) -> float:
        """Of all lines."""
        return len(self.lines) * self.leading

    @property
    def bottom(self) -> float:
        """Where the next passage may begin."""
        return self.top + self.height

    def baseline(self, number: int) -> float:
        """Where the letters of this line stand."""
        return self.top + (number + 0.5) * self.leading + RISE * self.size

    def length(self, number: int) -> float:
        """How wide this line is."""
        return width_of(self.lines[number], self.size, bold=self.bold)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list: `tag` as HTML names it, each item one or more passages."""

    tag: str
    items: tuple[tuple[Passage, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the poster, as it is drawn: everything in it, and how far it reaches down.

    `marks` are letters that belong to the drawing (the number in a circle): a list says them by itself.
    """

    bottom: float
    shapes: tuple[Box | Stroke, ...] = ()
    blocks: tuple[Block, ...] = ()
    marks: tuple[Passage, ...] = ()


def passage(
    words: str, x: float, top: float, width: float, size: float, *, bold: bool = False, ink: str = INK
) -> Passage:
    """These words, broken into lines: bold ones evenly, because they are headings."""
    lines = even_lines(words, size, width, bold=True) if bold else lines_of(words, size, width)
    return Passage(lines, x, top, width, size, bold, ink)


def fitting(
    words: str, x: float, top: float, width: float, height: float, sizes: tuple[float, float], *, bold: bool = False
) -> Passage:
    """These words as large as they may be and still fit in, between the largest and the smallest size."""
    largest, smallest = sizes
    size = largest
    while (found := passage(words, x, top, width, size, bold=bold)).height > height and size > smallest:
        size = max(smallest, size * 0.96)
    return found


def one(tag: str, *passages: Passage) -> Block:
    """A heading or a paragraph."""
    return Block(tag, (passages,))


def together(parts: Iterable[Part]) -> Part:
    """Several parts as one."""
    found = tuple(parts)
    return Part(
        bottom=max((part.bottom for part in found), default=0.0),
        shapes=tuple(shape for part in found for shape in part.shapes),
        blocks=tuple(block for part in found for block in part.blocks),
        marks=tuple(mark for part in found for mark in part.marks),
    )
