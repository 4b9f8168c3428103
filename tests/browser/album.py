"""Pictures of pages, kept to be looked at, and what must hold on every page that a person meets."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import ElementHandle, Frame, Page

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("SIGNPOST_ARTEFACTS") or ROOT / "artefacts") / "browser"
AXE = (ROOT / "static/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
# As narrow as a host's frame gets, and as WCAG 1.4.10 asks for. What a person sees is kept beside it.
WIDTHS = (320,)

RUN_AXE = "() => axe.run(document, {resultTypes: ['violations']})"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
HEIGHT = "Math.ceil(document.body.getBoundingClientRect().height) + 20"
# The host's script sets the height again whenever the window changes; its limits are ours to set.
STRETCH = """(frame, [width, height]) => Object.assign(frame.style,
  {minWidth: width, maxWidth: width, minHeight: height, maxHeight: height})"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# A frame is painted only as far as the window reaches.
ROOM = 500


@dataclass(frozen=True)
class Album:
    """Looks at pages and keeps a picture of each. The name of a picture begins with the journey's."""

    journey: str
    folder: Path = FOLDER

    def keeps(self, page: Page, name: str) -> None:
        """A picture of the window, and no more: what stands round the tool is not ours."""
        page.screenshot(path=self.folder / f"{self.journey}-{name}.png")

    def takes(self, page: Page, name: str) -> None:
        """The whole of a page of ours that is in no frame."""
        expect_accessible(page.main_frame)
        page.screenshot(path=self.folder / f"{self.journey}-{name}.png", full_page=True)

    def looks_at(self, frame: Frame, name: str) -> None:
        """What a person sees in the host's page; then the whole of the framed page at each width."""
        expect_accessible(frame)
        self.keeps(frame.page, f"{name}-in-the-host")
        window, holder = frame.page.viewport_size, frame.frame_element()
        assert window is not None
        for width in WIDTHS:
            _stretch(holder, frame, width)
            assert frame.evaluate(FITS), f"{name} scrolls sideways at {width} pixels"
            holder.screenshot(path=self.folder / f"{self.journey}-{name}-{width}.png")
        holder.evaluate(STRETCH, ["", ""])
        frame.page.set_viewport_size(window)


def expect_accessible(frame: Frame) -> None:
    """axe-core finds nothing. It is evaluated, because the page's own policy lets no foreign script in."""
    if not frame.evaluate("'axe' in window"):
        frame.evaluate(AXE)
    found: dict[str, Any] = frame.evaluate(RUN_AXE)
    broken = [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]]
    assert broken == [], f"{frame.title()}: {broken}"


def _stretch(holder: ElementHandle, frame: Frame, width: int) -> None:
    holder.evaluate(STRETCH, [f"{width}px", ""])
    frame.wait_for_function("width => innerWidth === width", arg=width)
    height = int(frame.evaluate(HEIGHT))
    frame.page.set_viewport_size({"width": width + ROOM, "height": height + ROOM})
    holder.evaluate(STRETCH, [f"{width}px", f"{height}px"])
    # What has just come into sight is painted a moment later.
    frame.wait_for_function("height => innerHeight === height", arg=height)
    frame.evaluate(PAINTED)
