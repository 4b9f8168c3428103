"""A laid-out poster as a page of its own: headings and lists to read, in their places on A4 when it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import count

from .shapes import HEIGHT, LEADING, WIDTH, Block, Part, Passage
from .svg import FONT, drawing_of, passages

# On a narrow screen the words flow by themselves. On paper and on a wide screen they stand where the drawing has a
# place for them.
FLOWING = f"""
@page {{ size: {WIDTH:g}mm {HEIGHT:g}mm; margin: 0 }}
html {{ font-family: {FONT}; color: #111; background: #fff }}
body {{ margin: 0 auto; padding: 16px; max-width: 640px; line-height: 1.4;
  overflow-wrap: anywhere }}
.drawing {{ display: none }}
.w {{ display: block }}
.bold {{ font-weight: bold }}
"""
PLACED = f"""
body {{ position: relative; box-sizing: border-box; width: {WIDTH:g}mm; height: {HEIGHT - 0.5:g}mm; max-width: none;
  padding: 0; line-height: {LEADING:g} }}
h1, h2, h3, p, ol, ul, li {{ margin: 0; padding: 0; font-size: inherit; font-weight: inherit; list-style: none }}
.drawing {{ display: block; position: absolute; left: 0; top: 0; height: {HEIGHT - 0.5:g}mm; overflow: hidden }}
.w {{ position: absolute; white-space: nowrap }}
.w span {{ display: block }}
"""
# What prints PDFs knows no query with a width in it, and would leave out all of a rule that has one beside `print`.
WHERE_PLACED = ("print", "screen and (min-width: 820px)")


def html_of(sheet: Part, title: str) -> str:
    """The whole page, with nothing to fetch."""
    places = "\n".join(_place(number, words) for number, words in enumerate(passages(sheet)))
    styles = "\n".join(f"@media {where} {{{PLACED}{places}\n}}" for where in WHERE_PLACED)
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en-GB">',
            "<head>",
            '<meta charset="utf-8">',
            f"<title>{escape(title)}</title>",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<style>{FLOWING}{styles}</style>",
            "</head>",
            "<body>",
            f'<div class="drawing" aria-hidden="true">{drawing_of(sheet)}</div>',
            "<main>",
            *_blocks(sheet),
            "</main>",
            "</body>",
            "</html>\n",
        )
    )


def _place(number: int, words: Passage) -> str:
    return (
        f".w{number} {{ left: {words.x:.2f}mm; top: {words.top:.2f}mm; width: {words.width:.2f}mm; "
        f"font-size: {words.size:.3f}mm; color: {words.ink} }}"
    )


def _blocks(sheet: Part) -> Iterator[str]:
    numbers = count()
    for block in sheet.blocks:
        items = ["".join(_words(next(numbers), words) for words in item) for item in block.items]
        yield _element(block, items)


def _element(block: Block, items: list[str]) -> str:
    if block.tag in {"ol", "ul"}:
        # A list without its marks is no list any more to some screen readers, unless it says so.
        return f'<{block.tag} role="list">{"".join(f"<li>{item}</li>" for item in items)}</{block.tag}>'
    return f"<{block.tag}>{''.join(items)}</{block.tag}>"


def _words(number: int, words: Passage) -> str:
    lines = " ".join(f"<span>{escape(line)}</span>" for line in words.lines)
    return f'<span class="w w{number}{" bold" if words.bold else ""}">{lines}</span>'
