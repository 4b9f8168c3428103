"""A school year in numbers: what is counted, for whom, and that no two pages give a case away."""

import random
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from lti_tool.cases.counting import STRANDS, Decided
from lti_tool.cases.deciding import Way
from lti_tool.cases.first_look import Look
from lti_tool.cases.model import CaseNotFound
from lti_tool.cases.overview import Overview
from lti_tool.cases.school_years import SchoolYear
from lti_tool.cases.small_numbers import Hidden
from lti_tool.cases.tables import cases
from lti_tool.guidance.model import Level
from lti_tool.system.database import Database
from lti_tool.tenants.model import Role
from tests.cases.first_looks import first_look
from tests.cases.sent_cases import LOOKS, SENT, every_kind, keeps
from tests.cases.team import EVERYONE, Team

COUNTED = {
    Way.CONFIRM: Decided.CONFIRMED,
    Way.ADVICE_TAKEN: Decided.ENDED,
    Way.AGENCY_ANSWERED: Decided.ENDED,
    Way.HANDED_BACK: Decided.ENDED,
    Way.OVERRIDE: Decided.OVERRIDDEN,
}


def test_a_year_is_counted_by_outcome_strand_first_look_and_decision(team_on_each: Team) -> None:
    team = team_on_each
    every_kind(team, 10)

    found = team.overviews.of(team.lead)

    assert (found.year, found.total, found.apart) == (SchoolYear(2026), 50, None)
    assert found.strands == dict.fromkeys(STRANDS, 10)
    assert found.looks == {Look.QUARTER: 10, Look.HOUR: 10, Look.DAY: 10, Look.LATER: 10, Look.NOT_YET: 10}
    assert found.decisions == {Decided.CONFIRMED_OR_ENDED: 20, Decided.OVERRIDDEN: 10, Decided.NOT_YET: 20}
    # Where the decision was another one, it is the decision that counts.
    assert found.outcomes == {
        Level.EMERGENCY: Hidden.KEPT,
        Level.REFER_NOW: Hidden.KEPT,
        Level.REFER_CSC: Hidden.FEW,
        Level.CONSULT: Hidden.KEPT,
        Level.MANAGE: 20,
    }


def test_the_counts_are_those_of_the_cases(team_on_each: Team) -> None:
    """Any cases at all, counted here one by one."""
    team, dice = team_on_each, random.Random(7)
    expected: Counter[tuple[str, Any]] = Counter()
    for _ in range(400):
        level, decided = dice.choice(list(Level)), dice.choice([None, *Level])
        after, strand = dice.choice(LOOKS), dice.choice(STRANDS)
        values = {"level": int(level), "strand": strand, "decided_level": None if decided is None else int(decided)}
        how = dice.choice([None, *Way]) if decided is not None else None
        keeps(team, after=after, decided_way=how, **values)
        by_levels = Decided.CONFIRMED if decided is level else Decided.OVERRIDDEN
        way = Decided.NOT_YET if decided is None else COUNTED.get(how, by_levels)
        outcome, soon = level if decided is None else decided, first_look(SENT, after and SENT + after)
        expected.update([("outcomes", outcome), ("strands", strand), ("looks", soon), ("decisions", way)])

    found = team.overviews.of(team.lead)

    assert found.total == 400
    for table in ("outcomes", "strands", "looks", "decisions"):
        shown = getattr(found, table)
        assert shown == {name: expected[table, name] for name in shown}
        assert sum(shown.values()) == 400


def test_what_was_never_sent_and_what_is_practice_is_not_counted(team_on_each: Team) -> None:
    team = team_on_each
    keeps(team, 7)
    keeps(team, 6, sent_at=None)
    team.starts(**EVERYONE)
    team.practises(team.reporter)
    team.practises(team.lead, "V06")

    assert team.overviews.of(team.lead).total == 7


def test_another_schools_cases_and_another_years_are_not_counted(team_on_each: Team) -> None:
    team = team_on_each
    keeps(team, 6)
    keeps(team, 8, sent=datetime(2026, 8, 31, 22, 59, tzinfo=UTC))
    keeps(team, 9, sent=datetime(2024, 3, 1, tzinfo=UTC))
    keeps(team.another(), 20)

    this = team.overviews.of(team.lead)
    totals = {year.begins: team.overviews.of(team.lead, year).total for year in this.years}

    assert totals == {2026: 6, 2025: 8, 2024: Hidden.FEW, 2023: 9}
    assert team.overviews.of(team.lead, SchoolYear(1999)) == this


def test_the_first_moment_of_september_begins_the_year(team: Team) -> None:
    keeps(team, 5, sent=datetime(2026, 8, 31, 23, 0, tzinfo=UTC))

    assert team.overviews.of(team.lead).total == 5


def test_fewer_than_five_cases_are_all_that_is_said(team: Team) -> None:
    keeps(team, 4)

    found = team.overviews.of(team.lead)

    assert found.total is Hidden.FEW
    assert found.outcomes == found.strands == found.looks == found.decisions == {}
    assert _without_apart(found) == _without_apart(Team.another(team).overviews.of(team.another().lead))


def test_a_lead_a_deputy_and_a_head_see_the_same_numbers(team_on_each: Team) -> None:
    """So nothing can be learnt by subtracting one's page from another's."""
    team = team_on_each
    every_kind(team, 6)
    keeps(team, 3, restricted=True, level=int(Level.REFER_NOW))
    (kept_from_lead,) = keeps(team, 1, level=int(Level.EMERGENCY))
    team.keeping.keep_from(kept_from_lead, team.head, team.lead.id)

    pages = [team.overviews.of(person) for person in (team.lead, team.deputy, team.head)]

    assert len({repr(_without_apart(page)) for page in pages}) == 1
    assert pages[0].total == 30
    assert [page.apart for page in pages] == [None, None, Hidden.FEW]


def test_the_head_is_told_how_many_cases_are_in_no_other_number(team_on_each: Team) -> None:
    team = team_on_each
    keeps(team, 6, restricted=True)
    kept = keeps(team, 2)
    team.keeping.keep_from(kept[0], team.head, team.lead.id)

    found = team.overviews.of(team.head)

    assert (found.total, found.apart) == (Hidden.FEW, 7)


def test_a_case_that_is_kept_from_a_head_is_counted_for_no_head(team_on_each: Team) -> None:
    team = team_on_each
    other_head = team.person("other head", Role.HEAD)
    about_a_head = keeps(team, 6, restricted=True)
    team.keeping.keep_from(about_a_head[0], team.head, other_head.id)

    assert [team.overviews.of(person).apart for person in (team.head, other_head)] == [5, 5]


def test_no_year_is_offered_because_of_a_case_that_is_not_counted(team: Team) -> None:
    keeps(team, 1, sent=datetime(2024, 3, 1, tzinfo=UTC), restricted=True)

    for person in (team.lead, team.head):
        assert team.overviews.of(person).years == (SchoolYear(2026),)


def test_later_and_not_yet_are_one_number_where_decisions_could_tell_them_apart(team: Team) -> None:
    every_kind(team, 6)
    assert Look.NOT_YET in team.overviews.of(team.lead).looks

    keeps(team, 30, after=LOOKS[0], level=0, decided_level=0)
    with team.database.transaction() as db:
        db.execute(
            cases.update()
            .where(cases.c.decided_level.is_(None), cases.c.opened_at.is_not(None))
            .values(decided_level=cases.c.level)
        )
        last = sa.select(cases.c.id).where(cases.c.opened_at.is_(None)).limit(2)
        db.execute(
            cases.update().where(cases.c.opened_at.is_(None), cases.c.id.not_in(last)).values(opened_at=SENT + LOOKS[3])
        )

    found = team.overviews.of(team.lead)
    assert list(found.looks) == [Look.QUARTER, Look.HOUR, Look.DAY, Look.LATER_OR_NOT_YET]
    assert sum(found.looks.values()) == found.total


def test_nobody_without_a_list_of_cases_has_an_overview(team: Team) -> None:
    every_kind(team, 6)

    for person in (team.reporter, team.colleague, team.administrator):
        with pytest.raises(CaseNotFound):
            team.overviews.of(person)


def test_a_year_is_found_by_its_index(sqlite_database: Database) -> None:
    told: list[str] = []
    # Also what passes SQLAlchemy by.
    for engine in (sqlite_database.engine, sqlite_database._quick):
        sa.event.listen(engine, "connect", lambda driver, _record: driver.set_trace_callback(told.append))
    team = Team(sqlite_database)
    keeps(team, 5)
    told.clear()

    team.overviews.of(team.head)

    asked = [each for each in told if "count_code" in each]
    assert len(asked) == 3
    with sqlite_database.reading() as db:
        for statement in asked:
            plan = " ".join(row[3] for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}"))
            # It does not say "covering" of a column that it works out, and yet reads no case for one.
            assert "cases USING INDEX ix_cases_counted" in plan
            assert "SCAN cases" not in plan
            assert "TEMP B-TREE" not in plan


def _without_apart(found: Overview) -> list[Any]:
    return [getattr(found, name) for name in Overview.__dataclass_fields__ if name != "apart"]
