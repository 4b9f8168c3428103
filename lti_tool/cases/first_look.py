"""How soon somebody looked at what was sent.

It is kept with the case when it is opened or sent, because a school has a thousand cases in a bad year and its page
counts them all. Of a case from before it was kept, or that was brought from elsewhere, the database works it out.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa

from ..tenants.hours import LOCAL
from .school_years import SchoolYear
from .tables import cases

HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
# In a time that SQLite keeps as text, the seconds and what follows begin here.
SECONDS = 17


class Look(StrEnum):
    """How soon somebody looked at what was sent."""

    QUARTER = "quarter"
    HOUR = "hour"
    DAY = "day"
    LATER = "later"
    NOT_YET = "not_yet"
    LATER_OR_NOT_YET = "later_or_not_yet"


def first_look(sent: datetime | None, opened: datetime | None) -> Look | None:
    """How soon a case was opened that was sent and opened then; None while it is not both."""
    if sent is None or opened is None:
        return None
    if opened - sent < HOUR:
        return Look.QUARTER if opened - sent < QUARTER else Look.HOUR
    same_day = opened.astimezone(LOCAL).date() == sent.astimezone(LOCAL).date()
    return Look.DAY if same_day else Look.LATER


def looked(year: SchoolYear, *, is_sqlite: bool) -> sa.Case[Any]:
    """The `Look` of a case sent in this school year. Its day is the school's, whose clock changes twice a year."""
    sent, opened = cases.c.sent_at, cases.c.opened_at
    within, day = (_within_in_sqlite, _day_in_sqlite(year)) if is_sqlite else (_within, _day)
    return sa.case(
        (opened.is_(None), Look.NOT_YET.value),
        (cases.c.first_look.is_not(None), cases.c.first_look),
        # What was opened before it was sent could not have been sooner.
        (within(opened, sent, 60), sa.case((within(opened, sent, 15), Look.QUARTER.value), else_=Look.HOUR.value)),
        (day(opened) == day(sent), Look.DAY.value),
        else_=Look.LATER.value,
    )


def _within(opened: Any, sent: Any, minutes: int) -> sa.ColumnElement[bool]:
    """Whether it was opened less than so many minutes after it was sent."""
    within: sa.ColumnElement[bool] = opened < sent + sa.literal(timedelta(minutes=minutes), sa.Interval())
    return within


def _within_in_sqlite(opened: Any, sent: Any, minutes: int) -> sa.ColumnElement[bool]:
    """As `_within`. Whole minutes change nothing of the seconds, and SQLite's own arithmetic would round them."""
    text = sa.type_coerce(sent, sa.String)
    until = sa.func.strftime("%Y-%m-%d %H:%M", text, f"+{minutes} minutes").concat(sa.func.substr(text, SECONDS))
    return sa.type_coerce(opened, sa.String) < until


def _day(moment: Any) -> Any:
    """The day on the school's calendar."""
    return sa.func.date(sa.func.timezone(LOCAL.key, moment))


def _day_in_sqlite(year: SchoolYear) -> Any:
    """As `_day`, for a database that knows no time zones. Only the last hour of a summer's day has to be worked out."""

    def day(moment: Any) -> Any:
        text = sa.type_coerce(moment, sa.String)
        in_summer = sa.or_(*(sa.and_(moment >= begins, moment < ends) for begins, ends in summers(year)))
        next_day = sa.and_(sa.func.substr(text, 12, 2) == "23", in_summer)
        return sa.case((next_day, sa.func.date(text, "+1 day")), else_=sa.func.substr(text, 1, 10))

    return day


@cache
def summers(year: SchoolYear) -> tuple[tuple[datetime, datetime], ...]:
    """When the school's clock is an hour ahead, in this school year and the day after it: each from, and until."""
    found: list[tuple[datetime, datetime]] = []
    moment, until = year.start, year.end + timedelta(days=1)
    while moment < until:
        begins = moment
        while moment < until and moment.astimezone(LOCAL).utcoffset() == HOUR:
            moment += HOUR
        if moment > begins:
            found.append((begins.astimezone(UTC), moment.astimezone(UTC)))
        moment += HOUR
    return tuple(found)
