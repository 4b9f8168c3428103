"""When something is due. Pure rules, in school time.

"Today" is today, also at a weekend and in the holidays: a referral does not wait for a working day. School days leave
out Saturdays and Sundays only. When a school has holidays is not known here; whoever has a task can change its date.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ..guidance.within import Within
from .deciding import next_working_day

# The guides are the United Kingdom's; so is their time.
SCHOOL_TIME = ZoneInfo("Europe/London")
LAST_MINUTE = time(23, 59)
# Nobody does a thing and writes it down in one second. What is overdue from its first moment teaches people to ignore
# the word.
AT_ONCE = timedelta(minutes=15)
SCHOOL_DAYS = {Within.NEXT_DAY: 1, Within.SCHOOL_DAYS_2: 2, Within.SCHOOL_DAYS_5: 5}
TWO_WEEKS = timedelta(weeks=2)


def due_at(within: Within, decided_at: datetime) -> datetime | None:
    """The moment after which it is overdue; None where no time is asked for."""
    match within:
        case Within.NOW:
            return decided_at + AT_ONCE
        case Within.HOUR:
            return decided_at + timedelta(hours=1)
        case Within.LATER:
            return None
        case _:
            return end_of(_day(within, day_of(decided_at)))


def day_of(moment: datetime) -> date:
    """The day that it is in school."""
    return moment.astimezone(SCHOOL_TIME).date()


def end_of(day: date) -> datetime:
    """The last minute of a day in school."""
    return datetime.combine(day, LAST_MINUTE, SCHOOL_TIME).astimezone(UTC)


def start_of(day: date) -> datetime:
    """The first minute of a day in school."""
    return datetime.combine(day, time.min, SCHOOL_TIME).astimezone(UTC)


def is_end_of_day(moment: datetime) -> bool:
    """Whether a day is meant, and no hour of it."""
    return moment == end_of(day_of(moment))


def _day(within: Within, today: date) -> date:
    day = today
    if within is Within.WEEKS_2:
        # The day before, so that a Saturday becomes the Monday after it.
        return next_working_day(today + TWO_WEEKS - timedelta(days=1))
    for _ in range(SCHOOL_DAYS.get(within, 0)):
        day = next_working_day(day)
    return day
