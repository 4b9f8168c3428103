"""Floors are loaded while others begin cases and open them again: no undecided case misses them."""

from collections.abc import Callable

import sqlalchemy as sa

from lti_tool.cases.model import Case
from lti_tool.cases.tables import cases
from lti_tool.guidance.model import Level
from lti_tool.tenants.model import Staff
from tests.cases.team import PLACE, Team
from tests.cases.test_at_once import at_once
from tests.cases.test_overlays import AT_ONCE, ELEVEN, floors, listed, loads


def test_no_case_that_begins_while_floors_are_loaded_misses_them(team_on_each: Team) -> None:
    """Whoever comes first: afterwards no undecided case stands in the list with less than its page asks for."""
    team = team_on_each
    people = [team.person(f"reporter {number}") for number in range(6)]
    text = AT_ONCE.replace("10_12", "nk")

    def begins(person: Staff) -> Callable[[], object]:
        return lambda: team.assessments.send(team.assessments.start(person).id, person, PLACE)

    ends = at_once(*(begins(person) for person in people[:3]), lambda: loads(team, text), *map(begins, people[3:]))

    assert not [end for end in ends if isinstance(end, Exception)]
    with team.database.reading() as db:
        assert set(db.execute(sa.select(cases.c.level)).scalars()) == {Level.REFER_NOW}


def test_no_case_that_is_opened_again_while_floors_are_loaded_misses_them(team_on_each: Team) -> None:
    team = team_on_each
    decided = [team.decides(**ELEVEN) for _ in range(3)]

    def opens(case: Case) -> Callable[[], object]:
        return lambda: team.ownership.reopen(case.id, team.lead, case.version, "A second child.")

    ends = at_once(opens(decided[0]), lambda: loads(team), *map(opens, decided[1:]))

    assert not [end for end in ends if isinstance(end, Exception)]
    assert [listed(team, case) for case in decided] == [Level.REFER_CSC] * 3
    assert [floors(team, case) for case in decided] == [[{"from": "CONSULT", "to": "REFER_CSC"}]] * 3
