"""How soon somebody looked at what was sent, as each database counts it."""

import random
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from lti_tool.cases.first_look import Look, looked, summers
from lti_tool.cases.first_look import first_look as kept_as
from lti_tool.cases.school_years import SchoolYear, year_of
from lti_tool.cases.tables import cases
from tests.cases.first_looks import first_look
from tests.cases.sent_cases import keeps
from tests.cases.team import EVERYONE, PLACE, Team

NEVER = ("2026-11-02 09:00:00", None, Look.NOT_YET)
LOOKS = [
    NEVER,
    ("2026-11-02 09:00:00", "2026-11-02 08:00:00", Look.QUARTER),
    ("2026-11-02 09:00:00", "2026-11-02 09:14:59.999999", Look.QUARTER),
    ("2026-11-02 09:00:00", "2026-11-02 09:15:00", Look.HOUR),
    ("2026-11-02 09:00:30.000001", "2026-11-02 09:15:30", Look.QUARTER),
    ("2026-11-02 09:00:00", "2026-11-02 10:00:00", Look.DAY),
    ("2026-11-02 23:55:00", "2026-11-03 00:20:00", Look.HOUR),
    ("2026-11-02 20:00:00", "2026-11-03 08:00:00", Look.LATER),
    # In summer the school's day begins an hour before the day of UTC.
    ("2026-06-02 22:30:00", "2026-06-02 23:40:00", Look.LATER),
    ("2026-06-02 23:30:00", "2026-06-03 22:59:00", Look.DAY),
    # The clock goes forward on the last Sunday of March, and back on that of October, at one in the morning.
    ("2027-03-28 00:30:00", "2027-03-28 22:59:00", Look.DAY),
    ("2027-03-28 00:30:00", "2027-03-28 23:10:00", Look.LATER),
    ("2026-10-24 23:10:00", "2026-10-25 23:50:00", Look.DAY),
]


def by_the_database(team: Team, year: SchoolYear) -> list[str]:
    """What it says of each case, in the order in which they were made."""
    query = sa.select(looked(year, is_sqlite=team.database.is_sqlite)).order_by(cases.c.id)
    with team.database.reading() as db:
        return list(db.execute(query).scalars())


@pytest.mark.parametrize(("sent", "opened", "expected"), LOOKS)
def test_the_first_look_is_timed_by_the_schools_clock(
    team_on_each: Team, sent: str, opened: str | None, expected: Look
) -> None:
    at, seen = (None if each is None else datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (sent, opened))
    assert at is not None
    keeps(team_on_each, sent=at, opened_at=seen)

    assert by_the_database(team_on_each, year_of(at)) == [expected]
    assert first_look(at, seen) is expected
    assert kept_as(at, seen) is (None if seen is None else expected)


def test_any_two_moments_of_a_year_are_timed_as_on_the_wall(team_on_each: Team) -> None:
    dice, year, expected = random.Random(3), SchoolYear(2026), []
    (_start, back), (forward, _end) = summers(year)
    for _ in range(400):
        seconds, micros = dice.randrange(-100_000, 100_000), dice.randrange(9)
        sent = dice.choice((back, forward)) + timedelta(seconds=seconds, microseconds=micros)
        opened = sent + timedelta(seconds=dice.randrange(-4_000, 100_000))
        keeps(team_on_each, sent=sent, opened_at=opened)
        expected.append(first_look(sent, opened))

    assert by_the_database(team_on_each, year) == expected
    rows = sa.select(cases.c.sent_at, cases.c.opened_at).order_by(cases.c.id)
    with team_on_each.database.reading() as db:
        assert [kept_as(*row) for row in db.execute(rows)] == expected
    assert len(set(expected)) == 4


def test_summer_is_when_the_schools_clock_is_an_hour_ahead() -> None:
    assert summers(SchoolYear(2026)) == (
        (datetime(2026, 8, 31, 23, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)),
        (datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 9, 1, 23, tzinfo=UTC)),
    )


def test_it_is_kept_when_a_case_that_was_sent_is_opened(team_on_each: Team) -> None:
    case = team_on_each.sends(**EVERYONE)
    assert kept(team_on_each, case.id) is None

    team_on_each.clock.moves_on(minutes=20)
    team_on_each.file(case.id)

    assert kept(team_on_each, case.id) == Look.HOUR


def test_it_is_kept_when_a_case_that_was_opened_is_sent(team_on_each: Team) -> None:
    case = team_on_each.starts(**EVERYONE)
    team_on_each.file(case.id)
    assert kept(team_on_each, case.id) is None

    team_on_each.assessments.send(case.id, team_on_each.reporter, PLACE)

    assert kept(team_on_each, case.id) == Look.QUARTER


def test_what_is_kept_is_counted_and_not_worked_out_anew(team_on_each: Team) -> None:
    sent = datetime(2026, 11, 2, 9, tzinfo=UTC)
    keeps(team_on_each, sent=sent, after=timedelta(minutes=3), first_look=Look.LATER.value)

    assert by_the_database(team_on_each, year_of(sent)) == [Look.LATER]


def kept(team: Team, case_id: str) -> str | None:
    with team.database.reading() as db:
        found: str | None = db.execute(sa.select(cases.c.first_look).where(cases.c.id == case_id)).scalar_one()
    return found
