"""A laid-out poster as an SVG picture that says in words what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from .shapes import HEIGHT, WIDTH, Box, Part, Passage, Stroke

FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"


def svg_of(sheet: Part, title: str) -> str:
    """The whole picture as a file of its own, with nothing to fetch."""
    said = " ".join(line for words in passages(sheet) for line in words.lines)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" '
            f'viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="{WIDTH:g}mm" height="{HEIGHT:g}mm" font-family="{FONT}">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="desc">{escape(said)}</desc>',
            f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="#ffffff"/>',
            *_shapes(sheet.shapes),
            *(text for words in (*sheet.marks, *passages(sheet)) for text in _texts(words)),
            "</svg>\n",
        )
    )


def drawing_of(sheet: Part) -> str:
    """The frames and marks alone, for the page that lays its own words over them."""
    return "\n".join(
        (
            f'<svg aria-hidden="true" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="{WIDTH:g}mm" height="{HEIGHT:g}mm" '
            f'font-family="{FONT}">',
            *_shapes(sheet.shapes),
            *(text for words in sheet.marks for text in _texts(words)),
            "</svg>",
        )
    )


def passages(sheet: Part) -> Iterator[Passage]:
    """Everything that is read, in the order in which it is read."""
    for block in sheet.blocks:
        for item in block.items:
            yield from item


def _shapes(shapes: Iterable[Box | Stroke]) -> Iterator[str]:
    for shape in shapes:
        if isinstance(shape, Box):
            yield (
                f'<rect x="{shape.x:.2f}" y="{shape.y:.2f}" width="{shape.width:.2f}" height="{shape.height:.2f}" '
                f'fill="{shape.fill}" stroke="{shape.stroke}" stroke-width="{shape.thick:g}"/>'
            )
        else:
            stroke = shape.ink if shape.thick else "none"
            yield f'<path d="{shape.d}" fill="{shape.fill}" stroke="{stroke}" stroke-width="{shape.thick:g}"/>'


def _texts(words: Passage) -> Iterator[str]:
    """Each line on its own. `textLength` keeps it in its frame where another font has to stand in for Arial."""
    weight = ' font-weight="bold"' if words.bold else ""
    for number, line in enumerate(words.lines):
        yield (
            f'<text x="{words.x:.2f}" y="{words.baseline(number):.2f}" font-size="{words.size:.3f}"{weight} '
            f'fill={quoteattr(words.ink)} textLength="{words.length(number):.2f}" '
            f'lengthAdjust="spacingAndGlyphs">{escape(line)}</text>'
        )
