"""The middle of the poster: how the lead decides, as steps that lead from a question to an outcome or further down."""

from __future__ import annotations

from ...guidance.poster import Poster, Step
from .shapes import DEEP, INK, TINT, Block, Box, Part, Passage, Stroke, one, passage, together
from .sizes import ACROSS, LEFT, PAD, RIGHT, Sizes

ASK_SHARE = 0.5
ARROW = 10.5
DOWN = 4.0
INSET = 2.2
YES, NO = "Yes", "No"


def decide(poster: Poster, sizes: Sizes, top: float) -> Part:
    """The heading, and step after step."""
    heading = passage(poster.steps_heading, LEFT, top, ACROSS, sizes.heading, bold=True)
    parts, items = [], []
    below = heading.bottom + 1.2
    for number, step in enumerate(poster.steps, 1):
        part, item = _step(step, poster.police if step.counts else "", sizes, below)
        parts.append(part)
        items.append(item)
        below = part.bottom
        if number < len(poster.steps):
            parts.append(_down(sizes, below))
            below += DOWN
    drawn = together(parts)
    blocks = (one("h2", heading), Block("ol", tuple(items)))
    return Part(below, drawn.shapes, blocks, drawn.marks)


def _step(step: Step, more: str, sizes: Sizes, top: float) -> tuple[Part, tuple[Passage, ...]]:
    """One step: the question at the left, an arrow, and the outcome at the right. Each stands in the middle."""
    ask = (ACROSS - ARROW) * ASK_SHARE
    right = LEFT + ask + ARROW
    asks = _question(step, sizes, top + INSET, ask - 2 * PAD)
    ends = _outcome(step, more, sizes, (right + PAD, top + INSET), RIGHT - right - 2 * PAD)
    bottom = max(asks[-1].bottom, ends[-1].bottom) + INSET
    asks, ends = _in_the_middle(asks, bottom - INSET), _in_the_middle(ends, bottom - INSET)
    shapes: tuple[Box | Stroke, ...] = (
        Box(LEFT, top, ask, bottom - top, fill=TINT, stroke=DEEP, thick=0.3),
        Box(right + 0.45, top + 0.45, RIGHT - right - 0.9, bottom - top - 0.9, stroke=INK, thick=0.9),
        *(_dot(each) for each in asks[1:]),
        *_across(LEFT + ask, (top + bottom) / 2),
    )
    yes = _word(YES, LEFT + ask, (top + bottom) / 2, sizes)
    return Part(bottom, shapes, (), (yes,)), (*asks, *ends)


def _question(step: Step, sizes: Sizes, top: float, width: float) -> tuple[Passage, ...]:
    asked = passage(step.ask, LEFT + PAD, top, width, sizes.body, bold=True)
    return (asked, *_counted(step, sizes, asked.x, asked.bottom, width))


def _outcome(step: Step, more: str, sizes: Sizes, corner: tuple[float, float], width: float) -> tuple[Passage, ...]:
    x, top = corner
    found = [passage(step.title, x, top, width, sizes.strong, bold=True)]
    if step.then:
        found.append(passage(step.then, x, found[-1].bottom, width, sizes.small))
    if more:
        found.append(passage(more, x, found[-1].bottom + 1, width, sizes.small, bold=True))
    return tuple(found)


def _in_the_middle(passages: tuple[Passage, ...], bottom: float) -> tuple[Passage, ...]:
    down = (bottom - passages[-1].bottom) / 2
    return tuple(each.moved(down) for each in passages)


def _counted(step: Step, sizes: Sizes, x: float, top: float, width: float) -> tuple[Passage, ...]:
    """What counts for the question, each with room for a dot before it."""
    indent, found = sizes.small * 0.8, []
    for words in step.counts:
        top += 0.5
        found.append(passage(words, x + indent, top, width - indent, sizes.small))
        top = found[-1].bottom
    return tuple(found)


def _dot(item: Passage) -> Box:
    side = item.size * 0.28
    return Box(item.x - item.size * 0.7, item.top + item.leading / 2 - side / 2, side, side, fill=INK)


def _across(x: float, middle: float) -> tuple[Stroke, ...]:
    """An arrow from a question to its outcome."""
    tip = x + ARROW
    return (
        Stroke(f"M{x:.2f} {middle:.2f}H{tip - 1.5:.2f}", 0.7),
        Stroke(f"M{tip:.2f} {middle:.2f}l-2.6 -1.7v3.4z", 0, fill=INK),
    )


def _word(word: str, x: float, middle: float, sizes: Sizes) -> Passage:
    """What the arrow to the right means, above it."""
    size = min(sizes.label, 3.6)
    return Passage((word,), x + 0.9, middle - size * 1.2 - 0.3, ARROW, size, bold=True)


def _down(sizes: Sizes, top: float) -> Part:
    """An arrow to the next question, and what it means beside it."""
    x = LEFT + 12
    shapes = (
        Stroke(f"M{x:.2f} {top:.2f}V{top + DOWN - 1.5:.2f}", 0.7),
        Stroke(f"M{x:.2f} {top + DOWN:.2f}l-1.7 -2.6h3.4z", 0, fill=INK),
    )
    size = min(sizes.label, 3.6)
    no = Passage((NO,), x + 2.6, top + (DOWN - size * 1.2) / 2, 8, size, bold=True)
    return Part(top + DOWN, shapes, (), (no,))
