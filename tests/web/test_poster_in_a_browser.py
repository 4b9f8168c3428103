"""The poster where it is really drawn: no line over the edge of its place, none on another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from lti_tool.outcomes.poster.html import html_of
from lti_tool.outcomes.poster.shapes import HEIGHT, WIDTH
from lti_tool.outcomes.poster.sizes import MARGIN
from lti_tool.outcomes.poster.svg import svg_of
from tests.outcomes.posters import SHEETS, every_passage
from tests.web.test_pages_in_a_browser import AXE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

TITLE = "When a child tells you"
WIDE, NARROW = {"width": 1000, "height": 1123}, {"width": 320, "height": 600}
# As wide as the letters are by themselves, without what holds them in their place where Arial is missing.
NATURAL = """() => Array.from(document.querySelectorAll('text')).map(each => {
  each.removeAttribute('textLength');
  const box = each.getBBox();
  return [each.textContent, box.x, box.y, box.width, box.height];
})"""
LINES = """() => Array.from(document.querySelectorAll('.w > span')).map(each => {
  const place = each.parentElement.getBoundingClientRect(), range = document.createRange();
  range.selectNodeContents(each);
  const box = range.getBoundingClientRect();
  return [each.textContent, box.left - place.left, place.right - box.right, 1123 - box.bottom];
})"""
DRAWN = [name for name in SHEETS if "lacks" not in name]
"""How wide the letters are that Arial lacks is the business of the font that has them."""


def opened(browser: Browser, file: Path, text: str, size: dict[str, int]) -> Page:
    """The file in a browser."""
    file.write_text(text, encoding="utf-8")
    page = browser.new_page(viewport={"width": size["width"], "height": size["height"]})
    page.goto(file.as_uri())
    return page


def found_in(page: Page, script: str) -> list[list[Any]]:
    """What the script finds; the page is closed."""
    found: list[list[Any]] = page.evaluate(script)
    page.close()
    return found


@pytest.mark.parametrize("name", DRAWN)
def test_every_line_of_the_picture_is_within_its_frame(chromium: Browser, tmp_path: Path, name: str) -> None:
    frames = every_passage(SHEETS[name])

    found = found_in(opened(chromium, tmp_path / "poster.svg", svg_of(SHEETS[name], TITLE), WIDE), NATURAL)

    assert [text for text, *_ in found] == [line for line, *_ in frames]
    for (text, x, y, width, height), (_, left, top, across, down) in zip(found, frames, strict=True):
        assert x >= left - 0.4, text
        assert x + width <= left + across + 0.3, text
        assert y >= top - 0.2, text
        assert y + height <= top + down + 0.2, text
        assert x >= MARGIN - 0.4, text
        assert x + width <= WIDTH - MARGIN + 0.3, text
        assert y + height <= HEIGHT - MARGIN + 0.3, text


@pytest.mark.parametrize("name", DRAWN)
def test_every_line_of_the_page_is_within_its_place(chromium: Browser, tmp_path: Path, name: str) -> None:
    found = found_in(opened(chromium, tmp_path / "poster.html", html_of(SHEETS[name], TITLE), WIDE), LINES)

    assert len(found) > 50
    for text, before, after, below in found:
        assert before >= -1, text
        assert after >= -1.5, text
        assert below >= 0, text


@pytest.mark.parametrize("name", ["a school's own", "the longest names", "one long word"])
def test_on_a_narrow_screen_the_page_flows_and_does_not_scroll_sideways(
    chromium: Browser, tmp_path: Path, name: str
) -> None:
    page = opened(chromium, tmp_path / "poster.html", html_of(SHEETS[name], TITLE), NARROW)

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert not page.locator(".drawing").is_visible()
    page.close()


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_page_is_accessible(chromium: Browser, tmp_path: Path, size: dict[str, int]) -> None:
    page = opened(chromium, tmp_path / "poster.html", html_of(SHEETS["a school's own"], TITLE), size)

    page.evaluate(AXE)
    found = page.evaluate("() => axe.run({resultTypes: ['violations']})")

    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]] == []
    page.close()
