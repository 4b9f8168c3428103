"""Every page and state in a real browser, under the real content security policy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.web.gallery import PAGES, WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

SMALL_TARGETS = """() => [...document.querySelectorAll("button, input:not([type=hidden]), summary, a.govuk-button")]
  .filter((element) => element.offsetParent)
  .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24)
  .map(([html]) => html)"""
NUMBERS_IN_VIEW = """() => [...document.querySelectorAll("a.sp-tel")]
  .map((link) => [link.textContent, link.getBoundingClientRect()])
  .filter(([, box]) => box.top >= 0 && box.bottom <= innerHeight)
  .map(([number]) => number)"""
AXE = (Path(__file__).parents[2] / "static/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=WIDTHS)
def tab(request: pytest.FixtureRequest, chromium: Browser) -> Any:
    page = chromium.new_page(viewport={"width": request.param, "height": 600})
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    page.close()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_is_accessible_fits_and_breaks_no_policy(tab: Page, gallery_url: str, name: str) -> None:
    tab.said.clear()
    tab.goto(f"{gallery_url}/{name}.html")

    tab.evaluate(AXE)
    found = tab.evaluate("() => axe.run({resultTypes: ['violations']})")

    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]] == []
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert tab.evaluate(SMALL_TARGETS) == []
    assert tab.said == []


@pytest.mark.parametrize("name", ["start", "danger", "question-choice", "question-text"])
def test_the_numbers_to_call_are_seen_without_scrolling(tab: Page, gallery_url: str, name: str) -> None:
    tab.goto(f"{gallery_url}/{name}.html")

    seen = tab.evaluate(NUMBERS_IN_VIEW)

    assert {"999", "01632 960101"} <= set(seen)
