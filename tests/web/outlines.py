"""What a screen reader is given on each page: `python -m tests.web.outlines` writes it anew, for a person to read.

The expected outlines are in outlines/. A change to one is a change to what somebody hears: read it aloud before it is
kept.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.web.gallery import CHROMIUM, EVERY_PAGE, QUIET_FLAGS, write
from tests.web.samples_arriving import ASKING

FOLDER = Path(__file__).parent / "outlines"


def outline(browser: Browser, url: str, name: str) -> str:
    """The page's accessibility tree in words: roles, names, levels and states, in reading order."""
    context = browser.new_context(java_script_enabled=name not in ASKING, viewport={"width": 640, "height": 800})
    page = context.new_page()
    page.goto(f"{url}/{name}.html")
    found = page.locator("body").aria_snapshot()
    context.close()
    return found + "\n"


def expected(name: str) -> str:
    """The outline as it was read and kept."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def main() -> int:
    """Write every outline anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        write(folder)
        flags = [*QUIET_FLAGS, "--allow-file-access-from-files"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        for name in EVERY_PAGE:
            text = outline(browser, folder.resolve().as_uri(), name)
            (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8")
        browser.close()
    print(f"{len(EVERY_PAGE)} outlines in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
