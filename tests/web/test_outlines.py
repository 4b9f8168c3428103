"""What a screen reader is given on each page is what was read and kept (tests/web/outlines.py)."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Browser

from tests.web.gallery import EVERY_PAGE
from tests.web.outlines import FOLDER, expected, outline

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

# With a colon in it, a line is quoted.
HEADING = re.compile(r"- '?heading .*\[level=(\d)\]")
UNNAMED = re.compile(r"- (button|link|textbox|radio|combobox)(:|$| \[)", re.MULTILINE)


@pytest.mark.parametrize("name", sorted(EVERY_PAGE))
def test_a_page_is_heard_as_it_was_approved(chromium: Browser, gallery_url: str, name: str) -> None:
    assert outline(chromium, gallery_url, name) == expected(name)


@pytest.mark.parametrize("name", sorted(EVERY_PAGE))
def test_the_headings_of_a_page_go_down_one_level_at_a_time(name: str) -> None:
    levels = [int(found[1]) for found in HEADING.finditer(expected(name))]
    # What is wrong, or has just been done, is said before the page's own heading.
    said_first = levels[: levels.index(1)]
    own = levels[levels.index(1) :]

    assert said_first in ([], [2])
    assert own.count(1) == 1
    assert all(lower - upper <= 1 for upper, lower in pairwise(own))


@pytest.mark.parametrize("name", sorted(EVERY_PAGE))
def test_everything_that_can_be_used_has_a_name(name: str) -> None:
    assert not UNNAMED.search(expected(name))


@pytest.mark.parametrize("name", sorted(EVERY_PAGE))
def test_the_way_past_the_strip_comes_first_and_the_help_last(name: str) -> None:
    lines = expected(name).splitlines()

    assert lines[0] == '- link "Skip to main content":'
    assert any(line.startswith("- main:") for line in lines)


def test_no_outline_is_left_of_a_page_that_is_gone() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(EVERY_PAGE)
