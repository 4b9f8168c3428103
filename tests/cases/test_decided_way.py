"""How a case was decided, kept in its row and counted: an ordinary ending is no override."""

import pytest
import sqlalchemy as sa
from alembic import command

from lti_tool.cases.counting import Decided
from lti_tool.cases.deciding import Choice, Need, Way
from lti_tool.cases.model import Case
from lti_tool.cases.tables import cases
from lti_tool.guidance.model import Level
from tests.cases.sent_cases import keeps
from tests.cases.team import EVERYONE, Team
from tests.system.test_migrations import config_for


def _takes_advice(team: Team) -> Case:
    """A case that an agency advised about, and that the school then manages."""
    case = team.sends(**EVERYONE)
    choice = Choice(Way.ADVICE_TAKEN, Level.MANAGE, dict.fromkeys(Need, "2026-11-24"))
    return team.decisions.record(case.id, team.lead, team.file(case.id).desk.case.version, choice)


def test_an_ordinary_ending_is_no_override(team_on_each: Team) -> None:
    team = team_on_each
    for level in Level:
        keeps(team, 5, level=int(level), decided_level=int(level), decided_way=Way.CONFIRM)
        keeps(team, 5, level=0, decided_level=int(level), decided_way=Way.OVERRIDE)
        keeps(team, 5, level=int(level))
    for _ in range(5):
        _takes_advice(team)

    assert team.overviews.of(team.lead).decisions == {
        Decided.CONFIRMED: 25,
        Decided.ENDED: 5,
        Decided.OVERRIDDEN: 25,
        Decided.NOT_YET: 25,
    }


@pytest.mark.parametrize(("endings", "consults"), [(4, 5), (5, 4)])
def test_ordinary_endings_are_counted_apart_only_where_nothing_is_hidden(
    team: Team, endings: int, consults: int
) -> None:
    """None of them is at "consult": their number and that of the level could tell of each other."""
    for level in Level:
        keeps(team, 5 if level is not Level.CONSULT else consults, level=int(level))
    keeps(team, 5, level=0, decided_level=0, decided_way=Way.CONFIRM)
    keeps(team, 5, level=0, decided_level=3, decided_way=Way.OVERRIDE)
    keeps(team, endings, decided_level=0, decided_way=Way.ADVICE_TAKEN)

    decisions = team.overviews.of(team.lead).decisions

    assert list(decisions) == [Decided.CONFIRMED_OR_ENDED, Decided.OVERRIDDEN, Decided.NOT_YET]
    assert decisions[Decided.CONFIRMED_OR_ENDED] == 5 + endings


def test_a_case_that_is_opened_again_is_no_longer_counted_as_ended(team: Team) -> None:
    case = _takes_advice(team)
    assert case.decided_way == Way.ADVICE_TAKEN

    again = team.ownership.reopen(case.id, team.lead, case.version, "A second child.")

    assert (again.decided_level, again.decided_way) == (None, None)
    assert team.file(case.id).desk.case.decided_way is None


def test_cases_that_were_decided_before_are_given_their_way(team_on_each: Team) -> None:
    team = team_on_each
    advised, confirmed, undecided = _takes_advice(team), team.decides(), team.sends(**EVERYONE)
    opened = _takes_advice(team)
    team.ownership.reopen(opened.id, team.lead, opened.version, "A second child.")
    with team.database.transaction() as db:
        command.downgrade(config_for(db), "0014")
        command.upgrade(config_for(db), "0015")

    with team.database.reading() as db:
        ways = dict(db.execute(sa.select(cases.c.id, cases.c.decided_way)).tuples().all())

    assert ways == {advised.id: "advice_taken", confirmed.id: "confirm", undecided.id: None, opened.id: None}
