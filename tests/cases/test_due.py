"""When something is due: today is today, school days have weekends, and the day is the school's."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lti_tool.cases.due import day_of, due_at, end_of, is_end_of_day, start_of
from lti_tool.guidance.within import Within

FRIDAY = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def days(decided: datetime) -> dict[Within, date]:
    dated = (Within.TODAY, Within.NEXT_DAY, Within.SCHOOL_DAYS_2, Within.SCHOOL_DAYS_5, Within.WEEKS_2)
    return {within: day_of(due_at(within, decided)) for within in dated}


def test_what_is_due_at_once_has_minutes_and_what_is_due_later_has_no_date() -> None:
    assert due_at(Within.NOW, FRIDAY) == FRIDAY + timedelta(minutes=15)
    assert due_at(Within.HOUR, FRIDAY) == FRIDAY + timedelta(hours=1)
    assert due_at(Within.LATER, FRIDAY) is None


def test_on_a_friday_school_days_begin_on_monday() -> None:
    assert days(FRIDAY) == {
        Within.TODAY: date(2026, 11, 20),
        Within.NEXT_DAY: date(2026, 11, 23),
        Within.SCHOOL_DAYS_2: date(2026, 11, 24),
        Within.SCHOOL_DAYS_5: date(2026, 11, 27),
        Within.WEEKS_2: date(2026, 12, 4),
    }


def test_on_a_saturday_today_is_still_today_and_two_weeks_end_on_a_school_day() -> None:
    found = days(SATURDAY)

    assert found[Within.TODAY] == date(2026, 11, 21)
    assert found[Within.NEXT_DAY] == date(2026, 11, 23)
    assert found[Within.WEEKS_2] == date(2026, 12, 7)


@pytest.mark.parametrize("within", [each for each in Within if each.is_dated])
def test_sooner_is_never_later(within: Within) -> None:
    dated = [each for each in Within if each.is_dated]
    for hour in range(24 * 7):
        decided = FRIDAY.replace(hour=0) + timedelta(hours=hour)
        due = due_at(within, decided)
        assert due >= decided
        if dated.index(within) > dated.index(Within.TODAY):
            assert due >= due_at(dated[dated.index(within) - 1], decided)


def test_a_day_ends_by_the_clock_of_the_school_also_in_summer() -> None:
    before_midnight = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    after_midnight = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)

    assert day_of(before_midnight) == date(2026, 7, 1)
    assert day_of(after_midnight) == date(2026, 7, 2)
    assert due_at(Within.TODAY, before_midnight) == datetime(2026, 7, 1, 22, 59, tzinfo=UTC)
    assert due_at(Within.TODAY, after_midnight) == datetime(2026, 7, 2, 22, 59, tzinfo=UTC)
    assert start_of(date(2026, 7, 2)) == datetime(2026, 7, 1, 23, 0, tzinfo=UTC)


def test_the_end_of_a_day_is_told_from_an_hour_of_it() -> None:
    assert is_end_of_day(end_of(date(2026, 7, 1)))
    assert not is_end_of_day(FRIDAY)
