"""Every page and state as an HTML file, with screenshots: `python -m tests.web.gallery FOLDER [NAME…]`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import sync_playwright

from lti_tool.web.rendering import build_environment, built_files, built_names, render
from lti_tool.web.view_parts import Page
from tests.web import (
    samples_arriving,
    samples_casework,
    samples_children,
    samples_confirming,
    samples_guide,
    samples_help,
    samples_installation,
    samples_installing,
    samples_lead,
    samples_local,
    samples_messages,
    samples_overview,
    samples_paper,
    samples_path,
    samples_placing,
    samples_platforms,
    samples_poster,
    samples_practice,
    samples_queue,
    samples_registering,
    samples_reporter,
    samples_retention,
    samples_roles,
    samples_tasks,
    samples_wording,
)

LEADS = (samples_lead, samples_queue, samples_casework, samples_tasks, samples_children, samples_paper, samples_roles)
ALBUMS = (
    samples_arriving,
    samples_reporter,
    *LEADS,
    samples_practice,
    samples_overview,
    samples_retention,
    samples_guide,
    samples_path,
    samples_placing,
    samples_registering,
    samples_installing,
    samples_wording,
    samples_platforms,
    samples_poster,
    samples_help,
    samples_local,
    samples_confirming,
    samples_installation,
    samples_messages,
)
PAGES = {name: page for album in ALBUMS for name, page in album.PAGES.items()}
# With those whose scripts need a platform.
EVERY_PAGE = PAGES | samples_arriving.ASKING
WIDTHS = (320, 720, 1280)
CHROMIUM = "/usr/bin/chromium"
QUIET_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def rendered(pages: Mapping[str, Page] = PAGES, static: str = "static/") -> dict[str, str]:
    """From the name of each sample to its HTML."""
    names = built_names(built_files())
    environment = build_environment({name: static + built for name, built in names.items()})
    return {name: render(environment, page, csrf_token="a-token") for name, page in pages.items()}


def write(folder: Path) -> None:
    """The pages, with the built files beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(built_files(), folder / "static", dirs_exist_ok=True)
    (folder / "guide").mkdir(exist_ok=True)
    for name, picture in samples_poster.PICTURES.items():
        (folder / name).write_text(picture, encoding="utf-8")
    for name, html in rendered(EVERY_PAGE).items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")


def photograph(folder: Path, names: list[str]) -> None:
    """A screenshot of each page at each width."""
    with sync_playwright() as playwright:
        # file:// pages may not load modules; the gallery has no server, and no secrets either.
        flags = [*QUIET_FLAGS, "--allow-file-access-from-files"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 600})
            for name in names:
                page.goto((folder / f"{name}.html").resolve().as_uri())
                page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        browser.close()


def main(arguments: list[str]) -> int:
    """Write and photograph everything, or only the pages named."""
    if not arguments:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    write(folder)
    photograph(folder, arguments[1:] or list(PAGES))
    print(f"{len(PAGES)} pages in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
