"""The lower part of the poster: whom to telephone. What a school has not set is a line to write on."""

from __future__ import annotations

from dataclasses import dataclass

from ...guidance.poster import Poster
from .shapes import DEEP, INK, WHITE, Block, Box, Part, Passage, Stroke, fitting, one, passage, together
from .sizes import ACROSS, LEFT, PAD, RIGHT, Sizes

NATIONAL = 62.0
BETWEEN = 4.0
COLUMNS = 2
ROOMY, CROWDED = 5.8, 10.0
"""How high the place for one number is. A hand needs the first; a school that wrote a lot needs the second."""
LARGE, SMALL = 1.1, 1.2
"""The largest number, in parts of the plain text, and the smallest, in millimetres: the longest that can be set."""


@dataclass(frozen=True, slots=True)
class Line:
    """Whose number, and what the school has set: None where it is to be written by hand."""

    label: str
    value: str | None = None


def telephone(poster: Poster, school: str | None, lines: tuple[Line, ...], sizes: Sizes, top: float) -> Part:
    """The school's numbers, and beside them the national ones."""
    width = ACROSS - NATIONAL - BETWEEN
    words = f"{poster.contacts_heading} at {school}" if school else poster.contacts_heading
    heading = fitting(words, LEFT, top, width, sizes.heading * 1.25, (sizes.heading, 1.5), bold=True)
    ours = _ours(lines, sizes, max(heading.bottom, top + sizes.heading * 1.2) + 1, width)
    national = _national(poster, sizes, top, ours.bottom)
    return together((Part(heading.bottom, (), (one("h2", heading),)), ours, national))


def _ours(lines: tuple[Line, ...], sizes: Sizes, top: float, width: float) -> Part:
    column = (width - BETWEEN) / COLUMNS
    high = ROOMY if all(_is_short(line, column, sizes) for line in lines) else CROWDED
    rows = -(-len(lines) // COLUMNS)
    each = sizes.label * 1.2 + high + 0.8
    parts, items = [], []
    for number, line in enumerate(lines):
        across, down = divmod(number, rows)
        x, y = LEFT + across * (column + BETWEEN), top + down * each
        part, item = _cell(line, sizes, (x, y), column, high)
        parts.append(part)
        items.append(item)
    drawn = together(parts)
    return Part(top + rows * each, drawn.shapes, (Block("ul", tuple(items)),))


def _is_short(line: Line, column: float, sizes: Sizes) -> bool:
    return len(passage(line.value or "", 0, 0, column, sizes.small, bold=True).lines) <= 1


def _cell(
    line: Line, sizes: Sizes, corner: tuple[float, float], width: float, high: float
) -> tuple[Part, tuple[Passage, ...]]:
    x, y = corner
    label = fitting(line.label, x, y, width, sizes.label * 1.25, (sizes.label, 2.0))
    under = y + sizes.label * 1.2
    rule = Stroke(f"M{x:.2f} {under + high:.2f}H{x + width:.2f}", 0.35, ink=INK)
    if line.value is None:
        return Part(under + high, (rule,)), (label,)
    value = fitting(line.value, x, under, width, high - 0.3, (sizes.body * LARGE, SMALL), bold=True)
    return Part(under + high, (rule,)), (label, value)


def _national(poster: Poster, sizes: Sizes, top: float, bottom: float) -> Part:
    """The numbers that are the same everywhere, in a box of their own."""
    x, width = RIGHT - NATIONAL + PAD, NATIONAL - 2 * PAD
    items, y = [], top + PAD
    room = (bottom - top - 2 * PAD) / len(poster.numbers)
    for each in poster.numbers:
        number = passage(each.number, x, y, width, min(sizes.strong, room * 0.45), bold=True, ink=WHITE)
        who = fitting(each.who, x, number.bottom, width, room - number.height, (sizes.label, 1.5))
        white = Passage(who.lines, who.x, who.top, who.width, who.size, ink=WHITE)
        items.append((number, white))
        y += room
    box = Box(RIGHT - NATIONAL, top, NATIONAL, bottom - top, fill=DEEP)
    return Part(bottom, (box,), (Block("ul", tuple(items)),))
