"""How old a guide is, and what is said of an old one."""

from dataclasses import replace
from datetime import date

import pytest

from lti_tool.guidance.age import is_old, months_old, read_in_words, warning

from .answers import ENGLAND

READ_IN_2025 = replace(ENGLAND, checked="2025-11")


@pytest.mark.parametrize(
    ("today", "months", "old"),
    [
        (date(2025, 11, 30), 0, False),
        (date(2026, 1, 1), 2, False),
        # It may have been read on the last day of its month.
        (date(2026, 11, 1), 12, False),
        (date(2026, 11, 30), 12, False),
        (date(2026, 12, 1), 13, True),
        (date(2030, 1, 1), 50, True),
    ],
)
def test_a_guide_is_old_when_more_than_twelve_months_have_surely_passed(today, months, old):
    assert months_old(READ_IN_2025, today) == months
    assert is_old(READ_IN_2025, today) is old
    assert (warning(READ_IN_2025, today) is not None) is old


def test_an_old_guide_says_when_it_was_read_and_what_to_do():
    assert warning(READ_IN_2025, date(2026, 12, 1)) == (
        "This guide is based on guidance as read in November 2025. It is more than 12 months old: "
        "check for newer guidance before you rely on it."
    )


def test_the_guide_that_we_ship_says_when_it_was_read():
    assert read_in_words(ENGLAND) == "November 2026"
