"""The upper half of the poster: what to do this minute."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...guidance.poster import Poster
from .shapes import DEEP, INK, WHITE, Block, Box, Part, Passage, Stroke, one, passage, together
from .sizes import ACROSS, LEFT, PAD, Sizes

NUMBER = "999"
DO_SHARE = 0.5
BETWEEN = 4.0
ITEM_GAP = 1.4

Mark = Callable[[float, float, Sizes, int], Part]


def head(poster: Poster, sizes: Sizes, top: float) -> Part:
    """What the poster is about."""
    inner, width = LEFT + PAD + 2, ACROSS - 2 * PAD - 4
    title = passage(poster.heading, inner, top + PAD, width, sizes.title, bold=True, ink=WHITE)
    about = passage(poster.about, inner, title.bottom + 0.3, width, sizes.strong, ink=WHITE)
    bottom = about.bottom + PAD
    return Part(bottom, (Box(LEFT, top, ACROSS, bottom - top, fill=DEEP),), (one("h1", title), one("p", about)))


def danger(poster: Poster, sizes: Sizes, top: float) -> Part:
    """Danger comes before everything else."""
    wide = sizes.number * 2.4
    inner = LEFT + wide + PAD + 1
    width = LEFT + ACROSS - PAD - inner
    asked = passage(poster.danger, inner, top + PAD, width, sizes.strong, bold=True)
    answer = passage(poster.danger_do, inner, asked.bottom + 1, width, sizes.body)
    bottom = answer.bottom + PAD
    number = passage(NUMBER, LEFT, 0, wide, sizes.number, bold=True, ink=WHITE)
    across, down = (wide - number.length(0)) / 2, (bottom - top - number.height) / 2
    centred = passage(NUMBER, LEFT + across, top + down, wide - across, sizes.number, bold=True, ink=WHITE)
    shapes = (
        Box(LEFT, top, wide, bottom - top, fill=INK),
        Box(LEFT + 0.5, top + 0.5, ACROSS - 1, bottom - top - 1, stroke=INK, thick=1.0),
    )
    return Part(bottom, shapes, (one("h2", asked), one("p", answer)), (centred,))


def tell(poster: Poster, sizes: Sizes, top: float) -> Part:
    """Whom to tell, then side by side what to do and what not to do."""
    heading = passage(poster.tells, LEFT, top, ACROSS, sizes.heading, bold=True)
    left = (ACROSS - BETWEEN) * DO_SHARE
    right = LEFT + left + BETWEEN
    below, across = heading.bottom + 1.5, ACROSS - left - BETWEEN
    nobody, about_staff = poster.else_tell
    do = _items("ol", poster.do, (LEFT + PAD, below + PAD), left - 2 * PAD, sizes, numbered)
    do_not = _items("ul", poster.do_not, (right + PAD, below + PAD), across - 2 * PAD, sizes, crossed)
    after = (_note(nobody, sizes, do, LEFT + PAD, left), _note(about_staff, sizes, do_not, right + PAD, across))
    bottom = max(each.bottom for each in after) + PAD
    frames = (
        Box(LEFT, below, left, bottom - below, stroke=DEEP, thick=0.5),
        Box(right, below, across, bottom - below, stroke=DEEP, thick=0.5),
    )
    first = Part(heading.bottom, (), (one("h2", heading),))
    return together((first, Part(bottom, frames), do, after[0], do_not, after[1]))


def _note(words: str, sizes: Sizes, above: Part, x: float, width: float) -> Part:
    """What holds otherwise, under a list and apart from it by a thin line."""
    y = above.bottom + 2.0
    found = passage(words, x, y + 1.4, width - 2 * PAD, sizes.small)
    rule = Stroke(f"M{x:.2f} {y:.2f}H{x + width - 2 * PAD:.2f}", 0.3, ink=DEEP)
    return Part(found.bottom, (rule,), (one("p", found),))


def _items(tag: str, texts: Iterable[str], corner: tuple[float, float], width: float, sizes: Sizes, mark: Mark) -> Part:
    """A list, each item with a mark before it."""
    x, top = corner
    indent = sizes.body * 1.7
    parts, items = [], []
    for number, words in enumerate(texts, 1):
        item = passage(words, x + indent, top, width - indent, sizes.body)
        parts.append(mark(x, top + item.leading / 2, sizes, number))
        items.append((item,))
        top = item.bottom + ITEM_GAP
    marks = together(parts)
    return Part(top - ITEM_GAP, marks.shapes, (Block(tag, tuple(items)),), marks.marks)


def numbered(x: float, middle: float, sizes: Sizes, number: int) -> Part:
    """A full circle with the number in it."""
    radius = sizes.body * 0.62
    circle = f"M{x:.2f} {middle:.2f}a{radius:.2f} {radius:.2f} 0 1 0 {2 * radius:.2f} 0"
    circle += f"a{radius:.2f} {radius:.2f} 0 1 0 {-2 * radius:.2f} 0z"
    size = sizes.body * 0.85
    digit = Passage((str(number),), x, 0, 2 * radius, size, bold=True, ink=WHITE)
    at = x + radius - digit.length(0) / 2
    placed = Passage(digit.lines, at, middle - digit.leading / 2, 2 * radius, size, bold=True, ink=WHITE)
    return Part(middle + radius, (Stroke(circle, 0, fill=DEEP),), (), (placed,))


def crossed(x: float, middle: float, sizes: Sizes, _number: int) -> Part:
    """A cross: not to be done."""
    arm = sizes.body * 0.36
    left, right, above, below = x + 0.4, x + 0.4 + 2 * arm, middle - arm, middle + arm
    d = f"M{left:.2f} {above:.2f}L{right:.2f} {below:.2f}M{right:.2f} {above:.2f}L{left:.2f} {below:.2f}"
    return Part(below, (Stroke(d, sizes.body * 0.2),))
