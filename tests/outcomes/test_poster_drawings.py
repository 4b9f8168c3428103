"""The poster as a picture, a page and a PDF: the same words on each, none over the edge of its place."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lti_tool.outcomes.poster.html import html_of
from lti_tool.outcomes.poster.paper import Form, poster_file
from lti_tool.outcomes.poster.svg import svg_of
from lti_tool.system.pdf import PdfPrinter
from lti_tool.web.poster_lines import poster_lines
from tests.outcomes.posters import SHEETS, all_the_same, every_passage, poster, sheet
from tests.reading_pdfs import pages_in, unpacked
from tests.school import CONTACTS

SVG = "{http://www.w3.org/2000/svg}"
TITLE = "When a child tells you"


class Words(HTMLParser):
    """The words of a page by their elements, without what is hidden."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._hidden += tag in {"style", "svg", "title"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"style", "svg", "title"}

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.words.append(data.strip())


@pytest.mark.parametrize("name", SHEETS)
def test_the_picture_is_whole_and_says_in_words_what_it_shows(name: str) -> None:
    root = ElementTree.fromstring(svg_of(SHEETS[name], TITLE))

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "title desc"
    assert root.find(f"{SVG}title").text == TITLE
    said, shown = root.find(f"{SVG}desc").text, [text.text for text in root.iter(f"{SVG}text")]
    marks = sum(len(mark.lines) for mark in SHEETS[name].marks)
    assert said == " ".join(shown[marks:])
    assert sorted(shown) == sorted(line for line, *_ in every_passage(SHEETS[name]))


@pytest.mark.parametrize("name", SHEETS)
def test_neither_picture_nor_page_fetches_anything(name: str) -> None:
    for made in (svg_of(SHEETS[name], TITLE), html_of(SHEETS[name], TITLE)):
        addresses = re.findall(r"[a-z]+://[^\s\"'<>]+", made)
        assert set(addresses) <= {"http://www.w3.org/2000/svg"}
        assert not re.search(r"url\(|@import|<link|<script|<img|href=", made)
        assert not re.search(r'\sstyle="', made)


def test_what_a_school_has_typed_cannot_become_part_of_the_drawing() -> None:
    hostile = sheet(all_the_same('</text><script>alert("1")</script>&amp; 01632'), "<b>School</b> & 'sons'")

    for made in (svg_of(hostile, TITLE), html_of(hostile, TITLE)):
        assert "<script" not in made
        assert "<b>" not in made
    ElementTree.fromstring(svg_of(hostile, TITLE))


def test_the_page_has_headings_and_lists_and_the_words_of_the_picture() -> None:
    for name, part in SHEETS.items():
        found = Words(html_of(part, TITLE))
        lines = [line for block in part.blocks for item in block.items for words in item for line in words.lines]

        assert found.words == lines, name
        assert found.tags.count("h1") == 1
        assert [tag for tag in found.tags if tag in {"h2", "h3"}] == ["h2", "h2", "h2", "h2"]
        assert found.tags.count("ol") == 2
        assert found.tags.count("ul") == 3
        assert "main" in found.tags


@pytest.mark.parametrize("name", ["a school's own", "the longest names", "one long word", "an old guide"])
def test_the_pdf_is_one_page_of_a4_and_tagged(tmp_path: Path, name: str) -> None:
    made = PdfPrinter(lock=tmp_path / "lock").print(html_of(SHEETS[name], TITLE))

    assert pages_in(made) == 1
    width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", unpacked(made)).groups())
    assert (round(width), round(height)) == (595, 842)
    for tag in (b"/H1", b"/H2", b"/L", b"/LI"):
        assert tag in unpacked(made)


def test_a_poster_is_to_be_had_in_each_form() -> None:
    lines = poster_lines(poster(), CONTACTS)

    assert poster_file(poster(), lines, "A school", Form.SVG, no_pdf).startswith(b"<svg")
    assert poster_file(poster(), lines, "A school", Form.HTML, no_pdf).startswith(b"<!doctype html>")
    assert poster_file(poster(), lines, "A school", Form.PDF, lambda page: b"%PDF " + page.encode()[:15]) == (
        b"%PDF <!doctype html>"
    )


def no_pdf(_page: str) -> bytes:
    raise AssertionError("no PDF was asked for")
