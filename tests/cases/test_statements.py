"""A page asks the database as often for many cases and people as for few, and finds a list by its index."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from lti_tool.cases.queue import Show
from lti_tool.system.database import Database
from tests.cases.team import EVERYONE, Team


@pytest.fixture
def asked(sqlite_database: Database) -> tuple[Team, list[str]]:
    """A team, and every statement that its database is told: also those that pass SQLAlchemy by."""
    statements: list[str] = []
    for engine in (sqlite_database.engine, sqlite_database._quick):
        sa.event.listen(engine, "connect", lambda driver, _record: driver.set_trace_callback(statements.append))
    return Team(sqlite_database), statements


def reports(team: Team, count: int) -> None:
    """So many cases, each by somebody else."""
    for _each in range(count):
        reporter = team.person(f"reporter {len(team.queue_of(team.head))}")
        team.sends(reporter, **EVERYONE)


def number_of(statements: list[str], action: Callable[[], object]) -> int:
    statements.clear()
    action()
    return len(statements)


@pytest.mark.parametrize("show", list(Show))
def test_a_list_asks_as_often_for_many_cases_as_for_one(asked: tuple[Team, list[str]], show: Show) -> None:
    team, statements = asked
    reports(team, 1)
    for_one = number_of(statements, lambda: team.queues.of(team.lead, show))

    reports(team, 9)

    assert len(team.queues.of(team.lead).cases) == 10
    assert number_of(statements, lambda: team.queues.of(team.lead, show)) == for_one


def test_a_case_asks_as_often_for_many_people_as_for_few(asked: tuple[Team, list[str]]) -> None:
    team, statements = asked
    case = team.sends(**EVERYONE)
    for person in (team.lead, team.head):
        team.file(case.id, person)
    for_few = number_of(statements, lambda: team.file(case.id, team.head))

    deputies = [team.person(f"deputy {number}", *team.deputy.roles) for number in range(6)]
    for deputy in deputies:
        team.file(case.id, deputy)

    assert number_of(statements, lambda: team.file(case.id, team.head)) == for_few
    assert {deputy.id for deputy in deputies} <= set(team.file(case.id, team.head).people)


def test_whom_a_restricted_case_could_be_kept_from_is_one_question(asked: tuple[Team, list[str]]) -> None:
    team, statements = asked
    case = team.restricted()
    for_few = number_of(statements, lambda: team.keeping.candidates(case.id, team.head))

    newer = []
    for number in range(6):
        team.clock.moves_on(seconds=1)
        newer.append(team.person(f"teacher {number}"))

    assert number_of(statements, lambda: team.keeping.candidates(case.id, team.head)) == for_few
    assert team.keeping.candidates(case.id, team.head)[-6:] == newer


@pytest.mark.parametrize("show", list(Show))
def test_a_list_is_found_by_an_index_that_passes_over_the_rest(asked: tuple[Team, list[str]], show: Show) -> None:
    team, statements = asked
    team.sends(**EVERYONE)
    statements.clear()

    team.queues.of(team.lead, show)

    listing = next(each for each in statements if "ORDER BY" in each and "FROM cases" in each)
    with team.database.reading() as db:
        plan = " ".join(row[3] for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {listing}"))
    assert "(tenant_id=? AND status=?" in plan
    if show is Show.WAITING:
        assert "cases USING COVERING INDEX ix_cases_listed" in plan
    if show is Show.CLOSED:
        assert "cases USING INDEX ix_cases_closed" in plan
        # Only what was closed at the same moment is sorted: the rest comes in order, and no more of it than is shown.
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan
