"""A poster as a file: PDF, SVG or HTML."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from ...guidance.poster import Poster
from .html import html_of
from .sheet import sheet_of
from .svg import svg_of
from .telephones import Line

Print = Callable[[str], bytes]
"""Makes a PDF of a page."""


class Form(StrEnum):
    """What a poster can be had as."""

    PDF = "pdf"
    SVG = "svg"
    HTML = "html"


def poster_file(poster: Poster, lines: tuple[Line, ...], school: str | None, form: Form, to_pdf: Print) -> bytes:
    """The whole file. `school`: whose numbers the lines hold; None where they are to be written in.

    Raises what `to_pdf` raises, for a PDF.
    """
    sheet = sheet_of(poster, lines, school)
    if form is Form.SVG:
        return svg_of(sheet, poster.heading).encode()
    page = html_of(sheet, poster.heading)
    return to_pdf(page) if form is Form.PDF else page.encode()
