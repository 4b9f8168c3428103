"""Times, states and levels in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ...cases.model import Case, Status
from ...cases.school_years import SchoolYear
from ...guidance.model import Level
from ...tenants.hours import LOCAL
from ..view_parts import Care, Moment

CARE = {
    Level.EMERGENCY: Care.ACT_NOW,
    Level.REFER_NOW: Care.ACT_NOW,
    Level.REFER_CSC: Care.ACT_TODAY,
    Level.CONSULT: Care.ACT_TODAY,
    Level.MANAGE: Care.MONITOR,
}

NEWS_FIRST = "Something was added that you have not read. Read it on the page of the case, then come back"
CHANGED = "The case has changed since you opened this page. Look at it again, then decide"

STATUSES = {
    Status.STARTED: "Started, not sent",
    Status.SENT: "Sent, not opened",
    Status.IN_REVIEW: "In review",
    Status.NEEDS_DETAIL: "Waiting for the reporter",
    Status.DECIDED: "Decided",
    Status.CLOSED: "Closed",
}


def changed_words(case: Case) -> str:
    """What to say of a case that somebody else has changed meanwhile."""
    return CHANGED if case.news_at is None else NEWS_FIRST


def moment(at: datetime) -> Moment:
    """A time for people (their own clock) and for programs."""
    local = at.astimezone(LOCAL)
    return Moment(f"{local:%A} {local.day} {local:%B %Y} at {local:%H:%M}", at.astimezone(UTC).isoformat())


def day(on: date) -> str:
    """A day for people."""
    return f"{on:%A} {date_words(on)}"


def date_words(on: date) -> str:
    """A day for people that is past, without the day of the week."""
    return f"{on.day} {on:%B %Y}"


def school_year(year: SchoolYear) -> str:
    """A school year for people."""
    return f"{year.begins} to {year.after.begins}"


def month(iso: str) -> str:
    """`2026-11` as people write it."""
    return f"{date.fromisoformat(f'{iso}-01'):%B %Y}"


def age(since: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that says enough."""
    minutes = max(0, int((now - since).total_seconds()) // 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 60:
        return plural(minutes, "minute")
    if minutes < 48 * 60:
        return plural(minutes // 60, "hour")
    return plural(minutes // (24 * 60), "day")


def status(case: Case) -> str:
    """What a lead reads in the list."""
    if case.news_at is not None:
        return f"{STATUSES[case.status]}; something new"
    if case.status is Status.STARTED and case.opened_at is not None:
        return "Started, not sent; opened"
    return STATUSES[case.status]


def plural(count: int, unit: str) -> str:
    """How many of something."""
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
