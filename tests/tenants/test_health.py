"""How an installation is: whole weeks that are over, and never a day on which somebody reported."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from lti_tool.administration import Administration
from lti_tool.tenants.health import Health, HealthBook
from lti_tool.tenants.key_times import EVERY
from lti_tool.tenants.model import Host, Nation, Tenant
from lti_tool.tenants.tables_weeks import tenant_weeks
from lti_tool.tenants.weeks import Sign, Weeks, last_week, note, week_of
from tests.clock import START, SettableClock

MONDAY = date(2026, 11, 23)


@pytest.fixture
def weeks(office: Administration) -> Weeks:
    return Weeks(office.database, office.clock)


def health_of(office: Administration, tenant: Tenant, host_id: str = "none") -> Health:
    return HealthBook(office.database, office.deployments, office.keys, office.clock).of(tenant.id, host_id)


def rows(office: Administration) -> list[tuple[object, ...]]:
    with office.database.reading() as db:
        return [tuple(row) for row in db.execute(sa.select(tenant_weeks).order_by(tenant_weeks.c.week))]


@pytest.mark.parametrize(
    ("at", "monday"),
    [
        (START, MONDAY),
        (datetime(2026, 11, 29, 23, 59, tzinfo=UTC), MONDAY),
        # In summer a new week begins an hour before midnight UTC.
        (datetime(2026, 6, 7, 23, 30, tzinfo=UTC), date(2026, 6, 8)),
    ],
)
def test_a_week_is_the_schools_own(at: datetime, monday: date) -> None:
    assert week_of(at) == monday


def test_a_week_is_told_once_it_is_over_and_not_before(
    office: Administration, oakfield: Tenant, weeks: Weeks, clock: SettableClock
) -> None:
    told = []
    for day in range(8):
        if day == 2:
            weeks.launched(oakfield.id)
        told.append(health_of(office, oakfield).launch_week)
        clock.moves_on(days=1)

    # The same on the day of the launch as on any other: who looks each day learns no day.
    assert told == [None] * 7 + [MONDAY]


def test_a_launch_of_this_week_does_not_hide_that_of_the_last(
    office: Administration, oakfield: Tenant, weeks: Weeks, clock: SettableClock
) -> None:
    weeks.launched(oakfield.id)
    clock.moves_on(weeks=1)
    weeks.launched(oakfield.id)

    assert health_of(office, oakfield).launch_week == MONDAY
    clock.moves_on(weeks=1)
    assert health_of(office, oakfield).launch_week == MONDAY + timedelta(weeks=1)


def test_no_more_is_kept_than_is_shown(
    office: Administration, oakfield: Tenant, weeks: Weeks, clock: SettableClock
) -> None:
    for _ in range(5):
        for _again in range(3):
            weeks.launched(oakfield.id)
            clock.moves_on(hours=1)
        clock.moves_on(days=7)

    assert rows(office) == [
        (oakfield.id, "launch", MONDAY + timedelta(weeks=3)),
        (oakfield.id, "launch", MONDAY + timedelta(weeks=4)),
    ]


def test_launches_and_receipts_and_schools_are_kept_apart(
    office: Administration, oakfield: Tenant, weeks: Weeks, clock: SettableClock
) -> None:
    other = office.install.add_tenant("Hill School", Nation.WALES)
    weeks.launched(oakfield.id)
    with office.database.transaction() as db:
        note(db, other.id, Sign.RECEIPT, clock.now())
        note(db, other.id, Sign.RECEIPT, clock.now())
    clock.moves_on(weeks=1)

    mine, theirs = health_of(office, oakfield), health_of(office, other)
    assert (mine.launch_week, mine.receipt_week) == (MONDAY, None)
    assert (theirs.launch_week, theirs.receipt_week) == (None, MONDAY)


def test_a_clock_that_was_put_back_keeps_what_was_there(
    office: Administration, oakfield: Tenant, clock: SettableClock
) -> None:
    with office.database.transaction() as db:
        note(db, oakfield.id, Sign.LAUNCH, clock.now())
        note(db, oakfield.id, Sign.LAUNCH, clock.now() - timedelta(weeks=1))
        assert last_week(db, oakfield.id, Sign.LAUNCH, clock.now()) == MONDAY - timedelta(weeks=1)


def test_the_age_of_our_key_is_told_and_whether_a_new_one_is_late(
    office: Administration, oakfield: Tenant, clock: SettableClock
) -> None:
    assert (health_of(office, oakfield).key_days, health_of(office, oakfield).key_late) == (0, False)

    clock.moves_on(days=EVERY.days + 8)

    assert (health_of(office, oakfield).key_days, health_of(office, oakfield).key_late) == (98, True)


def test_places_that_wait_on_this_host_are_counted(office: Administration, oakfield: Tenant, moodle: Host) -> None:
    with office.database.transaction() as db:
        for name in ("2", "3", "3"):
            office.deployments.note_pending(db, moodle.id, name)

    assert health_of(office, oakfield, moodle.id).pending == 2
    assert health_of(office, oakfield).pending == 0
