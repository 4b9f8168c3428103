"""The charts on screen and on paper: folded where somebody can unfold them, open where nobody can."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

FOLDED = """() => [...document.querySelectorAll(".sp-flow__fold .sp-flow__leads")]
  .map((each) => each.checkVisibility({contentVisibilityAuto: true}) && each.getBoundingClientRect().height > 0)"""
# The browser draws anew for paper a moment after it was told to.
ALL_OPEN = f"() => ({FOLDED})().every((open) => open)"
BOXES = """() => [...document.querySelectorAll(".sp-flow__question, .sp-flow__box, .sp-flow__on")]
  .map((each) => each.getBoundingClientRect())
  .map(({left, top, right, bottom}) => [left, top, right, bottom])"""
A4_WIDTH = 680


@pytest.mark.parametrize("name", ["path", "path-refer", "path-together"])
def test_what_is_folded_on_screen_is_open_on_paper(chromium: Browser, gallery_url: str, name: str) -> None:
    page = chromium.new_page(viewport={"width": A4_WIDTH, "height": 900})
    page.goto(f"{gallery_url}/{name}.html")
    on_screen = page.evaluate(FOLDED)
    page.emulate_media(media="print")

    assert len(on_screen) > 40
    assert not any(on_screen)
    page.wait_for_function(ALL_OPEN)
    page.close()


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("width", [320, A4_WIDTH, 1280])
@pytest.mark.parametrize("name", ["guide-flowchart", "path-together"])
def test_no_box_lies_on_another_or_beyond_the_page(
    chromium: Browser, gallery_url: str, name: str, width: int, media: str
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{gallery_url}/{name}.html")
    page.emulate_media(media=media)
    if media == "print":
        page.wait_for_function(ALL_OPEN)
    boxes = page.evaluate(BOXES)
    page.close()

    assert len(boxes) > 60
    assert all(left >= 0 and right <= width for left, _, right, _ in boxes)
    for place, (left, top, right, bottom) in enumerate(boxes):
        for others_left, others_top, others_right, others_bottom in boxes[place + 1 :]:
            apart = right <= others_left or others_right <= left or bottom <= others_top or others_bottom <= top
            assert apart, (name, width, media, (left, top), (others_left, others_top))
