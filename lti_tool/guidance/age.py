"""How old a guide is. Guidance changes each year, and a guide that nobody has read again must say so."""

from datetime import date

from .guide import Guide

OLD_AFTER = 12
"""Months."""


def months_old(guide: Guide, today: date) -> int:
    """How many months have begun since the one in which the guide's sources were read."""
    read = read_in(guide)
    return (today.year - read.year) * 12 + today.month - read.month


def is_old(guide: Guide, today: date) -> bool:
    """Whether it is surely more than 12 months since the sources were read, whatever the day in their month."""
    return months_old(guide, today) > OLD_AFTER


def warning(guide: Guide, today: date) -> str | None:
    """What to say of an old guide; None for one that is not old."""
    if not is_old(guide, today):
        return None
    return (
        f"This guide is based on guidance as read in {read_in_words(guide)}. It is more than {OLD_AFTER} months old: "
        "check for newer guidance before you rely on it."
    )


def read_in(guide: Guide) -> date:
    """The first day of the month in which the guide's sources were read."""
    return date.fromisoformat(f"{guide.checked}-01")


def read_in_words(guide: Guide) -> str:
    """The same as people write it: "November 2026"."""
    return f"{read_in(guide):%B %Y}"
