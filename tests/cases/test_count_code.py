"""What the database writes beside each case by itself: in which numbers it is, and whether it names anybody."""

import random
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from lti_tool.cases.counting import DIGITS, STRANDS, Decided, Kind, count_year, kind_of
from lti_tool.cases.deciding import Way
from lti_tool.cases.first_look import Look
from lti_tool.cases.school_years import SchoolYear, year_of
from lti_tool.cases.tables import cases, named_staff
from lti_tool.guidance.model import Level
from lti_tool.system.migrate import migrate
from tests.cases.sent_cases import SENT, keeps
from tests.cases.team import Team
from tests.system.test_migrations import config_for

YEAR = SchoolYear(2026)


def written(team: Team) -> list[Any]:
    """What stands beside each case, in the order in which they were made."""
    with team.database.reading() as db:
        return list(db.execute(sa.select(cases.c.count_code).order_by(cases.c.id)).scalars())


def changes(team: Team, statement: sa.Executable) -> None:
    with team.database.transaction() as db:
        db.execute(statement)


def number_of(team: Team) -> int:
    with team.database.reading() as db:
        return count_year(db, team.tenant.id, YEAR, is_sqlite=team.database.is_sqlite).number


def test_the_year_is_the_schools_whenever_it_was_sent(team_on_each: Team) -> None:
    dice, sent = random.Random(5), []
    for begins in range(2020, 2045):
        start = SchoolYear(begins).start
        beside = (timedelta(0), timedelta(microseconds=-1), timedelta(seconds=-1), timedelta(days=dice.randrange(365)))
        sent += [start + each for each in beside]
    for at in sent:
        keeps(team_on_each, sent=at)

    assert [SchoolYear(each // DIGITS) for each in written(team_on_each)] == [year_of(at) for at in sent]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({}, Kind(Level.CONSULT, "images", Decided.NOT_YET, Look.NOT_YET)),
        ({"opened_at": SENT, "first_look": None}, Kind(Level.CONSULT, "images", Decided.NOT_YET, None)),
        *(
            ({"level": 4, "strand": strand}, Kind(Level(4), strand, Decided.NOT_YET, Look.NOT_YET))
            for strand in STRANDS
        ),
        *(
            ({"opened_at": SENT, "first_look": look}, Kind(Level.CONSULT, "images", Decided.NOT_YET, look))
            for look in (Look.QUARTER, Look.HOUR, Look.DAY, Look.LATER)
        ),
        # From a version that knows more than this one.
        ({"strand": "new"}, Kind(Level.CONSULT, "nk", Decided.NOT_YET, Look.NOT_YET)),
        (
            {"level": 2, "decided_level": 2, "decided_way": "new"},
            Kind(Level(2), "images", Decided.CONFIRMED, Look.NOT_YET),
        ),
        ({"level": 2, "decided_level": 2}, Kind(Level(2), "images", Decided.CONFIRMED, Look.NOT_YET)),
        ({"level": 2, "decided_level": 1}, Kind(Level(1), "images", Decided.OVERRIDDEN, Look.NOT_YET)),
        *(
            ({"level": 2, "decided_level": 1, "decided_way": way}, Kind(Level(1), "images", decided, Look.NOT_YET))
            for way, decided in [
                (Way.CONFIRM, Decided.CONFIRMED),
                (Way.ADVICE_TAKEN, Decided.ENDED),
                (Way.AGENCY_ANSWERED, Decided.ENDED),
                (Way.HANDED_BACK, Decided.ENDED),
                (Way.OVERRIDE, Decided.OVERRIDDEN),
            ]
        ),
    ],
)
def test_a_case_is_counted_as_what_it_is(team_on_each: Team, values: dict[str, Any], kind: Kind) -> None:
    keeps(team_on_each, **{"first_look": None} | values)

    assert [kind_of(each) for each in written(team_on_each)] == [kind]


def test_a_version_from_before_finds_the_same_in_words(team_on_each: Team) -> None:
    keeps(team_on_each, level=2, decided_level=1, decided_way="override", opened_at=SENT, first_look="day")

    with team_on_each.database.reading() as db:
        assert db.execute(sa.select(cases.c.counted_as)).scalar_one() == f"{YEAR.begins} 2 1 override images day"


def test_what_changes_in_a_case_changes_its_count_at_once(team_on_each: Team) -> None:
    (case_id,) = keeps(team_on_each)

    changes(team_on_each, cases.update().where(cases.c.id == case_id).values(decided_level=3, decided_way="override"))

    assert [kind_of(each)[:3] for each in written(team_on_each)] == [(Level(3), "images", Decided.OVERRIDDEN)]


@pytest.mark.parametrize("values", [{"sent_at": None}, {"restricted": True}])
def test_what_was_not_sent_or_is_for_the_head_alone_is_in_no_number(team_on_each: Team, values: dict[str, Any]) -> None:
    (case_id,) = keeps(team_on_each)
    assert number_of(team_on_each) == 1

    changes(team_on_each, cases.update().where(cases.c.id == case_id).values(**values))

    assert number_of(team_on_each) == 0
    assert written(team_on_each) == [None]


def test_what_is_kept_from_somebody_is_in_no_number_until_it_is_kept_from_nobody(team_on_each: Team) -> None:
    """Told in plain rows, as a version that knows nothing of the count would."""
    team = team_on_each
    case_id, _other = keeps(team, 2)
    for person in (team.lead, team.head):
        changes(team, named_staff.insert().values(case_id=case_id, staff_id=person.id))
        assert number_of(team) == 1

    changes(team, named_staff.delete().where(named_staff.c.staff_id == team.lead.id))
    assert number_of(team) == 1
    changes(team, named_staff.delete().where(named_staff.c.staff_id == team.head.id))
    assert number_of(team) == 2


def test_what_an_older_version_left_is_filled_in(team_on_each: Team) -> None:
    team = team_on_each
    named, _free = keeps(team, 2)
    changes(team, named_staff.insert().values(case_id=named, staff_id=team.lead.id))
    before = written(team)
    with team.database.transaction() as db:
        command.downgrade(config_for(db), "0025")

    migrate(team.database)

    assert written(team) == before
    assert [each is None for each in before] == [True, False]
