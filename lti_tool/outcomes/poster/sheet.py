"""The whole poster on one sheet: as large as everything on it can be."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...guidance.poster import Poster
from .deciding import decide
from .shapes import HEIGHT, INK, Box, Part, one, passage, together
from .sizes import ACROSS, LEFT, MARGIN, PAD, Sizes
from .telephones import Line, telephone
from .telling import danger, head, tell

LARGEST, SMALLEST, FINER = 5.0, 2.4, 0.01
"""The plain text, in millimetres: how large it may be, how small, and how finely it is set."""
GAP, WIDEST_GAP = 2.4, 4.5

Draw = Callable[[Sizes, float], Part]


def sheet_of(poster: Poster, lines: tuple[Line, ...], school: str | None = None) -> Part:
    """The poster laid out on A4. `lines`: whose numbers stand on it, set or to be written in."""
    draws: list[Draw] = [
        partial(head, poster),
        partial(danger, poster),
        partial(tell, poster),
        partial(decide, poster),
        partial(telephone, poster, school, lines),
        partial(_foot, poster),
    ]
    sizes = _largest(draws)
    spare = (HEIGHT - MARGIN - _stacked(draws, sizes, GAP).bottom) / (len(draws) - 1)
    return _stacked(draws, sizes, min(GAP + max(spare, 0.0), WIDEST_GAP))


def _largest(draws: list[Draw]) -> Sizes:
    """The largest letters with which everything is on the sheet, found by halving."""
    fits, too_large = SMALLEST, LARGEST
    while too_large - fits > FINER:
        between = (fits + too_large) / 2
        if _stacked(draws, Sizes(between), GAP).bottom <= HEIGHT - MARGIN:
            fits = between
        else:
            too_large = between
    return Sizes(fits)


def _stacked(draws: list[Draw], sizes: Sizes, gap: float) -> Part:
    parts: list[Part] = []
    for draw in draws:
        top = parts[-1].bottom + gap if parts else MARGIN
        parts.append(draw(sizes, top))
    return together(parts)


def _foot(poster: Poster, sizes: Sizes, top: float) -> Part:
    """Whose guide this is, how old, and what it is not."""
    blocks, frames, y = [], [], top
    if poster.warning:
        old = passage(poster.warning, LEFT + PAD, y + 1.2, ACROSS - 2 * PAD, sizes.small, bold=True)
        frames.append(Box(LEFT, y, ACROSS, old.height + 2.4, stroke=INK, thick=0.9))
        blocks.append(one("p", old))
        y = old.bottom + 2.6
    for words in poster.foot:
        line = passage(words, LEFT, y, ACROSS, sizes.fine)
        blocks.append(one("p", line))
        y = line.bottom
    return Part(y, tuple(frames), tuple(blocks))
