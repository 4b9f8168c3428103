"""How long a case is kept: the school's own period, from when it was on file, and what is due for deletion."""

from datetime import UTC, datetime, timedelta

import pytest

from lti_tool.cases.model import CaseNotFound
from lti_tool.cases.retention import filed_by, is_over
from tests.cases.team import Team
from tests.clock import START


def due(team: Team, person: object = None) -> list[str]:
    return [case.id for case in team.retention.due(person or team.lead)]


def moment(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "months", "by"),
    [
        ("2040-05-10T09:30", 12, "2039-05-10T09:30"),
        ("2040-05-10T09:30", 5, "2039-12-10T09:30"),
        ("2040-12-31T00:00", 1, "2040-11-30T00:00"),
        ("2041-02-28T23:59", 12, "2040-02-28T23:59"),
        ("2040-02-29T12:00", 12, "2039-02-28T12:00"),
        ("2040-01-31T12:00", 1200, "1940-01-31T12:00"),
    ],
)
def test_months_are_counted_by_the_calendar(now: str, months: int, by: str) -> None:
    assert filed_by(moment(now), months) == moment(by)


def test_a_month_that_has_no_such_day_ends_later_and_never_earlier() -> None:
    filed = moment("2040-01-31T12:00")

    assert filed > filed_by(moment("2040-02-29T23:59"), 1)
    assert filed <= filed_by(moment("2040-03-31T12:00"), 1)


def test_where_no_period_is_set_nothing_is_ever_due(team_on_each: Team) -> None:
    team = team_on_each
    case = team.files()
    team.clock.moves_on(days=40_000)

    assert due(team) == []
    assert team.retention.count(team.lead) == 0
    assert not is_over(case, None, team.clock.now())


def test_the_period_counts_from_the_moment_at_which_a_case_is_on_file(team_on_each: Team) -> None:
    team = team_on_each
    team.keeps_for(12)
    team.clock.moves_on(days=200)
    case = team.files()

    # A year with a leap day.
    team.clock.moves_on(days=365)
    assert due(team) == []
    team.clock.moves_on(days=1)

    assert due(team) == [case.id]
    assert team.retention.count(team.lead) == 1
    assert case.filed_at == START + timedelta(days=200)


def test_a_case_that_is_opened_again_is_not_due_and_its_period_begins_anew(team: Team) -> None:
    team.keeps_for(12)
    case = team.files()
    team.clock.moves_on(days=400)

    team.ownership.reopen(
        case.id, team.lead, team.file(case.id).desk.case.version, "The school nurse has told us more."
    )

    assert due(team) == []


def test_a_case_that_was_opened_by_mistake_was_never_on_file_and_has_no_period(team: Team) -> None:
    team.keeps_for(1)
    case = team.starts(danger="no")
    team.reviews.close(case.id, team.lead, "A slip.")
    team.clock.moves_on(days=400)

    assert due(team) == []


def test_what_is_due_is_listed_to_nobody_who_may_not_see_it(team_on_each: Team) -> None:
    team = team_on_each
    team.keeps_for(1)
    ordinary, about_staff = team.files(), team.files(adult="adult_staff", person=team.head)
    kept_from = team.decides()
    team.keeping.keep_from(kept_from.id, team.head, team.deputy.id)
    elsewhere = team.another()
    elsewhere.keeps_for(1)
    team.clock.moves_on(days=32)

    assert due(team, team.head) == sorted([ordinary.id, about_staff.id])
    assert due(team, team.lead) == [ordinary.id]
    assert (team.retention.count(team.head), team.retention.count(team.lead)) == (2, 1)
    assert due(elsewhere, elsewhere.head) == []
    for nobody in (team.reporter, team.administrator):
        with pytest.raises(CaseNotFound):
            team.retention.due(nobody)
        with pytest.raises(CaseNotFound):
            team.retention.count(nobody)
